"""What enters the sum of a swap ratio, what stays out and why, and the gaps between hand-overs."""

import datetime
import heapq
import itertools
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple, TypeVar

from common.partial_dates import Precision
from exchanges.enums import ExchangeKind, ExchangeStatus
from reports.queries.hand_overs import HandOver
from reports.ratio import Ratio

K = TypeVar("K")


class Variant(StrEnum):
    """Whom the ratio counts."""

    ALL = "all"
    MILITARY = "military"
    RECIPROCAL = "reciprocal"


class Reason(StrEnum):
    """Why an exchange stays out of the sum, the first that applies."""

    DERAILED = "derailed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    NOT_COMPLETED = "not_completed"
    NOT_RECIPROCAL = "not_reciprocal"
    WITHHELD = "withheld"
    BOTH_UNKNOWN = "both_unknown"
    ONE_WAY = "one_way"
    TO_US_UNKNOWN = "to_us_unknown"
    TO_THEM_UNKNOWN = "to_them_unknown"
    MILITARY_UNKNOWN = "military_unknown"


SETBACKS = {
    ExchangeStatus.DERAILED: Reason.DERAILED,
    ExchangeStatus.CANCELLED: Reason.CANCELLED,
    ExchangeStatus.POSTPONED: Reason.POSTPONED,
}
#: By law (GC III art. 109) or by their nature these are not given for something.
NOT_RECIPROCAL = {ExchangeKind.MEDICAL, ExchangeKind.UNILATERAL}


def why_out(exchange: HandOver, variant: Variant) -> Reason | None:
    """Why an exchange stays out of the sum; None when it is in."""
    if not exchange.is_delivered:
        return SETBACKS.get(exchange.status, Reason.NOT_COMPLETED)
    if variant == Variant.RECIPROCAL and exchange.kind in NOT_RECIPROCAL:
        return Reason.NOT_RECIPROCAL
    if reason := _unknown(exchange):
        return reason
    if variant == Variant.MILITARY and None in (exchange.to_us.military, exchange.to_them.military):
        return Reason.MILITARY_UNKNOWN
    return None


def _unknown(exchange: HandOver) -> Reason | None:
    us, them = exchange.to_us, exchange.to_them
    if us.whole is not None and them.whole is not None:
        return None
    if us.withheld or them.withheld:
        return Reason.WITHHELD
    if bool(us.transfers) != bool(them.transfers):
        return Reason.ONE_WAY
    if us.whole is None and them.whole is None:
        return Reason.BOTH_UNKNOWN
    return Reason.TO_US_UNKNOWN if us.whole is None else Reason.TO_THEM_UNKNOWN


def ratio_of(exchange: HandOver, variant: Variant) -> Ratio:
    """The ratio of one exchange that is in the sum."""
    if variant == Variant.MILITARY:
        return Ratio(exchange.to_us.military, exchange.to_them.military)
    return Ratio(exchange.to_us.whole, exchange.to_them.whole)


@dataclass
class Sum:
    """Exchanges added up: those in the sum with their ratios, and those left out with the reason."""

    counted: list[HandOver] = field(default_factory=list)
    singles: list[Ratio] = field(default_factory=list)
    left_out: dict[Reason, list[HandOver]] = field(default_factory=dict)

    @property
    def ratio(self) -> Ratio:
        return Ratio(sum(each.to_us for each in self.singles), sum(each.to_them for each in self.singles))

    @property
    def median(self) -> Fraction | None:
        """The median of the single ratios; one-sided returns have none."""
        known = [each.fraction for each in self.singles if not each.is_one_sided]
        return statistics.median(known) if known else None

    @property
    def out(self) -> list[HandOver]:
        return [exchange for exchanges in self.left_out.values() for exchange in exchanges]


def add_up(exchanges: Iterable[HandOver], variant: Variant) -> Sum:
    """The sum over exchanges."""
    total = Sum()
    for exchange in exchanges:
        if reason := why_out(exchange, variant):
            total.left_out.setdefault(reason, []).append(exchange)
        else:
            total.counted.append(exchange)
            total.singles.append(ratio_of(exchange, variant))
    return total


def grouped(exchanges: Iterable[HandOver], keys: Callable[[HandOver], Iterable[K]]) -> dict[K, list[HandOver]]:
    """Exchanges by group, in the order of their first; one that has several keys stands in several groups."""
    groups: dict[K, list[HandOver]] = {}
    for exchange in exchanges:
        for key in keys(exchange):
            groups.setdefault(key, []).append(exchange)
    return groups


class Gap(NamedTuple):
    """Days without a hand-over, between two."""

    before: HandOver
    after: HandOver
    days: int


def gaps(exchanges: Iterable[HandOver], most: int = 10) -> list[Gap]:
    """The longest gaps between days of hand-over, the longest first. Only dates known to the day are compared."""
    by_day: dict[datetime.date, HandOver] = {}
    for exchange in exchanges:
        if exchange.is_delivered and exchange.precision == Precision.DAY:
            by_day.setdefault(exchange.date, exchange)
    between = [((later - day).days, day, later) for day, later in itertools.pairwise(sorted(by_day))]
    longest = heapq.nlargest(most, between, key=itemgetter(0))
    return [Gap(by_day[day], by_day[later], days) for days, day, later in longest]
