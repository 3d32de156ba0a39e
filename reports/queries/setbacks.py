"""What went wrong with exchanges before they were carried out, and how often each was tried."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.models import User
from audit.models import Change
from exchanges.enums import SETBACKS, ExchangeStatus
from exchanges.models import Exchange, SetbackReason
from prisoners.queries.known import end_of
from reports.queries.hand_overs import HandOver

S = ExchangeStatus


#: How an exchange ends that nobody was handed over in.
FAILED = (S.DERAILED, S.CANCELLED)


@dataclass
class Course:
    """What befell one hand-over: the attempt before it, the reason that it failed for, those that it was postponed for.

    Reasons are keys, None where none was given.
    """

    hand_over: HandOver
    previous: str | None = None
    failed_for: str | None = None
    postponed_for: list[str | None] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """It ended without anybody handed over."""
        return self.hand_over.status in FAILED


def failures(hand_overs: Iterable[HandOver]) -> dict[str, Course]:
    """Those of these hand-overs that failed, by key, without a word of why."""
    return {each.id: Course(each) for each in hand_overs if each.status in FAILED}


def courses(user: User, hand_overs: Iterable[HandOver], known_on: datetime.date | None) -> dict[str, Course]:
    """By key those of these hand-overs that failed, were postponed or were tried before; two statements.

    An exchange that was postponed and carried out later tells nothing of it any more: the book does.
    """
    among, found = {each.id: each for each in hand_overs}, {}
    told = Exchange.objects.visible_to(user).standing()
    told = told.filter(Q(previous_attempt__isnull=False) | Q(status__in=sorted(SETBACKS)))
    now_postponed = []
    for key, previous, status, reason in _texts(
        told.order_by("pk").values_list("pk", "previous_attempt", "status", "setback_reason")
    ):
        if key in among:
            found[key] = Course(among[key], previous, reason if status in FAILED else None)
            now_postponed += [(found[key], reason)] if status == S.POSTPONED else []
    book = Change.objects.filter(model=Exchange._meta.label_lower, after__status=S.POSTPONED).order_by("id")
    book = book.filter(at__lt=end_of(known_on)) if known_on else book
    for key, reason in _texts(book.values_list("object_id", "after__setback_reason_id")):
        if key in among:
            found.setdefault(key, Course(among[key])).postponed_for.append(reason)
    for course, reason in now_postponed:
        # What two people removed from the book still stands in the record.
        course.postponed_for = course.postponed_for or [reason]
    return {key: found[key] for key in among if key in found}


def reasons() -> dict[str, list[Any]]:
    """Code and names of the reasons of setbacks, by key."""
    rows = SetbackReason.objects.values_list("pk", "code", "name_uk", "name_en")
    return {str(key): [code, uk, en, str(key)] for key, code, uk, en in rows}


def attempts(hand_overs: Iterable[HandOver], found: dict[str, Course]) -> dict[str, int]:
    """For each hand-over carried out how many times it was tried: itself, and those right before it that failed."""
    delivered = [each.id for each in hand_overs if each.is_delivered]
    return {key: 1 + (_failed_before(found[key], found) if key in found else 0) for key in delivered}


def _failed_before(course: Course, found: dict[str, Course]) -> int:
    seen = {course.hand_over.id}
    before = found.get(course.previous or "")
    while before and before.has_failed and before.hand_over.id not in seen:
        seen.add(before.hand_over.id)
        before = found.get(before.previous or "")
    return len(seen) - 1


def _texts(rows: Iterable[tuple]) -> Iterable[tuple[str | None, ...]]:
    return (tuple(None if value is None else str(value) for value in row) for row in rows)
