"""What figures that somebody said allow: in persons, against each other, and as the parts of a whole.

The one rule of the page of an exchange and of the reports. A percentage was rounded to its last digit.
"""

import itertools
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from exchanges.enums import Qualifier

#: How far "about" reaches, as a part of the number.
ABOUT = 0.1
HUNDRED = Decimal(100)


class Said(Protocol):
    """A figure as it was said: exactly one of `number` and `percent` is set."""

    qualifier: str
    number: int | None
    percent: Decimal | None


class Sum(StrEnum):
    """What the parts of a whole come to."""

    WHOLE = "whole"
    ROUNDED = "rounded"
    LESS = "less"
    MORE = "more"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Partition:
    """The parts of a whole added up: percentages and numbers apart, None where none was said; `rest` is what is not
    told apart, in percent where all parts are percentages, else in persons.
    """

    percent: Decimal | None
    number: int | None
    rest: Decimal | None
    verdict: Sum


def in_persons(said: Said, whole: int | None) -> Decimal | None:
    """How many persons a figure stands for, before rounding; None for a percentage of what is not known."""
    if said.percent is None:
        return Decimal(said.number)
    return None if whole is None else said.percent * whole / HUNDRED


def slack(percent: Decimal) -> Decimal:
    """How far a percentage may be off: half of its last digit."""
    return Decimal(10) ** percent.normalize().as_tuple().exponent / 2 if percent % 1 else Decimal("0.5")


def allowed(said: Said, whole: int | None) -> tuple[float, float] | None:
    """The least and the greatest number of persons that a figure allows; None where it cannot be told."""
    if said.number is not None:
        low = high = float(said.number)
    elif whole is None:
        return None
    else:
        off = slack(said.percent)
        low = float(math.floor((said.percent - off) * whole / HUNDRED))
        high = float((said.percent + off) * whole / HUNDRED)
    spans = {
        Qualifier.EXACTLY: (low, high),
        Qualifier.AT_LEAST: (low, math.inf),
        Qualifier.AT_MOST: (0.0, high),
        Qualifier.ABOUT: (low * (1 - ABOUT), high * (1 + ABOUT)),
    }
    return spans[Qualifier(said.qualifier)]


def disagree(figures: Iterable[Said], whole: int | None = None) -> bool:
    """Whether two of these figures, all of the same thing, cannot both be true."""
    ranges = [span for said in figures if (span := allowed(said, whole))]
    return any(a[1] < b[0] or b[1] < a[0] for a, b in itertools.combinations(ranges, 2))


def partition(parts: Collection[Said], whole: int | None) -> Partition:
    """What the parts of one whole, as one claimant told them, come to."""
    percents = [said.percent for said in parts if said.percent is not None]
    numbers = [said.number for said in parts if said.number is not None]
    percent, number = sum(percents, Decimal(0)) if percents else None, sum(numbers) if numbers else None
    if (percent or 0) > HUNDRED or (whole is not None and (number or 0) > whole):
        return Partition(percent, number, None, Sum.MORE)
    if not numbers:
        rest = HUNDRED - percent
        rounded = rest <= sum(map(slack, percents))
        return Partition(percent, None, rest, Sum.WHOLE if not rest else Sum.ROUNDED if rounded else Sum.LESS)
    if whole is None or percents:
        return Partition(percent, number, None, Sum.UNKNOWN)
    return Partition(None, number, Decimal(whole - number), come_to(number, whole))


def come_to(number: int, whole: int | None) -> Sum:
    """What parts that are all exact numbers come to, added up."""
    if whole is None:
        return Sum.UNKNOWN
    return Sum.MORE if number > whole else Sum.LESS if number < whole else Sum.WHOLE
