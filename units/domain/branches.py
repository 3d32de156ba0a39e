"""Verbs of branches of service."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from units.models import Branch


@verb("units.register_branch", permission=Permission.UNITS_WRITE)
def register_branch(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Branch:
    """Register a branch of service. Raises ValidationError for a code that is taken."""
    return records.create(Branch, id=id, **fields)


@verb("units.revise_branch", permission=Permission.UNITS_WRITE)
def revise_branch(*, branch: Branch, by: User, expected_version: int | None = None, **changes: Any) -> Branch:
    """Change what is known of a branch of service."""
    return records.revise(branch, expected_version=expected_version, **changes)


@verb("units.void_branch", permission=Permission.UNITS_WRITE)
def void_branch(*, branch: Branch, by: User, reason: str, expected_version: int | None = None) -> Branch:
    """Void a branch of service that should never have been registered."""
    return records.void(branch, by=by, reason=reason, expected_version=expected_version)
