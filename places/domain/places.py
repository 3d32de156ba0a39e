"""Verbs of places."""

import uuid
from typing import Any

from accounts.domain import records, restricting
from accounts.domain.together import creating, revising
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from places.models import Place


@verb("places.register", permission=Permission.PLACES_WRITE)
def register_place(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Place:
    """Register a place. Raises ValidationError when one of that name stands in that region already."""
    return records.create(Place, id=id, **fields)


register_places = creating(register_place, Place)


@verb("places.revise", permission=Permission.PLACES_WRITE)
def revise_place(*, place: Place, by: User, expected_version: int | None = None, **changes: Any) -> Place:
    """Change what is known of a place."""
    return records.revise(place, expected_version=expected_version, **changes)


revise_places = revising(revise_place, Place)


@verb("places.void", permission=Permission.PLACES_WRITE)
def void_place(*, place: Place, by: User, reason: str, expected_version: int | None = None) -> Place:
    """Void a place that should never have been registered."""
    return records.void(place, by=by, reason=reason, expected_version=expected_version)


@verb("places.restrict", permission=Permission.RESTRICT)
def restrict_place(*, place: Place, by: User, reason: str, expected_version: int | None = None) -> Place:
    """Restrict a place, with the detentions in it and what was said of it."""
    return restricting.restrict(place, reason=reason, expected_version=expected_version)


@verb("places.lift_restriction", permission=Permission.LIFT_RESTRICTION)
def lift_restriction(*, place: Place, by: User, reason: str, expected_version: int | None = None) -> Place:
    """Make a restricted place general again."""
    return restricting.lift(place, reason=reason, expected_version=expected_version)
