"""A swap ratio: how many came home to us for how many returned to them."""

import math
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Ratio:
    """`to_us : to_them`. Where one side is zero the return was one-sided and there is no ratio: neither ∞ nor 0."""

    to_us: int
    to_them: int

    @property
    def is_one_sided(self) -> bool:
        return not (self.to_us and self.to_them)

    @property
    def fraction(self) -> Fraction | None:
        """The exact value; None for a one-sided return."""
        return None if self.is_one_sided else Fraction(self.to_us, self.to_them)

    @property
    def decimal(self) -> float | None:
        """The value rounded for people: two decimals, or two significant digits when it is below 0.1."""
        return None if self.is_one_sided else rounded(self.fraction)

    @property
    def raw(self) -> str:
        """The two sums, such as “5,290 : 4,931”."""
        return f"{_whole(self.to_us)} : {_whole(self.to_them)}"

    def __str__(self) -> str:
        if self.is_one_sided:
            return _("nobody") if not (self.to_us or self.to_them) else _("one-sided")
        return per_one(self.fraction)


def rounded(value: Fraction) -> float:
    """Two decimals, or two significant digits below 0.1, so that a small ratio never reads as 0."""
    return round(float(value), max(2, 1 - math.floor(math.log10(value))))


def per_one(value: Fraction | float) -> str:
    """A value above zero as `1.07 : 1` in the reader's form of numbers."""
    decimals = max(2, 1 - math.floor(math.log10(value)))
    return f"{number_format(round(float(value), decimals), decimals, force_grouping=True)} : 1"


def _whole(number: int) -> str:
    return number_format(number, force_grouping=True)
