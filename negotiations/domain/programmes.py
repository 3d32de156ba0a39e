"""Verbs of programmes."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from negotiations.models import Programme


@verb("negotiations.log_programme", permission=Permission.NEGOTIATIONS_WRITE)
def log_programme(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Programme:
    """Log an agreement that exchanges are counted to. Raises ValidationError for a code that is taken."""
    return records.create(Programme, id=id, **fields)


@verb("negotiations.revise_programme", permission=Permission.NEGOTIATIONS_WRITE)
def revise_programme(
    *, programme: Programme, by: User, expected_version: int | None = None, **changes: Any
) -> Programme:
    """Change what is known of a programme."""
    return records.revise(programme, expected_version=expected_version, **changes)


@verb("negotiations.void_programme", permission=Permission.NEGOTIATIONS_WRITE)
def void_programme(*, programme: Programme, by: User, reason: str, expected_version: int | None = None) -> Programme:
    """Void a programme that should never have been logged."""
    return records.void(programme, by=by, reason=reason, expected_version=expected_version)
