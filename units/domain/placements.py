"""Verbs of the tree of units. History stays right: a move on a day changes nothing before that day."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common import clock
from units.models import Placement, Unit
from units.queries.tree import ring
from units.triggers import TREE_LOCK


@verb("units.place_unit", permission=Permission.UNITS_WRITE)
def place_unit(*, unit: Unit, parent: Unit, by: User, id: uuid.UUID | None = None, **fields: Any) -> Placement:
    """Record that a unit stood under another from a day until a day; blank is an open end.

    Raises ValidationError for an overlap with another place of the unit, and for a ring, with the units in it.
    """
    _hold_tree()
    for each in (unit, parent):
        records.refuse_voided(records.lock(each))
    _refuse_ring(unit, parent, fields.get("valid_from"), fields.get("valid_until"))
    return records.create(Placement, id=id, unit=unit, parent=parent, **fields)


@verb("units.revise_placement", permission=Permission.UNITS_WRITE)
def revise_placement(
    *, placement: Placement, by: User, expected_version: int | None = None, **changes: Any
) -> Placement:
    """Correct a place in the tree that was written down wrongly. Raises ValidationError as `place_unit` does."""
    _hold_tree()
    current = records.lock(placement, expected_version)
    will = {name: changes.get(name, getattr(current, name)) for name in ("parent", "valid_from", "valid_until")}
    records.refuse_voided(will["parent"])
    _refuse_ring(current.unit, will["parent"], will["valid_from"], will["valid_until"])
    return records.revise(current, **changes)


@verb("units.void_placement", permission=Permission.UNITS_WRITE)
def void_placement(*, placement: Placement, by: User, reason: str, expected_version: int | None = None) -> Placement:
    """Void a place in the tree that the unit never had."""
    _hold_tree()
    return records.void(placement, by=by, reason=reason, expected_version=expected_version)


@dataclass(frozen=True)
class Move:
    """What a move will do: the place that it ends or corrects, if any, and the stretch of time of the new place."""

    unit: Unit
    parent: Unit | None
    since: datetime.date | None
    until: datetime.date | None
    before: Placement | None

    @property
    def replaces(self) -> bool:
        """Whether the place before began on the same day, so that nothing of it is left."""
        return self.before is not None and self.before.valid_from == self.since


def planned_move(*, unit: Unit, parent: Unit | None, on: datetime.date | None) -> Move:
    """What moving a unit would do. `on` None means as far back as is known; `parent` None, out of any other unit.

    A move on a past day changes that day's place only, up to where the next one begins.
    Raises ValidationError by field: a day to come, a move to where the unit stands already, a ring, nothing to do.
    """
    if on and on > clock.today():
        raise ValidationError({"on": _("This day has not come yet.")})
    places = list(unit.placements.standing().select_related("parent").order_by("valid_from"))
    before = next((each for each in places if _holds(each, on)), None)
    later = [each.valid_from for each in places if each.valid_from and (on is None or each.valid_from > on)]
    until = before.valid_until if before else min(later, default=None)
    move = Move(unit, parent, on, until, before)
    if (before and before.parent) == parent:
        where = _("It stands under %(parent)s on that day already.") % {"parent": parent}
        raise ValidationError({"parent": where if parent else _("It stands under no other unit on that day already.")})
    if parent:
        _refuse_ring(unit, parent, on, until)
    return move


@verb("units.move_unit", permission=Permission.UNITS_WRITE)
def move_unit(
    *,
    unit: Unit,
    parent: Unit | None,
    on: datetime.date | None,
    by: User,
    reason: str,
    expected_version: int | None = None,
) -> Unit:
    """Move a unit under another one, or out of any, from a day on; before that day everything stays as it was.

    Raises ValidationError without a reason and as `planned_move` does.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    _hold_tree()
    unit = records.lock(unit, expected_version)
    for each in (unit, parent) if parent else (unit,):
        records.refuse_voided(each)
    move = planned_move(unit=unit, parent=parent, on=on)
    _make_room(move, by, reason)
    if parent and not move.replaces:
        records.create(Placement, unit=unit, parent=parent, valid_from=on, valid_until=move.until)
    return unit


def _make_room(move: Move, by: User, reason: str) -> None:
    """End the place before at the day of the move; where it began on that very day, correct it."""
    if move.before is None:
        return
    if not move.replaces:
        records.revise(move.before, valid_until=move.since)
    elif move.parent:
        records.revise(move.before, parent=move.parent)
    else:
        records.void(move.before, by=by, reason=reason)


def _holds(place: Placement, on: datetime.date | None) -> bool:
    """Whether a place is in force on a day; None is before every day."""
    if on is None:
        return place.valid_from is None
    began = place.valid_from is None or place.valid_from <= on
    return began and (place.valid_until is None or place.valid_until > on)


def _refuse_ring(unit: Unit, parent: Unit, since: datetime.date | None, until: datetime.date | None) -> None:
    if names := ring(unit, parent, since, until):
        chain = " → ".join(names)
        raise ValidationError(
            {"parent": _("The units would stand above each other in a ring: %(chain)s") % {"chain": chain}}
        )


def _hold_tree() -> None:
    """Let one writer at a time change the tree, till the end of the transaction; the trigger takes the same lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])
