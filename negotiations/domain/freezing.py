"""How a list goes out: checked, frozen, sent, its receipt confirmed. Freezing one with protected people takes two."""

import datetime
from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common import clock
from common.errors import IllegalMove
from negotiations.domain.entry_words import hash_of
from negotiations.domain.lists import numbered
from negotiations.domain.outgoing import lock_draft, take_off, write
from negotiations.list_enums import LIST_MOVES, Direction, ListStatus
from negotiations.models import ListEntry, NameList
from negotiations.outgoing_enums import BLOCKING, BY_TWO, Problem
from negotiations.queries.entries import entries_of
from negotiations.queries.outgoing import entries_with_people, problems_of


@verb("negotiations.check_list", permission=Permission.LISTS_SEND)
def check_list(*, name_list: NameList, by: User, expected_version: int | None = None) -> NameList:
    """Check each person of a list, and write the entries anew where the register has changed or a row is missing.

    Raises ValidationError for a list without anybody, and while somebody is on it who must not be.
    """
    current = lock_draft(name_list, expected_version)
    entries = list(entries_with_people(current))
    problems = problems_of(current, entries)
    refuse_blocked(entries, problems)
    _write_anew(current, entries, problems, by)
    if current.status == ListStatus.CHECKED:
        return current
    return _moved(current, ListStatus.CHECKED)


def refuse_blocked(entries: list[ListEntry], problems: dict) -> None:
    """Raises ValidationError for a list without anybody, and with somebody who must not be on it."""
    if not entries:
        raise ValidationError(_("There is nobody on the list."))
    blocking = Counter(problem for found in problems.values() for problem in found if problem in BLOCKING)
    if blocking:
        told = "; ".join(f"{Problem(problem).label}: {number}" for problem, number in blocking.items())
        raise ValidationError(_("Some must be taken off first. %(problems)s.") % {"problems": told})


def _write_anew(current: NameList, entries: list[ListEntry], problems: dict, by: User) -> None:
    """Rows without a gap and words as the register has them: entries never change, so new ones take their place."""
    first = next(
        (
            place
            for place, entry in enumerate(entries)
            if entry.row_number != place + 1 or Problem.CHANGED in problems[entry.pk]
        ),
        None,
    )
    if first is None:
        return
    stale = entries[first:]
    take_off(entries_of(current).filter(pk__in=[entry.pk for entry in stale]), by, _("Written anew by the check."))
    write(current, [entry.captivity_id for entry in stale], after=first)


@verb("negotiations.freeze_list", permission=Permission.LISTS_SEND)
def freeze_list(*, name_list: NameList, by: User, expected_version: int | None = None) -> NameList:
    """Freeze a checked list: it gets the next number of our register and the hash of its content.

    Raises PermissionDenied where it takes two people, ValidationError where the check no longer holds.
    """
    return _freeze(name_list, expected_version, alone=True)


@verb("negotiations.freeze_protected_list", permission=Permission.LISTS_SEND)
def freeze_protected_list(*, name_list: NameList, by: User, expected_version: int | None = None) -> NameList:
    """Freeze a list with people on it who are restricted, or withheld from whom it goes to: by two people only."""
    return _freeze(name_list, expected_version, alone=False)


def _freeze(name_list: NameList, expected_version: int | None, *, alone: bool) -> NameList:
    current = records.lock(name_list, expected_version)
    check_freezing(current)
    entries = list(entries_with_people(current))
    problems = problems_of(current, entries)
    refuse_blocked(entries, problems)
    found = {problem for each in problems.values() for problem in each}
    if Problem.CHANGED in found:
        raise ValidationError(_("The register has changed since the check. Check the list once more."))
    if alone and found & BY_TWO:
        raise PermissionDenied(_("This takes two people: one proposes it, another one approves."))
    number = numbered(Direction.OUTGOING)
    current.year, current.number = number["year"], number["number"]
    current.content_hash, current.frozen_at = hash_of(current, entries), timezone.now()
    current.status = ListStatus.FROZEN
    return records.written(current, "year", "number", "content_hash", "frozen_at", "status")


def check_freezing(name_list: NameList) -> None:
    """Raises IllegalMove for a list that is not checked."""
    _refuse_move(name_list, ListStatus.FROZEN)


def needs_two(name_list: NameList) -> bool:
    """Whether somebody on the list is restricted, or withheld from whom it goes to."""
    found = problems_of(name_list, list(entries_with_people(name_list)))
    return any(problem in BY_TWO for each in found.values() for problem in each)


@verb("negotiations.send_list", permission=Permission.LISTS_SEND)
def send_list(*, name_list: NameList, by: User, reason: str, expected_version: int | None = None) -> NameList:
    """Mark a frozen list as sent; `reason` says how. Raises ValidationError without it."""
    current = records.lock(name_list, expected_version)
    _refuse_move(current, ListStatus.SENT)
    if not reason.strip():
        raise ValidationError({"reason": _("Say how it was sent.")})
    return _moved(current, ListStatus.SENT)


@verb("negotiations.confirm_receipt", permission=Permission.LISTS_SEND)
def confirm_receipt(
    *,
    name_list: NameList,
    by: User,
    receipt: str = "",
    receipt_on: datetime.date | None = None,
    expected_version: int | None = None,
) -> NameList:
    """Keep the receipt of a list that was sent; `receipt_on` is today unless given."""
    current = records.lock(name_list, expected_version)
    _refuse_move(current, ListStatus.RECEIVED_CONFIRMED)
    if not receipt.strip():
        raise ValidationError({"receipt": _("Write the receipt: who confirmed it, under which number.")})
    if receipt_on and receipt_on > clock.today():
        raise ValidationError({"receipt_on": _("This day has not come yet.")})
    current.receipt, current.receipt_on = receipt.strip(), receipt_on or clock.today()
    current.status = ListStatus.RECEIVED_CONFIRMED
    return records.written(current, "receipt", "receipt_on", "status")


def _refuse_move(name_list: NameList, to: ListStatus) -> None:
    if to not in LIST_MOVES[ListStatus(name_list.status)]:
        told = {"old": name_list.get_status_display(), "new": to.label}
        raise IllegalMove(_("The list is “%(old)s” and cannot become “%(new)s”.") % told)


def _moved(name_list: NameList, to: ListStatus) -> NameList:
    name_list.status = to
    return records.written(name_list, "status")
