"""Official running totals, and our hand-overs in the intervals between them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import User
from exchanges.enums import Measure, Qualifier
from exchanges.models import Claim
from reports.queries.hand_overs import HandOver


@dataclass(frozen=True)
class OfficialTotal:
    as_of: datetime.date
    number: int
    notes: str


@dataclass
class Interval:
    """From the day after one total up to the day of the next, and what our record holds of it."""

    before: OfficialTotal | None
    total: OfficialTotal
    counted: list[HandOver] = field(default_factory=list)
    unknown: list[HandOver] = field(default_factory=list)
    beside: list[HandOver] = field(default_factory=list)

    @property
    def official(self) -> int:
        """How much the official total grew."""
        return self.total.number - (self.before.number if self.before else 0)

    @property
    def ours(self) -> int:
        """Persons delivered to us in counted hand-overs whose number is known."""
        return sum(each.to_us.whole for each in self.counted)

    @property
    def difference(self) -> int:
        """What our record does not explain; below zero where it holds more than was officially said."""
        return self.official - self.ours

    @property
    def agrees(self) -> bool:
        """To the person, with nothing unknown in between."""
        return self.difference == 0 and not self.unknown


def official_totals(user: User, as_of: datetime.date) -> list[OfficialTotal]:
    """Running totals of persons returned to the home party, by day; of several of one day the one recorded last."""
    claims = (
        Claim.objects.visible_to(user)
        .standing()
        .filter(party__is_home=True, measure=Measure.RETURNED_TOTAL, qualifier=Qualifier.EXACTLY, axis="")
        .filter(number__isnull=False, as_of__lte=as_of)
        .order_by("as_of", "-id")
        .distinct("as_of")
    )
    return [OfficialTotal(*row) for row in claims.values_list("as_of", "number", "quote")]


def intervals(totals: list[OfficialTotal], exchanges: Iterable[HandOver]) -> list[Interval]:
    """Each official total with the hand-overs since the one before it. Later hand-overs belong to no interval yet."""
    found = [Interval(before, total) for before, total in zip([None, *totals], totals, strict=False)]
    waiting = iter(found)
    current = next(waiting, None)
    for exchange in sorted((each for each in exchanges if each.is_delivered), key=lambda each: each.date):
        while current and exchange.date > current.total.as_of:
            current = next(waiting, None)
        if current:
            _place(current, exchange)
    return found


def _place(interval: Interval, exchange: HandOver) -> None:
    if not exchange.counted:
        interval.beside.append(exchange)
    elif exchange.to_us.whole is None:
        interval.unknown.append(exchange)
    else:
        interval.counted.append(exchange)
