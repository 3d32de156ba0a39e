"""What happens to many prisoners at once, as by an exchange: the doors of `captivities`, in a few statements.

Persons are locked first and in the order of their keys, so that two of these wait for each other and never deadlock.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.bulk import copy_in
from common.errors import IllegalMove
from common.partial_dates import PartialDate
from places.models import Place
from prisoners.domain.captivities import may_happen, status_after
from prisoners.enums import ENDED, CaptivityStatus, EventKind
from prisoners.models import Captivity, Person, StatusEvent
from prisoners.validators import in_future
from sources.models import Source

NOT_KNOWN = PartialDate()


@dataclass(frozen=True)
class Happening:
    """What happened in one captivity, and when. `condition` and `until`: of an internment or a parole."""

    captivity: uuid.UUID
    kind: EventKind
    occurred: PartialDate = NOT_KNOWN
    note: str = ""
    condition: str = ""
    until: datetime.date | None = None


def lock_together(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Captivity]:
    """These captivities by key, locked, and their persons before them. Inside a verb only."""
    captivities = Captivity.objects.filter(pk__in=list(keys))
    persons = Person.objects.filter(pk__in=captivities.values("person")).order_by("pk")
    list(persons.select_for_update(no_key=True).values_list("pk"))
    rows = captivities.select_related("person", "unit").order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=["self"], no_key=True)}


@verb("prisoners.record_events", permission=Permission.PRISONERS_WRITE)
def record_events(
    *, happenings: Collection[Happening], by: User, place: Place | None = None, source: Source | None = None
) -> int:
    """Record what happened to many, as `record_event` does to one; returns how many. All of it or nothing.

    Raises IllegalMove where a captivity is over already, and ValidationError for an end before the start, in the
    future, or of what was voided; each says of how many.
    """
    told = {each.captivity: each for each in happenings}
    if len(told) != len(happenings):
        raise ValueError("one happening a captivity")
    rows = lock_together(told)
    _refuse_voided(rows.values())
    _refuse_over([rows[key] for key, each in told.items() if not may_happen(rows[key].status, each.kind)])
    ends: dict[_End, list[Captivity]] = defaultdict(list)
    events = []
    for key, each in told.items():
        row, end = rows[key], _End.of(rows[key], each)
        if end.status != row.status:
            ends[end].append(row)
        events.append(_event(row, each, end.status, place_id=place and place.pk, source_id=source and source.pk))
    for end, changed in ends.items():
        _become(changed, end)
    copy_in(StatusEvent, events)
    return len(events)


@verb("prisoners.take_back_events", permission=Permission.PRISONERS_VOID)
def take_back_events(
    *, captivities: Collection[uuid.UUID], kinds: Collection[EventKind], by: User, reason: str
) -> set[uuid.UUID]:
    """Give captivities the status back that they had before what happened last, where that is of these kinds.

    Whose status came otherwise is left alone, as is what was voided. An event says why. Returns the keys of those taken
    back. Raises ValidationError without a reason, and where somebody would be held twice.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the status is corrected.")})
    rows = {key: row for key, row in lock_together(captivities).items() if not (row.is_voided or row.person.is_voided)}
    before = _before(rows, frozenset(kinds))
    _refuse_held_twice([rows[key] for key in before if not rows[key].is_open])
    taken: dict[CaptivityStatus, list[Captivity]] = defaultdict(list)
    for key, status in before.items():
        taken[status].append(rows[key])
    revised = Happening(uuid.UUID(int=0), EventKind.REVISED, note=reason)
    events = [_event(rows[key], revised, status) for key, status in before.items()]
    for status, changed in taken.items():
        _become(changed, _End(status))
    # Whoever is held again is told by this captivity, whatever else is recorded of them.
    Person.objects.filter(captivities__in=before).exclude(latest_captivity__in=before).update(
        latest_captivity=Subquery(Captivity.objects.filter(pk__in=before, person=OuterRef("pk")).values("pk")[:1])
    )
    copy_in(StatusEvent, events)
    return set(before)


@verb("prisoners.deny_events", permission=Permission.PRISONERS_VOID)
def deny_events(*, captivities: Collection[uuid.UUID], by: User, reason: str) -> None:
    """Say of something told of these captivities that it did not happen; their status stays as it is.

    Raises ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back.")})
    revised = Happening(uuid.UUID(int=0), EventKind.REVISED, note=reason)
    rows = [row for row in lock_together(captivities).values() if not row.is_voided]
    copy_in(StatusEvent, [_event(row, revised, row.status) for row in rows])


@dataclass(frozen=True)
class _End:
    """The status that captivities get, and how and when they ended where they did."""

    status: CaptivityStatus
    outcome: str = ""
    ended: PartialDate = NOT_KNOWN

    @classmethod
    def of(cls, captivity: Captivity, happening: Happening) -> "_End":
        status = status_after(captivity.status, happening.kind)
        return cls(status, happening.kind, happening.occurred) if status in ENDED else cls(status)


def _become(captivities: list[Captivity], end: _End) -> None:
    """Write one status for all of these. Raises ValidationError for an end that cannot be."""
    for captivity in captivities:
        captivity.status, captivity.outcome, captivity.ended = end.status, end.outcome, end.ended
    _refuse_end(captivities, end.ended)
    Captivity.objects.filter(pk__in=[captivity.pk for captivity in captivities]).update(
        status=end.status,
        outcome=end.outcome,
        ended_on=end.ended.date,
        ended_on_precision=end.ended.precision,
    )


def _event(captivity: Captivity, happening: Happening, status: str, **more: Any) -> dict[str, Any]:
    """A row of the table of events; the captivity is as it was before."""
    return {
        "captivity_id": captivity.pk,
        "kind": str(happening.kind),
        "occurred_on": happening.occurred.date,
        "occurred_on_precision": str(happening.occurred.precision),
        "from_status": captivity.status,
        "to_status": str(status),
        "note": happening.note,
        "condition": happening.condition,
        "until": happening.until,
        **more,
    }


def _before(rows: dict[uuid.UUID, Captivity], kinds: frozenset[EventKind]) -> dict[uuid.UUID, CaptivityStatus]:
    """The status before the last happenings, all of these kinds, that led to the one of now."""
    events = StatusEvent.objects.standing().filter(captivity__in=rows).exclude(from_status=F("to_status"))
    found: dict[uuid.UUID, CaptivityStatus] = {}
    settled = set()
    for key, kind, was, became in events.order_by("-recorded_at", "-pk").values_list(
        "captivity", "kind", "from_status", "to_status"
    ):
        if key in settled:
            continue
        if kind in kinds and became == found.get(key, rows[key].status):
            found[key] = CaptivityStatus(was)
        else:
            settled.add(key)
    return found


def _refuse_voided(rows: Iterable[Captivity]) -> None:
    number = sum(row.is_voided or row.person.is_voided for row in rows)
    if number:
        told = ngettext(
            "%(number)d of the captivities was voided. Nothing happens in it any more.",
            "%(number)d of the captivities were voided. Nothing happens in them any more.",
            number,
        )
        raise ValidationError(told % {"number": number}, code="voided")


def _refuse_over(rows: list[Captivity]) -> None:
    if rows:
        told = ngettext(
            "%(number)d of the captivities is over already: this cannot happen in it any more.",
            "%(number)d of the captivities are over already: this cannot happen in them any more.",
            len(rows),
        )
        raise IllegalMove(told % {"number": len(rows)})


def _refuse_end(rows: list[Captivity], ended: PartialDate) -> None:
    if in_future(ended):
        raise ValidationError({"occurred": _("This day has not come yet.")})
    number = sum(ended.is_before(row.captured) for row in rows)
    if number:
        told = ngettext(
            "%(number)d of them was captured after this day.",
            "%(number)d of them were captured after this day.",
            number,
        )
        raise ValidationError({"occurred": told % {"number": number}})


def _refuse_held_twice(ended: list[Captivity]) -> None:
    """Raises ValidationError where the person of a captivity that ended is held, or missing, anew."""
    number = Captivity.objects.open().filter(person__in=[row.person_id for row in ended]).count()
    if number:
        told = ngettext(
            "%(number)d of them was captured again since: this end stands.",
            "%(number)d of them were captured again since: these ends stand.",
            number,
        )
        raise ValidationError(told % {"number": number}, code="captured_again")
