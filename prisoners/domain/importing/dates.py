"""Dates as people type them into lists, in figures and words, whole or half known."""

import datetime
import re
from functools import lru_cache

from common.partial_dates import PartialDate, Precision
from prisoners.domain.importing.problems import CellRefused
from prisoners.domain.importing.words import MONTHS, any_of, words

#: Day 0 of Excel's calendar, and the numbers that can be days of people living now (1927 to 2064).
EXCEL, SERIALS = datetime.date(1899, 12, 30), range(10_000, 60_000)
#: Nobody younger is captured: a birth year of two figures below this age is of the century before.
YOUNGEST = 14
EARLIEST = 1900
MONTHS_A_YEAR = 12
WHOLE = 4

_ABOUT = re.compile(rf"^(?:(?:{any_of('about')})(?:\.|\b)\s*)+")
_SIGN = re.compile(r"^[~≈]\s*")
_TIME = re.compile(r"[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$")
_BETWEEN = re.compile(r"[\s.,/\-–]+")
_WORD_AND_FIGURE = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_BLANK = re.compile(r"[?xх*_]{1,4}|00")
_IGNORED = words("year_marks") | words("ordinal_marks")

Read = tuple[PartialDate, tuple[tuple[str, dict], ...]]


@lru_cache(maxsize=131_072)
def read_date(text: str, this_year: int, *, born: bool = False) -> Read:
    """The date that a cell tells, and what is to be said of the reading, as codes of problems with parameters.

    `this_year` settles years of two figures; `born` says that it is a birth date. Raises CellRefused.
    """
    lower = _TIME.sub("", text.strip().casefold().replace("ё", "е"))
    bare = _SIGN.sub("", _ABOUT.sub("", lower))
    said = [("about", {"value": text})] if bare != lower else []
    tokens = [token for token in _BETWEEN.split(_WORD_AND_FIGURE.sub(" ", bare)) if token]
    tokens = [token for token in tokens if token not in _IGNORED]
    reader = _Reader(text, tokens, this_year, born)
    return reader.read(), (*said, *reader.said)


class _Reader:
    def __init__(self, text: str, tokens: list[str], this_year: int, born: bool) -> None:
        self.text, self.tokens = text, tokens
        self.this_year, self.born = this_year, born
        self.said: list[tuple[str, dict]] = []

    def read(self) -> PartialDate:
        months = [MONTHS[token] for token in self.tokens if token in MONTHS]
        figures = [token for token in self.tokens if token not in MONTHS]
        if len(months) > 1 or not figures or not all(token.isdecimal() or _BLANK.fullmatch(token) for token in figures):
            raise self.refused("date_form")
        if months:
            return self._with_word(months[0], figures)
        match len(figures):
            case 1:
                return self._single(figures[0])
            case 2:
                return self._pair(*figures)
            case 3:
                return self._triple(figures)
        raise self.refused("date_range" if self._is_span(figures) else "date_form")

    def _with_word(self, month: int, figures: list[str]) -> PartialDate:
        if len(figures) == 1 and len(figures[0]) == WHOLE:
            return self._date(figures[0], month)
        if len(figures) != 2:
            raise self.refused("date_form")
        first, second = figures
        if len(first) == WHOLE:
            first, second = second, first
        return self._date(second, month, first)

    def _single(self, figure: str) -> PartialDate:
        if _BLANK.fullmatch(figure):
            return PartialDate()
        if len(figure) == WHOLE:
            return self._date(figure)
        if len(figure) == 5 and int(figure) in SERIALS:
            self.say("serial")
            return PartialDate(EXCEL + datetime.timedelta(days=int(figure)), Precision.DAY)
        if len(figure) == 8:
            if figure[4:6] in {"19", "20"} and int(figure[2:4]) <= MONTHS_A_YEAR:
                return self._date(figure[4:], int(figure[2:4]), figure[:2])
            return self._date(figure[:4], int(figure[4:6]), figure[6:])
        raise self.refused("date_form")

    def _pair(self, first: str, second: str) -> PartialDate:
        if self._is_span([first, second]):
            raise self.refused("date_range")
        if len(first) == WHOLE:
            first, second = second, first
        if len(second) != WHOLE:
            raise self.refused("date_form")
        return self._date(second, self._part(first))

    def _triple(self, figures: list[str]) -> PartialDate:
        year_first = len(figures[0]) == WHOLE
        year, month, day = figures if year_first else (figures[2], figures[1], figures[0])
        if _BLANK.fullmatch(year):
            raise self.refused("date_form")
        in_month, in_day = self._part(month), self._part(day)
        if not year_first and (in_month or 0) > MONTHS_A_YEAR >= (in_day or MONTHS_A_YEAR + 1):
            self.say("month_first")
            month, day, in_month = day, month, in_day
        return self._date(year, in_month, day)

    def _date(self, year: str, month: int | None = None, day: str = "") -> PartialDate:
        in_year, in_day = self._year(year), self._part(day) if day else None
        if not month:
            return PartialDate(self._made(in_year, 1, 1), Precision.YEAR)
        if not in_day:
            return PartialDate(self._made(in_year, month, 1), Precision.MONTH)
        return PartialDate(self._made(in_year, month, in_day), Precision.DAY)

    def _made(self, year: int, month: int, day: int) -> datetime.date:
        try:
            if year < EARLIEST:
                raise ValueError
            return datetime.date(year, month, day)
        except ValueError:
            raise self.refused("no_such_date") from None

    def _year(self, figure: str) -> int:
        if len(figure) == WHOLE and figure.isdecimal():
            return int(figure)
        if len(figure) != 2 or not figure.isdecimal():
            raise self.refused("date_form")
        century = self.this_year // 100 * 100
        newest = self.this_year - YOUNGEST if self.born else self.this_year
        year = century + int(figure)
        year -= 100 if year > newest else 0
        self.said.append(("two_digits", {"value": self.text, "year": str(year)}))
        return year

    def _part(self, figure: str) -> int | None:
        """A day or a month; None where it is not known."""
        if _BLANK.fullmatch(figure):
            return None
        if len(figure) > 2:
            raise self.refused("date_form")
        return int(figure)

    def _is_span(self, figures: list[str]) -> bool:
        whole = [figure for figure in figures if len(figure) == WHOLE]
        later = len(figures) == 2 and len(figures[0]) == WHOLE and figures[1].isdecimal() and int(figures[1]) > 12
        return len(whole) > 1 or later

    def say(self, code: str) -> None:
        self.said.append((code, {"value": self.text}))

    def refused(self, code: str) -> CellRefused:
        return CellRefused(code, value=self.text)
