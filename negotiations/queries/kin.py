"""Who of the register may be a twin, a brother or a sister of somebody, for many persons at once."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import orjson
from django.db import connection

#: Days between the eldest and the youngest of a family, as far as both may be soldiers.
APART = 15 * 365
#: Same surname and patronymic at a million persons is mostly chance; what makes a family is a day or a place of birth
#: or a unit that is shared, or of which nothing is known. Names are looked through once a surname.
_KIN = """
    WITH asked AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(%(asked)s::jsonb)
        AS a (person uuid, surname text, father text, born date, place text, units uuid[])
    ), families AS (
        SELECT surname, array_agg(DISTINCT father) AS fathers FROM asked GROUP BY surname
    ), namesakes AS MATERIALIZED (
        SELECT n.surname_key, n.patronymic_key, n.person_id
        FROM families f
        JOIN prisoners_personname n ON n.surname_key = f.surname AND n.patronymic_key = ANY(f.fathers)
             AND n.voided_at IS NULL
    )
    SELECT a.person, bool_or(a.born = h.born_on AND h.born_on_precision = 'day')
    FROM asked a
    JOIN namesakes n ON n.surname_key = a.surname AND n.patronymic_key = a.father
    JOIN prisoners_person h ON h.id = n.person_id AND h.voided_at IS NULL
         AND COALESCE(h.merged_into_id, h.id) <> a.person
    WHERE (a.born IS NULL OR h.born_on IS NULL OR abs(a.born - h.born_on) <= %(apart)s)
          AND (a.born = h.born_on OR h.birth_place = '' OR a.place = '' OR lower(h.birth_place) = a.place
               OR EXISTS (SELECT FROM prisoners_captivity c
                          WHERE c.person_id = h.id AND c.voided_at IS NULL AND c.unit_id = ANY(a.units)))
    GROUP BY a.person
"""


@dataclass(frozen=True, slots=True)
class Relative:
    """Whose relatives are asked for: one of the person's names by its keys."""

    person: uuid.UUID
    surname: str
    father: str
    born: datetime.date | None
    place: str
    units: tuple[uuid.UUID, ...]


def with_kin(asked: Iterable[Relative]) -> dict[uuid.UUID, bool]:
    """Those who may have a brother or sister in the register, and whether it may be a twin. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_KIN, {"apart": APART, "asked": orjson.dumps(list(asked)).decode()})
        return dict(cursor.fetchall())
