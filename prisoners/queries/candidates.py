"""Who of those recorded may be the person that is being entered or imported: found by keys, judged by `explain`."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from accounts.models import User
from common.classification import FieldClass
from common.names import given_key, given_readings, neighbours, readings, skeleton
from common.partial_dates import Precision
from prisoners.domain.matching import Explanation, FullName, Profile, explain
from prisoners.models import Person
from prisoners.queries.birth_ranges import near, within
from prisoners.queries.profiles import profiles_of
from prisoners.queries.sight import in_sight

#: Persons that one step gives at most.
MOST = 100
#: Persons that one row of an import is compared with at most.
MOST_OF_A_ROW = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody recorded who may be the person described, or a relative of theirs (`explanation.relatives`)."""

    person: Person
    explanation: Explanation


def candidates_for(
    profile: Profile, user: User, *, limit: int = 10, apart_from: Collection[uuid.UUID] = ()
) -> list[Candidate]:
    """Candidates for a person described by `profile`, the likeliest first, then possible relatives.

    Nobody for those who may not see who persons are. `apart_from` names persons that are not meant, such as the one
    described itself and those judged to be somebody else. A bounded number of statements.
    """
    if FieldClass.IDENTITY not in user.field_classes_seen:
        return []
    persons = Person.objects.visible_to(user).distinct_persons().exclude(pk__in=apart_from)
    found = list(dict.fromkeys(_found(profile, persons)))
    told = {key: explain(profile, theirs) for key, theirs in profiles_of(found).items()}
    worth = [key for key in found if told[key].suggested or told[key].relatives]
    best = sorted(worth, key=lambda key: (told[key].relatives, -told[key].score))[:limit]
    rows = persons.select_related("latest_captivity__unit", "party").in_bulk(best)
    return [Candidate(rows[key], told[key]) for key in best]


def _found(profile: Profile, persons: QuerySet[Person]) -> Iterator[uuid.UUID]:
    if profile.identifiers:
        values = [key for _scheme, key in profile.identifiers]
        held = persons.filter(identifiers__value_key__in=values, identifiers__voided_at__isnull=True)
        yield from held.values_list("pk", flat=True)[:MOST]
    for step in (_both_names, _surname_and_birth, _given_name_and_birth, _slips):
        hits = [hit for name in profile.names if (hit := step(name, profile)) is not None]
        if hits:
            yield from _nearest(persons, Q(*hits, _connector=Q.OR), profile)


def _nearest(persons: QuerySet[Person], hits: Q, profile: Profile) -> QuerySet:
    named = persons.filter(hits & Q(names__voided_at__isnull=True))
    return named.order_by(near(profile.born).desc() if profile.born else F("sort_key"), "pk").values_list(
        "pk", flat=True
    )[:MOST]


def _both_names(name: FullName, _profile: Profile) -> Q | None:
    if not name.surname or not name.given_name:
        return None
    straight = Q(names__surname_key__in=readings(name.surname), names__given_key__in=given_readings(name.given_name))
    turned = Q(names__surname_key__in=readings(name.given_name), names__given_key__in=given_readings(name.surname))
    return straight | turned


def _surname_and_birth(name: FullName, profile: Profile) -> Q | None:
    """The given name may be an initial, missing or wrong. Brothers come this way too, to be shown as such."""
    if not name.surname or not (profile.born or not name.given_name):
        return None
    return Q(within(profile.born), names__surname_key__in=readings(name.surname))


def _given_name_and_birth(name: FullName, profile: Profile) -> Q | None:
    """The surname may have changed by marriage or be written beyond recognition."""
    if not name.given_name or profile.born.precision != Precision.DAY:
        return None
    return Q(born_on=profile.born.date, names__given_key__in=given_readings(name.given_name))


def _slips(name: FullName, profile: Profile) -> Q | None:
    if not name.surname or not name.given_name or len(skeleton(name.surname)) < 3:
        return None
    keys = neighbours(skeleton(name.surname))
    return Q(within(profile.born), names__surname_key__in=keys, names__given_key=given_key(name.given_name))


def candidates_of_rows(relation: str, user: User, *, most: int = MOST_OF_A_ROW) -> list[tuple[Any, uuid.UUID]]:
    """Pairs (row key, person) worth a comparison, for all rows of an import by one statement.

    `relation` is SQL of ours: a table, temporary or not, or a subquery in brackets, with the columns `row_key`,
    `surname_key`, `given_key`, `patronymic_key`, `born_on` and `born_on_precision` (as in `prisoners.Person`). A pair
    shares surname and given name by key, in either order, and has a birth date that comes near or is not known, or the
    same patronymic: a wrong birth date alone loses nobody. Of each row the `most` nearest come, to be compared by
    `explain` over `profiles_of`; only persons whom the user may see.
    """
    with connection.cursor() as cursor:
        cursor.execute(_rows_sql(relation, in_sight(user, "p.id")), {"most": most})
        return cursor.fetchall()


def _rows_sql(relation: str, seen: str) -> str:
    return f"""
        WITH given AS (
            SELECT row_key, surname_key, given_key, patronymic_key, born_on, born_on_precision FROM {relation} typed
            WHERE surname_key <> '' AND given_key <> ''
        ), turned AS (
            SELECT * FROM given
            UNION
            SELECT row_key, given_key, surname_key, patronymic_key, born_on, born_on_precision FROM given
        ), hits AS (
            SELECT t.row_key, p.id AS person_id,
                   t.patronymic_key <> '' AND t.patronymic_key = n.patronymic_key AS one_father,
                   CASE WHEN t.born_on IS NULL OR p.born_on IS NULL THEN 2
                        WHEN t.born_on = p.born_on THEN 12
                        WHEN extract(year FROM t.born_on) = extract(year FROM p.born_on) THEN 9
                        WHEN abs(extract(year FROM t.born_on) - extract(year FROM p.born_on)) = 1 THEN 5
                        WHEN t.born_on_precision = 'day' AND p.born_on_precision = 'day'
                             AND to_char(t.born_on, 'MMDD') = to_char(p.born_on, 'MMDD') THEN 5
                        ELSE 0 END AS near
            FROM turned t
            JOIN prisoners_personname n
              ON n.surname_key = t.surname_key AND n.given_key = t.given_key AND n.voided_at IS NULL
            JOIN prisoners_person p ON p.id = n.person_id AND p.voided_at IS NULL AND p.merged_into_id IS NULL
                                   AND {seen}
        ), best AS (
            SELECT row_key, person_id, max(near + CASE WHEN one_father THEN 4 ELSE 0 END) AS points
            FROM hits WHERE near > 0 OR one_father GROUP BY row_key, person_id
        ), placed AS (
            SELECT *, row_number() OVER (PARTITION BY row_key ORDER BY points DESC, person_id) AS place FROM best
        )
        SELECT row_key, person_id FROM placed WHERE place <= %(most)s ORDER BY row_key, place
    """  # noqa: S608
