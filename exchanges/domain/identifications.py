"""Verbs of what the examination of the dead came to. Whom it names, of that person's captivity it is told too."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.after_enums import Fate
from exchanges.models import RemainsIdentification, RemainsTransfer
from prisoners.domain.together import Happening, deny_events, record_events, take_back_events
from prisoners.enums import BROUGHT_BACK, EventKind
from prisoners.models import Person

#: Bodies of one entry at most.
MOST = 500
#: What ends a captivity that was thought open.
ENDS = {Fate.IN_CAPTIVITY: EventKind.DIED, Fate.NEVER_HELD: EventKind.NOT_CAPTIVE}
#: What of a result is told to a person's captivity, so that a change of it is told anew.
TOLD = ("result", "person", "fate")


@verb("exchanges.identify_remains", permission=Permission.EXCHANGES_WRITE)
def identify_remains(
    *, remains_transfer: RemainsTransfer, by: User, id: uuid.UUID | None = None, **fields: Any
) -> RemainsIdentification:
    """Record what the examination of one body came to.

    Of somebody identified the captivity is told that the remains are home, and an open one that the person died, or
    was never held. Raises ValidationError by field, also for somebody recorded as home alive.
    """
    current = records.lock(remains_transfer)
    records.refuse_voided(current)
    _check_number(current, adding=1)
    about, problems = _captivities([fields.get("person")])
    if problems:
        raise ValidationError({"person": problems})
    found = records.create(RemainsIdentification, id=id, remains_transfer=current, **fields, **about[0])
    _tell([found], by)
    return found


@verb("exchanges.identify_many", permission=Permission.EXCHANGES_WRITE)
def identify_many(
    *, remains_transfer: RemainsTransfer, rows: Sequence[Mapping[str, Any]], by: User
) -> list[RemainsIdentification]:
    """Record results of many bodies: all or none. Raises ValidationError that names each wrong one by its place."""
    current = records.lock(remains_transfer)
    records.refuse_voided(current)
    _check_number(current, adding=len(rows))
    if len(rows) > MOST:
        raise ValidationError(_("At most %(most)d bodies are entered at once.") % {"most": MOST})
    about, problems = _captivities([row.get("person") for row in rows])
    made = []
    for place, (row, captivity) in enumerate(zip(rows, about, strict=True), start=1):
        try:
            made.append(_checked(RemainsIdentification(remains_transfer=current, **row, **captivity)))
        except ValidationError as refused:
            problems.append(_("%(number)d: %(problem)s") % {"number": place, "problem": " ".join(refused.messages)})
    if problems := problems + _repeated(current, rows):
        raise ValidationError(problems)
    found = RemainsIdentification.objects.bulk_create(made)
    _tell(found, by)
    return found


@verb("exchanges.correct_identification", permission=Permission.EXCHANGES_WRITE)
def correct_identification(
    *,
    remains_identification: RemainsIdentification,
    by: User,
    reason: str = "",
    expected_version: int | None = None,
    **changes: Any,
) -> RemainsIdentification:
    """Correct a result. Who was taken for the dead is told so, and the captivity opens again where this ended it.

    Raises ValidationError by field, and without a reason where another result, person or fate is said.
    """
    current = records.lock(remains_identification, expected_version)
    records.refuse_voided(current)
    told = any(name in changes and getattr(current, name) != changes[name] for name in TOLD)
    if not told:
        return records.revise(current, **changes)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the result is corrected.")})
    take_back([current], by=by, reason=reason)
    about, problems = _captivities([changes.get("person", current.person)])
    if problems:
        raise ValidationError({"person": problems})
    revised = records.revise(current, **changes, **about[0])
    _tell([revised], by)
    return revised


@verb("exchanges.void_identification", permission=Permission.EXCHANGES_VOID)
def void_identification(
    *, remains_identification: RemainsIdentification, by: User, reason: str, expected_version: int | None = None
) -> RemainsIdentification:
    """Void a result that was recorded wrongly; the captivity is told so."""
    current = records.lock(remains_identification, expected_version)
    records.refuse_voided(current)
    take_back([current], by=by, reason=reason)
    return records.void(current, by=by, reason=reason)


def take_back(results: Collection[RemainsIdentification], *, by: User, reason: str) -> None:
    """Tell captivities that these are not the remains of their persons. Inside a verb only."""
    told = {each.captivity_id for each in results if each.captivity_id}
    ended = {each.captivity_id for each in results if each.ended_it}
    if ended:
        told -= take_back_events(captivities=ended, kinds=set(ENDS.values()), by=by, reason=reason)
    if told:
        deny_events(captivities=told, by=by, reason=reason)


def _captivities(people: Sequence[Person | None]) -> tuple[list[dict[str, Any]], list[str]]:
    """For each person the captivity to be told, and whether that is to end now; and what stands in the way, in words.

    The persons are locked, in the order of their keys.
    """
    keys = {person.merged_into_id or person.pk for person in people if person}
    found = Person.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True, of=["self"])
    latest = {each.pk: each.latest_captivity for each in found.select_related("latest_captivity")}
    about: list[dict[str, Any]] = []
    problems = []
    for place, person in enumerate(people, start=1):
        captivity = person and latest.get(person.merged_into_id or person.pk)
        about.append({"captivity": captivity or None, "ended_it": bool(captivity and captivity.is_open)})
        if captivity and captivity.status in BROUGHT_BACK:
            told = {"number": place, "day": captivity.ended}
            problems.append(_("%(number)d: this person is recorded as home alive since %(day)s.") % told)
    return about, problems


def _tell(results: Collection[RemainsIdentification], by: User) -> None:
    """Tell captivities of those identified that the person died or was never held, and that the remains are home."""
    named = [each for each in results if each.captivity_id]
    if not named:
        return
    transfer = named[0].remains_transfer
    told: dict[str, Any] = {"source": transfer.source, "by": by}
    ends = [Happening(each.captivity_id, ENDS[Fate(each.fate)], note=each.tag) for each in named if each.ended_it]
    if ends:
        record_events(happenings=ends, **told)
    day = transfer.handed_over
    homes = [Happening(each.captivity_id, EventKind.BODY_RETURNED, day, each.tag) for each in named]
    record_events(happenings=homes, **told)


def _checked(found: RemainsIdentification) -> RemainsIdentification:
    found.clean_fields(exclude={"remains_transfer", "person", "source", "captivity"})
    found.clean()
    return found


def _check_number(transfer: RemainsTransfer, *, adding: int) -> None:
    """More bodies than were received cannot have been examined."""
    there = transfer.identifications.standing().count()
    if transfer.received is not None and there + adding > transfer.received:
        raise ValidationError(
            _("%(received)d bodies were received and %(there)d have a result: %(adding)d more are too many.")
            % {"received": transfer.received, "there": there, "adding": adding}
        )


def _repeated(transfer: RemainsTransfer, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Numbers of bodies, and persons, that stand twice among the rows or are recorded already; two statements."""
    problems = []
    standing = RemainsIdentification.objects.standing()
    for name, there in (
        ("tag", standing.filter(remains_transfer=transfer, tag__in=[row["tag"] for row in rows])),
        ("person", standing.filter(person__in=[row["person"] for row in rows if row.get("person")])),
    ):
        known = {getattr(each, name) for each in there.select_related("person")}
        for place, row in enumerate(rows, start=1):
            if row.get(name) and row[name] in known:
                problems.append(_("%(number)d: there is a result for this body or person already.") % {"number": place})
            known.add(row.get(name))
    return problems
