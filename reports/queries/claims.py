"""Claims of every side against our own record: of transfers and exchanges, running totals, and the dead apart."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from exchanges.enums import ExchangeKind, Measure, Qualifier
from exchanges.models import Claim, Exchange
from exchanges.models.claim import FIGURES
from exchanges.queries import claimed
from reports.queries.hand_overs import HandOver
from reports.queries.transfers import ClaimRow, Moved, Period, claim_rows, claims_of, moved, taken_over

#: The figures of `Moved` that claims are about.
OURS = {key: field.removeprefix("delivered_") for key, field in FIGURES.items()}
TOTALS = (Measure.RETURNED_TOTAL, Measure.EXCHANGES_TOTAL)


@dataclass(frozen=True)
class Compared:
    """A claim beside the figure of our record (None: there is none) that it is about.

    `moved` are the transfers that it is about: one, or all of an exchange. The verdict is `record` where our record has
    its figure from it.
    """

    said: ClaimRow
    moved: list[Moved]
    ours: int | None
    verdict: str

    @property
    def difference(self) -> int | None:
        """The claim less our record, of a claim in numbers."""
        return None if self.said.number is None or self.ours is None else self.said.number - self.ours

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What is counted: the same for all who say something of it."""
        return (self.said.transfer or self.said.exchange or "", *self.what)

    @property
    def what(self) -> tuple[str, str, str]:
        return self.said.measure, self.said.axis, self.said.category


def questioned(user: User, period: Period) -> QuerySet[Claim]:
    """The claims of figures that our record has too, of whatever somebody besides our record said something of."""
    asked = claims_of(user, period).filter(_figures())
    others = Claim.objects.standing().exclude(taken_over())
    same = {name: OuterRef(name) for name in ("measure", "axis", "category")}
    beside = others.filter(transfer__isnull=False, transfer=OuterRef("transfer"), **same)
    return asked.filter(~taken_over() | Exists(beside)).order_by("exchange", "transfer", *same, "pk")


def taken(user: User, period: Period) -> int:
    """How many claims our record has its figures from."""
    return claims_of(user, period).filter(taken_over()).count()


def compared(user: User, period: Period) -> list[Compared]:
    """Each questioned claim beside our record, in the order of its exchange; two statements."""
    rows = claim_rows(questioned(user, period))
    about = Q(pk__in={said.transfer for said in rows}) | Q(exchange__in={said.exchange for said in rows})
    by_exchange: dict[str, list[Moved]] = defaultdict(list)
    by_key = {}
    for each in moved(user, period, about) if rows else ():
        by_exchange[each.exchange].append(each)
        by_key[each.id] = each
    found: dict[str, list[Compared]] = defaultdict(list)
    for said in rows:
        transfers = [by_key[said.transfer]] if said.transfer in by_key else by_exchange.get(said.exchange or "", [])
        if transfers:
            found[transfers[0].exchange].append(_compared(said, transfers))
    return [each for exchange in by_exchange for each in found[exchange]]


def _compared(said: ClaimRow, transfers: list[Moved]) -> Compared:
    field = OURS[said.measure, said.axis, said.category]
    ours = _whole(getattr(each, field) for each in transfers)
    if said.adopted and said.transfer:
        return Compared(said, transfers, ours, "record")
    return Compared(said, transfers, ours, verdict(said, ours, _whole(each.delivered for each in transfers)))


def verdict(said: claimed.Said, ours: int | None, whole: int | None = None) -> str:
    """Whether our record agrees with a claim: to the person, within what it allows, not at all, or has no figure."""
    span = claimed.allowed(said, whole)
    if ours is None or span is None:
        return "unknown"
    if not span[0] <= ours <= span[1]:
        return "differs"
    return "agrees" if said.number == ours and said.qualifier == Qualifier.EXACTLY else "within"


@dataclass(frozen=True)
class Sides:
    """What several said of one thing, and whether all of it can be true."""

    all_said: list[Compared]

    @property
    def first(self) -> Compared:
        return self.all_said[0]

    @property
    def disagree(self) -> bool:
        return claimed.disagree([each.said for each in self.all_said], _whole(m.delivered for m in self.first.moved))

    def said(self, *, home: bool | None) -> list[Compared]:
        """What one side said: ours, theirs, or neither of them (None)."""
        return [each for each in self.all_said if each.said.is_home is home]


def sides(found: Iterable[Compared]) -> list[Sides]:
    """Whatever two sources or more said something of; a reprint is no second source."""
    groups = [list(group) for _subject, group in groupby(found, key=lambda each: each.subject)]
    return [Sides(group) for group in groups if len({each.said.source for each in group}) > 1]


@dataclass(frozen=True)
class Total:
    """A running total that was claimed of a party, beside our record up to its day, and what is not known in that."""

    as_of: datetime.date
    party: list[str]
    said: ClaimRow
    ours: int
    unknown: list[HandOver]

    @property
    def verdict(self) -> str:
        """Only a record without a gap can agree or differ."""
        return "unknown" if self.unknown else verdict(self.said, self.ours)


def running(user: User, as_of: datetime.date) -> list[ClaimRow]:
    """Running totals claimed of any party, by day, each with whether it is home, and its code and names."""
    rows = Claim.objects.visible_to(user).standing().filter(measure__in=TOTALS, axis="", party__isnull=False)
    rows = rows.filter(number__isnull=False, as_of__lte=as_of).order_by("as_of", "measure", "pk")
    return claim_rows(rows, "party__is_home", "party__code", "party__name_uk", "party__name_en")


def totals(
    user: User, as_of: datetime.date, said: Iterable[ClaimRow], hand_overs: Iterable[HandOver]
) -> Iterator[Total]:
    """Running totals of the home party beside who came home to us, those of others beside who returned to them.

    Hand-overs come by day. One statement.
    """
    counted = [each for each in hand_overs if each.is_delivered and each.counted]
    days, numbered = [each.date for each in counted], _numbered(user, as_of)
    wholes = {True: [each.to_us.whole for each in counted], False: [each.to_them.whole for each in counted]}
    sums = {way: [0, *accumulate(each or 0 for each in whole)] for way, whole in wholes.items()}
    for row in said:
        is_home, *party = row.more
        if row.measure == Measure.EXCHANGES_TOTAL:
            yield Total(row.as_of, party, row, bisect_right(numbered, row.as_of), [])
            continue
        until = bisect_right(days, row.as_of)
        unknown = [each for each, whole in zip(counted[:until], wholes[is_home], strict=False) if whole is None]
        yield Total(row.as_of, party, row, sums[is_home][until], unknown)


def _numbered(user: User, as_of: datetime.date) -> list[datetime.date]:
    """The days of exchanges that are counted in the format, in order, one carried out in stages once."""
    rows = Exchange.objects.visible_to(user).standing().delivered().exclude(kind=ExchangeKind.REMAINS)
    rows = rows.filter(parent=None, counted_in_format=True, day__lte=as_of)
    return list(rows.order_by("day").values_list("day", flat=True))


def of_the_dead(user: User, as_of: datetime.date) -> list[tuple[ClaimRow, list[str], int | None, str]]:
    """Claims of remains handed over, each with who received them, the bodies received by our record, and the verdict.

    They are compared with each other only, never with the living.
    """
    rows = Claim.objects.visible_to(user).standing().filter(measure=Measure.REMAINS, remains_transfer__isnull=False)
    rows = rows.filter(Q(as_of=None) | Q(as_of__lte=as_of)).order_by("as_of", "pk")
    receiver = "remains_transfer__to_party__"
    names = (receiver + name for name in ("code", "name_uk", "name_en"))
    found = claim_rows(rows, "remains_transfer__received", *names)
    return [(said, list(said.more[1:]), said.more[0], verdict(said, said.more[0])) for said in found]


def _figures() -> Q:
    known = Q(pk__in=[])
    for measure, axis, category in FIGURES:
        known |= Q(measure=measure, axis=axis, category=category)
    return known


def _whole(numbers: Iterable[int | None]) -> int | None:
    """A part is not the whole."""
    known = list(numbers)
    return None if None in known else sum(known)
