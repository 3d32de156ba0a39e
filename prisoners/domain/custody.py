"""Verbs of where a prisoner is held, and by whom."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.domain.together import creating, revising
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.domain.standing import standing, standing_each
from prisoners.models import Captivity, CustodyChange, Detention


@verb("prisoners.record_detention", permission=Permission.PRISONERS_WRITE)
def record_detention(*, captivity: Captivity, by: User, id: uuid.UUID | None = None, **fields: Any) -> Detention:
    """Record where a prisoner was held, as one source says it. Raises ValidationError by field."""
    return records.create(Detention, id=id, captivity=standing(captivity), **fields)


record_detentions = creating(record_detention, Detention, standing_each)


@verb("prisoners.revise_detention", permission=Permission.PRISONERS_WRITE)
def revise_detention(
    *, detention: Detention, by: User, expected_version: int | None = None, **changes: Any
) -> Detention:
    """Change what is known of a detention."""
    return records.revise(detention, expected_version=expected_version, **changes)


revise_detentions = revising(revise_detention, Detention)


@verb("prisoners.void_detention", permission=Permission.PRISONERS_VOID)
def void_detention(*, detention: Detention, by: User, reason: str, expected_version: int | None = None) -> Detention:
    """Void a detention that never was."""
    return records.void(detention, by=by, reason=reason, expected_version=expected_version)


@verb("prisoners.change_custody", permission=Permission.PRISONERS_WRITE)
def change_custody(*, captivity: Captivity, by: User, id: uuid.UUID | None = None, **fields: Any) -> CustodyChange:
    """Record that a prisoner passed to another holder, who holds him from now on when no later change is known."""
    current = standing(captivity)
    change = records.create(CustodyChange, id=id, captivity=current, **fields)
    _held_by_the_last(current)
    return change


@verb("prisoners.revise_custody_change", permission=Permission.PRISONERS_WRITE)
def revise_custody_change(
    *, custody_change: CustodyChange, by: User, expected_version: int | None = None, **changes: Any
) -> CustodyChange:
    """Correct a change of custody."""
    current = standing(custody_change.captivity)
    revised = records.revise(custody_change, expected_version=expected_version, **changes)
    _held_by_the_last(current)
    return revised


@verb("prisoners.void_custody_change", permission=Permission.PRISONERS_VOID)
def void_custody_change(
    *, custody_change: CustodyChange, by: User, reason: str, expected_version: int | None = None
) -> CustodyChange:
    """Void a change of custody that never was."""
    current = standing(custody_change.captivity)
    voided = records.void(custody_change, by=by, reason=reason, expected_version=expected_version)
    _held_by_the_last(current)
    return voided


def _held_by_the_last(captivity: Captivity) -> None:
    """The holder of a captivity is the one of its last change; without a change it stays as it was recorded."""
    last = captivity.custody_changes.standing().order_by("changed_on", "id").last()
    if last and captivity.holder_id != last.holder_to_id:
        captivity.holder_id = last.holder_to_id
        records.written(captivity, "holder")
