"""Verbs of an assignment: give somebody sight, and take it back."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission, Role
from audit.verbs import verb
from units.models import Assignment, Unit


@verb("units.assign", permission=Permission.ACCOUNTS_MANAGE)
def assign(
    *, user: User, role: Role, by: User, id: uuid.UUID | None = None, unit: Unit | None = None, **fields: Any
) -> Assignment:
    """Let somebody see, in a role, a unit with all under it, or every unit; `restricted=True`: what is restricted too.

    Raises ValidationError by field, also for somebody who gives sight to herself.
    """
    if user.pk == by.pk:
        raise ValidationError({"user": _("Nobody widens their own sight.")})
    return records.create(Assignment, id=id, user=user, role=role, unit=unit, **fields)


@verb("units.end_assignment", permission=Permission.ACCOUNTS_MANAGE)
def end_assignment(*, assignment: Assignment, by: User, reason: str, expected_version: int | None = None) -> Assignment:
    """Take an assignment back at once."""
    return records.void(assignment, by=by, reason=reason, expected_version=expected_version)
