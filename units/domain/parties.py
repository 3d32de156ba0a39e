"""Verbs of parties."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from units.models import Party


@verb("units.register_party", permission=Permission.UNITS_WRITE)
def register_party(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Party:
    """Register a side, a companion of a side, or a mediator. Raises ValidationError for a code that is taken."""
    return records.create(Party, id=id, **fields)


@verb("units.revise_party", permission=Permission.UNITS_WRITE)
def revise_party(*, party: Party, by: User, expected_version: int | None = None, **changes: Any) -> Party:
    """Change what is known of a party."""
    return records.revise(party, expected_version=expected_version, **changes)


@verb("units.void_party", permission=Permission.UNITS_WRITE)
def void_party(*, party: Party, by: User, reason: str, expected_version: int | None = None) -> Party:
    """Void a party that should never have been registered."""
    return records.void(party, by=by, reason=reason, expected_version=expected_version)
