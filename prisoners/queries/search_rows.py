"""The statements of the search box: names by their keys, with what is scored of each, those first that agree the most.

They are written as SQL. A search asks up to six of them, and to build each out of a queryset would take longer than the
database takes to answer it.
"""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from accounts.models import User
from common.names import given_readings, patronymic_key
from common.partial_dates import Precision
from prisoners.queries.birth_ranges import NEXT_YEAR, NOT_KNOWN, SAME_DAY, SAME_YEAR, variants
from prisoners.queries.search_text import Sought
from prisoners.queries.sight import in_sight

#: Rows that one statement gives at most.
MOST = 150

_NUMBERS = """
SELECT coalesce(p.merged_into_id, p.id)
FROM prisoners_identifier i JOIN prisoners_person p ON p.id = i.person_id
WHERE i.value_key = ANY(%(numbers)s) AND i.voided_at IS NULL AND p.voided_at IS NULL AND {sight} LIMIT %(most)s
"""
_NAMES = """
SELECT coalesce(p.merged_into_id, p.id), coalesce(n.surname, ''), coalesce(n.given_name, ''),
    coalesce(n.patronymic, ''), p.born_on, p.born_on_precision, {served}
FROM prisoners_person p LEFT JOIN prisoners_personname n ON n.person_id = p.id AND n.voided_at IS NULL
WHERE p.voided_at IS NULL AND {sight} AND {hits}
ORDER BY {points} DESC, p.sort_key, p.id LIMIT %(most)s
"""
_SERVED = """EXISTS (SELECT FROM prisoners_captivity c
    WHERE c.person_id = p.id AND c.voided_at IS NULL AND c.unit_id = ANY(%(units)s))"""
_NAMED = "SELECT n.person_id FROM prisoners_personname n WHERE n.voided_at IS NULL AND {keys}"
_BORN_THEN = "p.id IN (SELECT b.id FROM prisoners_person b WHERE {then} AND b.id IN ({named})) AND {keys}"
_FOREMOST = """p.id IN ({named}
    ORDER BY CASE WHEN lower(n.surname) = ANY(%(words)s) THEN 2 ELSE 0 END
        + CASE WHEN left(n.given_key, 2) = ANY(%(begins)s) THEN 1 ELSE 0 END DESC
    LIMIT 2 * %(most)s) AND {keys}"""
_IN_YEAR = "{birth} >= %(year)s AND {birth} < %(next_year)s"
_NEAR = """ + CASE {same_day}
    WHEN p.born_on >= %(year)s AND p.born_on < %(next_year)s THEN {same_year}
    WHEN p.born_on >= %(year_before)s AND p.born_on < %(year_after)s THEN {next_year}
    WHEN p.born_on IS NULL THEN {not_known} ELSE 0 END"""
_AGREES = """ + CASE WHEN n.given_key = ANY(%(given_names)s) THEN 6 ELSE 0 END
    + CASE WHEN n.patronymic_key = ANY(%(fathers)s) THEN 4 ELSE 0 END
    + CASE WHEN split_part(n.folded, ' ', 1) = ANY(%(words)s) THEN 1 ELSE 0 END"""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of surnames and of given names: a name has one of each. Either may be empty, and then asks for nothing."""

    surnames: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def sql(self) -> str:
        """The condition on a name."""
        asked = [("surname_key", "surnames", self.surnames), ("given_key", "given", self.given)]
        return " AND ".join(f"n.{column} = ANY(%({name})s)" for column, name, keys in asked if keys)

    @property
    def values(self) -> dict[str, list[str]]:
        return {"surnames": list(self.surnames), "given": list(self.given)}


class Row(NamedTuple):
    """A name that was found: whose it is, or whose record that was merged into, and what is scored of it."""

    person: uuid.UUID
    surname: str
    given_name: str
    patronymic: str
    born_on: datetime.date | None
    born_on_precision: str
    in_unit: bool


class Rows:
    """The rows that one search may ask for, of the persons in sight of who searches. `units`: those that were named."""

    def __init__(self, sought: Sought, user: User, units: Collection[uuid.UUID]) -> None:
        self.sought, self.units = sought, units
        self._sight = in_sight(user, "p.id")
        self._then = _then(sought, "b.born_on")
        self._points = _points(sought, bool(units))
        self._values = _values(sought) | {"units": list(units), "most": MOST}

    def numbers(self) -> list[uuid.UUID]:
        """Persons who hold one of the numbers."""
        return [key for (key,) in self._fetched(_NUMBERS.format(sight=self._sight), {})] if self.sought.values else []

    def named(self, keys: Keys | None) -> list[Row]:
        """Who has such a name."""
        return self._names(keys.sql, keys.values) if keys else []

    def born_then(self, keys: Keys | None) -> list[Row]:
        """Who has such a name and was born then; nobody where no birth date was typed."""
        if not keys or not self._then:
            return []
        hits = _BORN_THEN.format(then=self._then, named=_NAMED.format(keys=keys.sql), keys=keys.sql)
        return self._names(hits, keys.values)

    def foremost(self, keys: Keys | None) -> list[Row]:
        """The first of those who have such a name: the surname spelt as typed, and a given name that begins alike."""
        if not keys:
            return []
        return self._names(_FOREMOST.format(named=_NAMED.format(keys=keys.sql), keys=keys.sql), keys.values)

    def served(self) -> list[Row]:
        """Who is or was of the units, born then where a birth date was typed."""
        then = _then(self.sought, "p.born_on", exactly=False)
        return self._names(f"{_SERVED} AND {then}" if then else _SERVED, {})

    def _names(self, hits: str, values: dict[str, Any]) -> list[Row]:
        served = _SERVED if self.units else "false"
        statement = _NAMES.format(sight=self._sight, hits=hits, served=served, points=self._points)
        return [Row._make(each) for each in self._fetched(statement, values)]

    def _fetched(self, statement: str, values: dict[str, Any]) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, self._values | values)
            return cursor.fetchall()


def _then(sought: Sought, birth: str, *, exactly: bool = True) -> str:
    """The condition that somebody was born on the day that was typed, or one it may be a slip of; else in its year."""
    if not sought.born:
        return ""
    if exactly and sought.born.precision == Precision.DAY:
        return f"{birth} = ANY(%(days)s)"
    return _IN_YEAR.format(birth=birth)


def _points(sought: Sought, by_unit: bool) -> str:
    """What else of a row agrees with what was typed, in points."""
    points = f"8 * {_SERVED}::int" if by_unit else "0"
    if sought.born:
        on_day = f"WHEN p.born_on = ANY(%(days)s) THEN {SAME_DAY}" if sought.born.precision == Precision.DAY else ""
        points += _NEAR.format(same_day=on_day, same_year=SAME_YEAR, next_year=NEXT_YEAR, not_known=NOT_KNOWN)
    return points + _AGREES if sought.words else points


def _values(sought: Sought) -> dict[str, Any]:
    words, born = sought.words, sought.born
    keys = sorted({key for word in words for key in given_readings(word)})
    found: dict[str, Any] = {
        "numbers": list(sought.values),
        "words": list(words),
        "given_names": keys,
        "begins": sorted({key[:2] for key in keys}) if len(words) > 1 else [],
        "fathers": sorted({patronymic_key(word) for word in words} - {""}),
    }
    if born:
        year = born.date.year
        years = {"year_before": year - 1, "year": year, "next_year": year + 1, "year_after": year + 2}
        found |= {name: datetime.date(each, 1, 1) for name, each in years.items()} | {"days": variants(born.date)}
    return found
