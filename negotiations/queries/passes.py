"""Passes over the register for many entries of a list at once: a statement a pass, by equality on indexed keys.

Each pass gives the nearest of those whom it finds, and how many it found, which tells how easily a namesake is taken
for the person meant. Voided records are nobody, and a merged record stands for the one that it was merged into.
Whether a reader may know of a person is not asked here: the machine compares with everybody (ADR 0022).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

#: Persons that one pass gives of an entry at most; of those far behind the nearest, `FEW` at most.
MOST, FEW, BEHIND = 12, 2, 8
#: Of an entry with a surname only more are given: nothing says which of them comes nearest.
MOST_OF_A_SURNAME, READ_OF_A_SURNAME = 40, 1_000

#: `day` is whether the day is known; points for how near a birth date comes, `h` is who bears the name.
_NEAR = """
    CASE WHEN a.born IS NULL OR h.born_on IS NULL THEN 5
         WHEN a.born = h.born_on AND a.day AND h.born_on_precision = 'day' THEN 14
         WHEN a.turned = h.born_on AND h.born_on_precision = 'day' THEN 13
         WHEN extract(year FROM a.born) = extract(year FROM h.born_on) THEN
              CASE WHEN NOT a.day OR h.born_on_precision <> 'day'
                        OR extract(month FROM a.born) = extract(month FROM h.born_on)
                        OR extract(day FROM a.born) = extract(day FROM h.born_on) THEN 11 ELSE 8 END
         WHEN extract(month FROM a.born) = extract(month FROM h.born_on)
              AND extract(day FROM a.born) = extract(day FROM h.born_on) AND a.day THEN 10
         WHEN abs(extract(year FROM a.born) - extract(year FROM h.born_on)) = 1 THEN 4
         ELSE 0 END
"""
_ASKED = """
    asked AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(%(asked)s::jsonb)
        AS a (entry int, surnames text[], given text[], initial text, father text, born date, day bool, turned date,
              units uuid[], places text[], numbers text[])
    )
"""
_NEAREST = """
    SELECT entry, person, points, named, fathered FROM (
        SELECT entry, person, points, one_father,
               count(*) OVER found AS named, count(*) FILTER (WHERE one_father) OVER found AS fathered,
               max(points) OVER found AS best, row_number() OVER (found ORDER BY points DESC, person) AS place
        FROM (
            SELECT entry, person, max(points) AS points, bool_or(one_father) AS one_father
            FROM hits GROUP BY entry, person
        ) each
        WINDOW found AS (PARTITION BY entry)
    ) placed
    WHERE place <= %(most)s AND (place <= %(few)s OR points >= best - %(behind)s)
"""
_NAMED = f"""
    WITH {_ASKED}, hits AS (
        SELECT a.entry, COALESCE(h.merged_into_id, h.id) AS person, father.one AS one_father,
               {_NEAR} + CASE WHEN father.one THEN 8 ELSE 0 END AS points
        FROM asked a
        JOIN prisoners_personname n ON n.surname_key = ANY(a.surnames) AND n.given_key = ANY(a.given)
             AND n.voided_at IS NULL
        JOIN prisoners_person h ON h.id = n.person_id AND h.voided_at IS NULL
        CROSS JOIN LATERAL (SELECT a.father <> '' AND a.father = n.patronymic_key AS one) father
    ) {_NEAREST}
"""  # noqa: S608
_BORN_THEN = f"""
    WITH {_ASKED}, hits AS (
        SELECT a.entry, COALESCE(h.merged_into_id, h.id) AS person, father.one AS one_father,
               CASE WHEN n.surname_key = ANY(a.surnames) THEN 8 ELSE 0 END
               + CASE WHEN n.given_key = ANY(a.given) OR a.initial <> '' AND left(n.given_key, 1) = a.initial
                      THEN 4 ELSE 0 END
               + CASE WHEN father.one THEN 8 ELSE 0 END AS points
        FROM asked a
        JOIN prisoners_person h ON h.born_on IN (a.born, a.turned) AND h.born_on_precision = 'day'
             AND h.voided_at IS NULL
        JOIN prisoners_personname n ON n.person_id = h.id AND n.voided_at IS NULL
             AND (n.surname_key = ANY(a.surnames) OR n.given_key = ANY(a.given))
        CROSS JOIN LATERAL (SELECT a.father <> '' AND a.father = n.patronymic_key AS one) father
        WHERE a.day
    ) {_NEAREST}
"""  # noqa: S608
_SURNAMED = f"""
    WITH {_ASKED}, hits AS (
        SELECT a.entry, COALESCE(h.merged_into_id, h.id) AS person, father.one AS one_father,
               {_NEAR} + CASE WHEN father.one THEN 8 ELSE 0 END
               + CASE WHEN a.initial <> '' AND left(n.given_key, 1) = a.initial THEN 5 ELSE 0 END
               + CASE WHEN c.unit_id = ANY(a.units) THEN 8 ELSE 0 END
               + CASE WHEN lower(h.birth_place) = ANY(a.places) OR lower(c.captured_at) = ANY(a.places)
                      THEN 5 ELSE 0 END AS points
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT person_id, given_key, patronymic_key FROM prisoners_personname
            WHERE surname_key = ANY(a.surnames) AND voided_at IS NULL
                  AND (a.initial = '' OR given_key = '' OR left(given_key, 1) = a.initial)
            LIMIT %(read)s
        ) n
        JOIN prisoners_person h ON h.id = n.person_id AND h.voided_at IS NULL
        LEFT JOIN prisoners_captivity c ON c.id = h.latest_captivity_id
        CROSS JOIN LATERAL (SELECT a.father <> '' AND a.father = n.patronymic_key AS one) father
    ) {_NEAREST}
"""  # noqa: S608
_NUMBERED = f"""
    WITH {_ASKED}, hits AS (
        SELECT a.entry, COALESCE(h.merged_into_id, h.id) AS person, false AS one_father, 20 AS points
        FROM asked a
        JOIN prisoners_identifier i ON i.value_key = ANY(a.numbers) AND i.voided_at IS NULL
        JOIN prisoners_person h ON h.id = i.person_id AND h.voided_at IS NULL
    ) {_NEAREST}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of a pass. `entry` is the place of the entry among those asked for; `turned` the day with its month."""

    entry: int
    surnames: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    initial: str = ""
    father: str = ""
    born: str | None = None
    day: bool = False
    turned: str | None = None
    units: tuple[uuid.UUID, ...] = ()
    places: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A person whom a pass found for an entry, how many it found for it, and how many of them with that father."""

    entry: int
    person: uuid.UUID
    points: int
    named: int
    fathered: int


def named(asked: Iterable[Asked]) -> list[Hit]:
    """Who has one of the surnames together with one of the given names."""
    return _hits(_NAMED, asked)


def born_then(asked: Iterable[Asked]) -> list[Hit]:
    """Who was born on that day, or on the day that has its month for a day, and has one of the names."""
    return _hits(_BORN_THEN, asked)


def surnamed(asked: Iterable[Asked]) -> list[Hit]:
    """Who has one of the surnames: some of them, those first who agree in what else is told."""
    return _hits(_SURNAMED, asked, most=MOST_OF_A_SURNAME, few=MOST_OF_A_SURNAME)


def numbered(asked: Iterable[Asked]) -> list[Hit]:
    """Who has one of the numbers."""
    return _hits(_NUMBERED, asked)


def _hits(statement: str, asked: Iterable[Asked], *, most: int = MOST, few: int = FEW) -> list[Hit]:
    rows: list[Any] = list(asked)
    if not rows:
        return []
    values = {"most": most, "few": few, "behind": BEHIND, "read": READ_OF_A_SURNAME}
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"asked": orjson.dumps(rows).decode()})
        return [Hit(*row) for row in cursor.fetchall()]
