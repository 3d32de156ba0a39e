"""Verbs of stances: record, revise, record a change, void."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from negotiations.enums import Position
from negotiations.models import Stance
from negotiations.models.stance import SUBJECTS
from sources.models import Source


@verb("negotiations.record_stance", permission=Permission.NEGOTIATIONS_WRITE)
def record_stance(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Stance:
    """Record where a party stands on the return of a group, with the source.

    Raises ValidationError by field, also while the party has a stance on the same in that time.
    """
    return records.create(Stance, id=id, **fields)


@verb("negotiations.revise_stance", permission=Permission.NEGOTIATIONS_WRITE)
def revise_stance(*, stance: Stance, by: User, expected_version: int | None = None, **changes: Any) -> Stance:
    """Correct what is known of a stance; that a party thought better of it is recorded by `change_stance`."""
    return records.revise(stance, expected_version=expected_version, **changes)


@verb("negotiations.change_stance", permission=Permission.NEGOTIATIONS_WRITE)
def change_stance(
    *,
    stance: Stance,
    position: Position,
    on: datetime.date,
    source: Source,
    by: User,
    note: str = "",
    expected_version: int | None = None,
) -> Stance:
    """End a stance on a day and record the one that follows it; returns the new one.

    Raises ValidationError for a day not after the beginning, for a stance that has ended, and where nothing changes.
    """
    current = records.lock(stance, expected_version)
    if current.until:
        raise ValidationError(_("This stance has ended already."))
    if position == current.position:
        raise ValidationError({"position": _("This is where the party stands already.")})
    if current.since and on <= current.since:
        raise ValidationError({"on": _("The stance began on that day or later.")})
    records.revise(current, until=on)
    same = {name: getattr(current, name) for name in ("party", "direction", *SUBJECTS)}
    return records.create(Stance, **same, position=position, since=on, source=source, note=note)


@verb("negotiations.void_stance", permission=Permission.NEGOTIATIONS_VOID)
def void_stance(*, stance: Stance, by: User, reason: str, expected_version: int | None = None) -> Stance:
    """Void a stance that the party never took."""
    return records.void(stance, by=by, reason=reason, expected_version=expected_version)
