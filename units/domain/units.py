"""Verbs of a unit: register, revise, name, void. Its place in the tree has verbs of its own (`placements`)."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from units.domain.placements import place_unit
from units.models import Unit, UnitName


@verb("units.register_unit", permission=Permission.UNITS_WRITE)
def register_unit(
    *,
    by: User,
    id: uuid.UUID | None = None,
    parent: Unit | None = None,
    since: datetime.date | None = None,
    **fields: Any,
) -> Unit:
    """Register a unit, under `parent` when one is given, since a day or as far back as is known.

    Raises ValidationError by field, for a code that is taken among others.
    """
    unit = records.create(Unit, id=id, **fields)
    if parent:
        place_unit(unit=unit, parent=parent, valid_from=since, by=by)
    return unit


@verb("units.revise_unit", permission=Permission.UNITS_WRITE)
def revise_unit(*, unit: Unit, by: User, expected_version: int | None = None, **changes: Any) -> Unit:
    """Correct what is known of a unit. A code or a name that it had before is added by `name_unit`."""
    return records.revise(unit, expected_version=expected_version, **changes)


@verb("units.void_unit", permission=Permission.UNITS_WRITE)
def void_unit(*, unit: Unit, by: User, reason: str, expected_version: int | None = None) -> Unit:
    """Void a unit that should never have been registered, with its names and places in the tree.

    Raises ValidationError while other units stand under it or come after it.
    """
    current = records.lock(unit, expected_version)
    check_void(current)
    voided = records.void(current, by=by, reason=reason)
    marks = {"voided_at": voided.voided_at, "voided_by": by, "void_reason": reason}
    for parts in (voided.names, voided.placements):
        parts.standing().update(**marks)
    return voided


def check_void(unit: Unit) -> None:
    """Raises ValidationError while other units stand under it or come after it."""
    below = Unit.objects.standing().filter(placements__parent=unit, placements__voided_at__isnull=True)
    names = sorted({str(each) for each in [*below, *unit.successors.standing()]})
    if names:
        raise ValidationError(_("First void or move what stands on it: %(names)s") % {"names": ", ".join(names)})


@verb("units.name_unit", permission=Permission.UNITS_WRITE)
def name_unit(*, unit: Unit, by: User, id: uuid.UUID | None = None, **fields: Any) -> UnitName:
    """Add what a unit was or is called: a code, a name or an alias, with the time of its use and its source."""
    records.refuse_voided(records.lock(unit))
    return records.create(UnitName, id=id, unit=unit, **fields)


@verb("units.revise_name", permission=Permission.UNITS_WRITE)
def revise_name(*, unit_name: UnitName, by: User, expected_version: int | None = None, **changes: Any) -> UnitName:
    """Correct a name of a unit or the time of its use."""
    return records.revise(unit_name, expected_version=expected_version, **changes)


@verb("units.void_name", permission=Permission.UNITS_WRITE)
def void_name(*, unit_name: UnitName, by: User, reason: str, expected_version: int | None = None) -> UnitName:
    """Void a name that the unit never had."""
    return records.void(unit_name, by=by, reason=reason, expected_version=expected_version)
