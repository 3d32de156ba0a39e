"""Verbs of a list that goes out: draw it up, put people on it and take them off."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from common.names import keys_of
from negotiations.domain.entry_words import words_of
from negotiations.list_enums import Direction, ListStatus
from negotiations.models import ListEntry, NameList
from negotiations.queries.entries import entries_of
from prisoners.models import Captivity

DRAWN_UP = frozenset({ListStatus.DRAFT, ListStatus.CHECKED})
#: People on one list, at most.
LONGEST = 2_000


@verb("negotiations.draft_list", permission=Permission.LISTS_SEND)
def draft_list(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> NameList:
    """Begin a list that goes out; `fields` are values of NameList. It gets its number when it is frozen."""
    return records.create(NameList, id=id, direction=Direction.OUTGOING, status=ListStatus.DRAFT, **fields)


@verb("negotiations.revise_draft", permission=Permission.LISTS_SEND)
def revise_draft(*, name_list: NameList, by: User, expected_version: int | None = None, **changes: Any) -> NameList:
    """Correct what is said of a list that is not frozen; a checked one is to be checked anew."""
    revised = records.revise(lock_draft(name_list, expected_version), **changes)
    back_to_draft(revised)
    return revised


@verb("negotiations.put_on_list", permission=Permission.LISTS_SEND)
def put_on_list(*, name_list: NameList, captivities: Sequence[uuid.UUID], by: User) -> int:
    """Put people on a list, in this order behind those who are on it; returns how many were not on it before.

    Raises ValidationError for somebody whom `by` may not see, and for more than a list takes.
    """
    current = lock_draft(name_list)
    wanted = list(dict.fromkeys(captivities))
    seen = set(Captivity.objects.visible_to(by).standing().filter(pk__in=wanted).values_list("pk", flat=True))
    if len(seen) != len(wanted):
        raise ValidationError({"captivities": _("There is no such captivity.")})
    there = set(entries_of(current).values_list("captivity", flat=True))
    fresh = [key for key in wanted if key not in there]
    if len(there) + len(fresh) > LONGEST:
        raise ValidationError({"captivities": _("A list takes %(number)s people at most.") % {"number": LONGEST}})
    last = entries_of(current).aggregate(last=Max("row_number"))["last"] or 0
    write(current, fresh, after=last)
    back_to_draft(current)
    return len(fresh)


@verb("negotiations.take_off_list", permission=Permission.LISTS_SEND)
def take_off_list(*, name_list: NameList, entries: Collection[ListEntry], by: User, reason: str) -> int:
    """Take people off a list that is not frozen; returns how many. Raises ValidationError without a reason."""
    current = lock_draft(name_list)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    taken = take_off(entries_of(current).filter(pk__in=[entry.pk for entry in entries]), by, reason)
    back_to_draft(current)
    return taken


def lock_draft(name_list: NameList, expected_version: int | None = None) -> NameList:
    """The list, locked. Raises IllegalMove for one that is frozen, or that came in."""
    current = records.lock(name_list, expected_version)
    if current.status not in DRAWN_UP:
        told = {"status": current.get_status_display()}
        raise IllegalMove(_("Nothing of this list changes any more. It is: %(status)s.") % told)
    records.refuse_voided(current)
    return current


def write(name_list: NameList, captivities: Sequence[uuid.UUID], *, after: int = 0) -> None:
    """Write entries of these captivities in their order, with the words that the register has of them now."""
    words = words_of(captivities)
    made = []
    for row, key in enumerate(captivities, start=after + 1):
        told = words[key]
        names = keys_of(told["surname"], told["given_name"], told["patronymic"])._asdict()
        del names["sort_key"]
        made.append(ListEntry(name_list=name_list, row_number=row, **told, **names))
    ListEntry.objects.bulk_create(made)


def take_off(entries: Any, by: User, reason: str) -> int:
    """Void entries of a list that is drawn up; returns how many."""
    return entries.order_by().update(voided_at=timezone.now(), voided_by=by, void_reason=reason.strip())


def back_to_draft(name_list: NameList) -> None:
    """A checked list that changes is to be checked anew."""
    if name_list.status == ListStatus.CHECKED:
        name_list.status = ListStatus.DRAFT
        records.written(name_list, "status")
