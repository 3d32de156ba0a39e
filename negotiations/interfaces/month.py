"""Rounds on a sheet of a month, which reads as a list too."""

import calendar
import datetime
import re
from dataclasses import dataclass, field

from django.urls import reverse

from common import clock
from negotiations.models import Round

#: Years that a sheet is drawn of.
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Day:
    """A day of the sheet and the rounds that take place on it."""

    date: datetime.date
    #: Of the days of the neighbouring months only the number stands there.
    inside: bool
    today: bool
    rounds: list[Round] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A month: its first day, its weeks from Monday on, and the addresses of the months beside it."""

    first: datetime.date
    weeks: list[list[Day]]

    @property
    def last(self) -> datetime.date:
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def earlier(self) -> str:
        return _address(self.first - datetime.timedelta(1))

    @property
    def later(self) -> str:
        return _address(self.last + datetime.timedelta(1))

    @property
    def days(self) -> list[datetime.date]:
        """The days of a week, for their names."""
        return [each.date for each in self.weeks[0]]


def month_asked(value: str | None) -> datetime.date:
    """The first day of the month that the page is asked to show (`?month=2026-11`); of this month when of none."""
    if value and (found := re.fullmatch(r"(\d{4})-(\d{2})", value, re.ASCII)):
        year, month = map(int, found.groups())
        if year in YEARS and 1 <= month <= 12:
            return datetime.date(year, month, 1)
    return clock.today().replace(day=1)


def span(first: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the month."""
    return first, Month(first, []).last


def sheet(first: datetime.date, rounds: list[Round]) -> Month:
    """The month that begins on a day, with these rounds on their days."""
    today = clock.today()
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first,
        [
            [
                Day(date, inside := date.month == first.month, date == today, _on(date, rounds) if inside else [])
                for date in week
            ]
            for week in weeks
        ],
    )


def _on(date: datetime.date, rounds: list[Round]) -> list[Round]:
    return [each for each in rounds if each.starts_on <= date <= (each.ends_on or each.starts_on)]


def _address(day: datetime.date) -> str:
    return f"{reverse('rounds:calendar')}?month={day:%Y-%m}"
