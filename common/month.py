"""A sheet of a month with what takes place on its days, which reads as a list too (templates/common/calendar.html)."""

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from common import clock

#: Years that a sheet is drawn of.
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Item:
    """What takes place from a first to a last day: its name and address, its state in words and a tone (pieces.TONES).

    `kind` says what it is where a sheet holds several kinds of things.
    """

    first: datetime.date
    last: datetime.date
    label: str
    url: str
    state: str
    tone: str = "neutral"
    kind: str = ""


@dataclass(frozen=True)
class Day:
    """A day of the sheet and what takes place on it."""

    date: datetime.date
    #: Of the days of the neighbouring months only the number stands there.
    inside: bool
    today: bool
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A month: its first day and its weeks from Monday on."""

    first: datetime.date
    weeks: list[list[Day]] = field(default_factory=list)

    @property
    def last(self) -> datetime.date:
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def earlier(self) -> str:
        """What leads to the month before."""
        return _query(self.first - datetime.timedelta(1))

    @property
    def later(self) -> str:
        """What leads to the month after."""
        return _query(self.last + datetime.timedelta(1))

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
    return first, Month(first).last


def sheet(first: datetime.date, items: Iterable[Item]) -> Month:
    """The month that begins on a day, with these things on their days."""
    today, items = clock.today(), list(items)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first,
        [
            [
                Day(date, inside := date.month == first.month, date == today, _on(date, items) if inside else [])
                for date in week
            ]
            for week in weeks
        ],
    )


def _on(date: datetime.date, items: list[Item]) -> list[Item]:
    return [each for each in items if each.first <= date <= each.last]


def _query(day: datetime.date) -> str:
    return f"?month={day:%Y-%m}"
