"""Birth dates that are one date written wrong. Lists are full of them."""

import datetime
from enum import Enum

from common.partial_dates import PartialDate, Precision


class BirthVerdict(Enum):
    """What two birth dates have in common, the most first."""

    SAME_DAY = "same_day"
    DAY_AND_MONTH = "day_and_month"
    SAME_MONTH = "same_month"
    ONE_DIGIT = "one_digit"
    SAME_YEAR = "same_year"
    NEXT_YEAR = "next_year"
    DIFFERENT = "different"


def compare_births(one: PartialDate, other: PartialDate) -> BirthVerdict:
    """Compares two known dates at the precision that both have. Raises ValueError where one is not known."""
    if not (one and other):
        raise ValueError("a date that is not known cannot be compared")
    first, second = one.date, other.date
    if {one.precision, other.precision} == {Precision.DAY}:
        return _days(first, second)
    years = abs(first.year - second.year)
    if years == 0 and Precision.YEAR not in (one.precision, other.precision):
        return BirthVerdict.SAME_MONTH if first.month == second.month else BirthVerdict.SAME_YEAR
    return (BirthVerdict.SAME_YEAR, BirthVerdict.NEXT_YEAR)[years] if years < 2 else BirthVerdict.DIFFERENT


def _days(first: datetime.date, second: datetime.date) -> BirthVerdict:
    if first == second:
        return BirthVerdict.SAME_DAY
    if first.year == second.year and (first.day, first.month) == (second.month, second.day):
        return BirthVerdict.DAY_AND_MONTH
    if sum(a != b for a, b in zip(f"{first:%Y%m%d}", f"{second:%Y%m%d}", strict=True)) == 1:
        return BirthVerdict.ONE_DIGIT
    years = abs(first.year - second.year)
    if years == 1 and (first.day, first.month) == (second.day, second.month):
        return BirthVerdict.ONE_DIGIT  # 1990 for 1989: a slip of one, though two digits differ
    return (BirthVerdict.SAME_YEAR, BirthVerdict.NEXT_YEAR)[years] if years < 2 else BirthVerdict.DIFFERENT
