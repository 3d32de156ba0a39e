"""What is compared of persons that are recorded, read for many of them at once."""

import uuid
from collections.abc import Collection

from django.db import connection

from common.partial_dates import PartialDate, Precision
from prisoners.domain.matching import FullName, Profile

#: By hand, for the thousands that a list of names is compared with: one row a person, and the keys as one parameter.
_PROFILES = """
    SELECT p.id, p.born_on, p.born_on_precision, p.sex, p.birth_place,
           n.surnames, n.given, n.fathers, i.schemes, i.numbers, c.units, c.places
    FROM prisoners_person p
    CROSS JOIN LATERAL (
        SELECT array_agg(surname ORDER BY is_preferred DESC, id) AS surnames,
               array_agg(given_name ORDER BY is_preferred DESC, id) AS given,
               array_agg(patronymic ORDER BY is_preferred DESC, id) AS fathers
        FROM prisoners_personname WHERE person_id = p.id AND voided_at IS NULL
    ) n
    CROSS JOIN LATERAL (
        SELECT array_agg(scheme) AS schemes, array_agg(value_key) AS numbers
        FROM prisoners_identifier WHERE person_id = p.id AND voided_at IS NULL
    ) i
    CROSS JOIN LATERAL (
        SELECT array_agg(unit_id) FILTER (WHERE unit_id IS NOT NULL) AS units,
               array_agg(captured_at) FILTER (WHERE captured_at <> '') AS places
        FROM prisoners_captivity WHERE person_id = p.id AND voided_at IS NULL
    ) c
    WHERE p.id = ANY(%s::uuid[])
"""


def profiles_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, Profile]:
    """Profiles by person, in one statement however many there are. The caller has asked who may see them."""
    with connection.cursor() as cursor:
        cursor.execute(_PROFILES, [f"{{{','.join(map(str, persons))}}}"])
        return {
            key: Profile(
                names=tuple(map(FullName, surnames or (), given or (), fathers or ())),
                born=PartialDate(born_on, Precision(precision)),
                sex=sex,
                birth_place=birth_place,
                places=tuple(sorted({*(places or ()), birth_place} - {""})),
                units=frozenset(units or ()),
                identifiers=frozenset(zip(schemes or (), numbers or (), strict=True)),
            )
            for (
                key, born_on, precision, sex, birth_place,
                surnames, given, fathers, schemes, numbers, units, places,
            ) in cursor.fetchall()
        }  # fmt: skip
