"""Bands of time held: months and years by the calendar, counted back from a day; an unknown start has its own band."""

import datetime
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Band(TextChoices):
    UNDER_6_MONTHS = "under_6m", _("less than 6 months")
    UNDER_1_YEAR = "6_12m", _("6–12 months")
    UNDER_2_YEARS = "1_2y", _("1–2 years")
    UNDER_3_YEARS = "2_3y", _("2–3 years")
    OVER_3_YEARS = "3y", _("3 years and more")
    UNKNOWN = "unknown", _("not known")


#: Held for less than so many months; whoever was captured exactly so long ago is in the next band.
MONTHS = {Band.UNDER_6_MONTHS: 6, Band.UNDER_1_YEAR: 12, Band.UNDER_2_YEARS: 24, Band.UNDER_3_YEARS: 36}


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier; the last one of that month where it has no such day."""
    return day - relativedelta(months=months)


def band_of(captured_on: datetime.date | None, on: datetime.date) -> Band:
    """The band of somebody captured on a day, as of another."""
    if captured_on is None:
        return Band.UNKNOWN
    return next((band for band, day in _first_days(on) if captured_on > day), Band.OVER_3_YEARS)


@lru_cache(maxsize=64)
def _first_days(on: datetime.date) -> list[tuple[Band, datetime.date]]:
    """The bands with the days after which those in them were captured: a report asks for thousands of days."""
    return [(band, months_before(on, months)) for band, months in MONTHS.items()]


def captured_in(band: Band, on: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    """After which day and up to which one somebody of a band was captured; None where it has no such bound."""
    bounds = [None, *(months_before(on, months) for months in MONTHS.values()), None]
    place = [*MONTHS, Band.OVER_3_YEARS].index(band)
    return bounds[place + 1], bounds[place]
