"""Verbs of sources."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.domain.together import creating, revising
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from sources.models import Source


@verb("sources.register", permission=Permission.SOURCES_WRITE)
def register_source(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Source:
    """Register a source. Raises ValidationError by field, also for an address that is already registered."""
    return records.create(Source, id=id, **fields)


register_sources = creating(register_source, Source)


@verb("sources.revise", permission=Permission.SOURCES_WRITE)
def revise_source(*, source: Source, by: User, expected_version: int | None = None, **changes: Any) -> Source:
    """Change what is known of a source. Raises Stale when somebody else was faster."""
    return records.revise(source, expected_version=expected_version, **changes)


revise_sources = revising(revise_source, Source)


@verb("sources.void", permission=Permission.SOURCES_WRITE)
def void_source(*, source: Source, by: User, reason: str, expected_version: int | None = None) -> Source:
    """Void a source that should never have been registered."""
    return records.void(source, by=by, reason=reason, expected_version=expected_version)
