"""Dates of which only a part is known: a day, a month, a year or nothing.

Stored as a date (its unknown parts set to 1) and a precision. Two are compared at the precision they share.
"""

import datetime
import re
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils import formats
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


class Precision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("not known")


@dataclass(frozen=True)
class PartialDate:
    """A date and how much of it is known. `date` is None exactly when nothing is."""

    date: datetime.date | None = None
    precision: Precision = Precision.UNKNOWN

    def __post_init__(self) -> None:
        precision = Precision(self.precision) if self.date else Precision.UNKNOWN
        object.__setattr__(self, "precision", precision)
        object.__setattr__(self, "date", _floor(self.date, precision))

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2024`, `2024-10`, `2024-10-18` or an empty string. Raises ValueError for a date that does not exist."""
        if not text.strip():
            return cls()
        match = ISO.match(text.strip())
        if not match:
            raise ValueError(gettext("Write a date as 2024, 2024-10 or 2024-10-18."))
        year, month, day = match.groups()
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return cls(datetime.date(int(year), int(month or 1), int(day or 1)), precision)

    def __bool__(self) -> bool:
        return self.date is not None

    def is_before(self, other: "PartialDate") -> bool:
        """True when this date is certainly the earlier one; False when the parts known of both cannot tell."""
        if not (self and other):
            return False
        shared = max(self.precision, other.precision, key=_COARSENESS.index)
        return _floor(self.date, shared) < _floor(other.date, shared)

    def isoformat(self) -> str:
        """`2024-10-18`, `2024-10`, `2024` or an empty string."""
        if not self.date:
            return ""
        return self.date.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    def __str__(self) -> str:
        if not self.date:
            return gettext("not known")
        if self.precision == Precision.YEAR:
            return str(self.date.year)
        if self.precision == Precision.DAY:
            return formats.date_format(self.date, "DATE_FORMAT")
        month = formats.date_format(self.date, "YEAR_MONTH_FORMAT")
        # Django's Ukrainian names of months begin with a capital, as they never do in a sentence.
        return month.lower() if (get_language() or "").startswith("uk") else month


_COARSENESS = [Precision.DAY, Precision.MONTH, Precision.YEAR]


def _floor(date: datetime.date | None, precision: Precision) -> datetime.date | None:
    if date is None or precision == Precision.UNKNOWN:
        return None
    if precision == Precision.DAY:
        return date
    return date.replace(day=1) if precision == Precision.MONTH else date.replace(month=1, day=1)
