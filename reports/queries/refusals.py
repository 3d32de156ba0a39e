"""Whom their own side would not take, and which proposals were refused: a statement for each."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth

from accounts.models import User
from negotiations.enums import ANSWERS, ProposalKind, ProposalStatus
from negotiations.list_enums import Acceptance
from negotiations.models import Decision, ListEntry, Proposal
from reports.queries.list_quality import Scope, as_they_are, lists_of, within_scope
from reports.queries.told import counted_for
from units.models import Branch

#: Where each grouping of a decision stands.
PATHS = {
    "side": "person__party__code",
    "category": "captivity__legal_category",
    "basis": "captivity__service_basis",
    "sex": "person__sex",
    "branch": "captivity__unit__branch__code",
    "month": "month",
    "reason": "refusal_reason",
}
MONTH = "entry__name_list__received_on"
#: Codes that say nothing.
NOT_KNOWN = ("", "unknown")


@dataclass
class Asked:
    """How many were asked about, and of them refused."""

    asked: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Decided:
    """Decisions alike in every grouping, and how many of them there are."""

    groups: dict[str, Any]
    acceptance: str
    number: int


def asked_about(user: User, scope: Scope, side: str = "") -> list[Decided]:
    """The decisions on lists of a scope by whether the home side takes the person, of persons of a side (blank: all).

    A code that is not known is None.
    """
    rows = _decisions(user, scope, side).annotate(month=TruncMonth(MONTH))
    found = rows.order_by().values_list("acceptance", *PATHS.values()).annotate(number=Count("pk"))
    return [Decided(_groups(codes), acceptance, number) for acceptance, *codes, number in found]


def _groups(codes: list[Any]) -> dict[str, Any]:
    groups = dict(zip(PATHS, codes, strict=True))
    month = groups["month"]
    return {key: None if code in NOT_KNOWN else code for key, code in groups.items()} | {
        "month": f"{month:%Y-%m}" if month else None
    }


def _decisions(user: User, scope: Scope, side: str) -> QuerySet[Decision]:
    rows = within_scope(counted_for(Decision, user), scope, "entry__name_list__")
    rows = rows.filter(entry__voided_at__isnull=True, entry__name_list__in=lists_of(user, scope).values("pk"))
    return rows.filter(person__party__code=side) if side else rows


def grouped(found: Iterable[Decided], group: str) -> dict[Any, Asked]:
    """Asked and refused by the code of a grouping; None is not known."""
    counted: dict[Any, Asked] = {}
    for each in found:
        if each.acceptance != Acceptance.NOT_ASKED:
            told = counted.setdefault(each.groups[group], Asked())
            told.asked += each.number
            told.refused += each.number if each.acceptance == Acceptance.REFUSED else 0
    return counted


def entries_asked(
    user: User, scope: Scope, side: str, acceptances: tuple[str, ...], group: tuple[str, Any] | None = None
) -> QuerySet[ListEntry]:
    """The entries that a user may see of which so was decided, in one grouping of one code."""
    rows = _decisions(user, scope, side).filter(acceptance__in=acceptances).annotate(month=TruncMonth(MONTH))
    if group:
        rows = rows.filter(_of(*group))
    return as_they_are(ListEntry.objects.visible_to(user).standing().filter(pk__in=rows.values("entry")))


def _of(group: str, code: Any) -> Q:
    path = PATHS[group]
    if group == "month":
        return Q(month=datetime.date.fromisoformat(f"{code}-01")) if code else Q(month__isnull=True)
    if code:
        return Q(**{path: code})
    return Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__in": NOT_KNOWN})


def branches() -> dict[str, list[str]]:
    """Branches of service by code: code and names."""
    return {each.code: [each.code, each.name_uk, each.name_en] for each in Branch.objects.all()}


@dataclass
class Answers:
    """Proposals by what became of them, with the days that the answers to official requests took."""

    statuses: Counter[str]
    days: list[int]

    @property
    def made(self) -> int:
        return self.statuses.total()

    @property
    def answered(self) -> int:
        return sum(self.statuses[status] for status in ANSWERS)

    @property
    def refused(self) -> int:
        return self.statuses[ProposalStatus.REFUSED]


#: Which requests a word names.
WHICH: dict[str, Collection[str]] = {
    "answered": ANSWERS,
    "refused": (ProposalStatus.REFUSED,),
    "ignored": (ProposalStatus.IGNORED,),
    "waiting": (ProposalStatus.TABLED,),
}


def _requests(user: User, scope: Scope) -> QuerySet[Proposal]:
    """The official requests of a period that a user may see, each with its `state` on the day."""
    rows = Proposal.objects.visible_to(user).standing().filter(kind=ProposalKind.OFFICIAL, made_on__lte=scope.until)
    if scope.since:
        rows = rows.filter(made_on__gte=scope.since)
    later = Q(status__in=sorted(ANSWERS), answered_on__gt=scope.until)
    return rows.annotate(state=Case(When(later, then=Value(ProposalStatus.TABLED)), default="status"))


def answers(user: User, scope: Scope) -> list[tuple[list[str], Answers]]:
    """Official requests by who made them: what had become of each by the day."""
    fields = ("state", "made_on", "answered_on", "made_by__code", "made_by__name_uk", "made_by__name_en")
    found: dict[tuple[str, ...], Answers] = {}
    for state, made_on, answered_on, *party in _requests(user, scope).order_by("made_by__code").values_list(*fields):
        told = found.setdefault(tuple(party), Answers(Counter(), []))
        told.statuses[state] += 1
        if state in ANSWERS:
            told.days.append((answered_on - made_on).days)
    return [([*party], told) for party, told in found.items()]


def requests(user: User, scope: Scope, party: str = "", which: str = "") -> QuerySet[Proposal]:
    """Official requests of a party (blank: of all): all, or those `answered`, `refused`, `ignored`, `waiting`."""
    rows = _requests(user, scope).filter(**({"made_by__code": party} if party else {}))
    return as_they_are(rows.filter(state__in=WHICH[which]) if which in WHICH else rows)
