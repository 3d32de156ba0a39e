"""Imports of persons that a user may see, their rows, and whom their rows may already be recorded as."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db import connection
from django.db.models import Count, QuerySet

from accounts.models import User
from prisoners.import_enums import ImportState, PersonRowOutcome
from prisoners.models import Person, PersonImport, PersonImportRow
from prisoners.models.person_import_row import BROUGHT
from prisoners.queries.sight import in_sight
from sources.models import Source
from units.models import Party

#: As many persons as are shown for one row.
LIKE = 5

#: Whoever has one of these numbers, with the keys of the names and how the last captivity stands.
BY_NUMBER = """
SELECT asked.at, person.id, captivity.status, captivity.ended_on, captivity.ended_on_precision,
       EXISTS (SELECT 1 FROM prisoners_personname name WHERE name.person_id = person.id AND name.voided_at IS NULL
               AND name.surname_key = asked.surname_key AND name.given_key = asked.given_key)
FROM jsonb_to_recordset(%s::jsonb) AS asked (at int, scheme text, value_key text, surname_key text, given_key text)
JOIN prisoners_identifier number ON number.value_key = asked.value_key AND number.scheme = asked.scheme
     AND number.voided_at IS NULL
JOIN prisoners_person holder ON holder.id = number.person_id AND holder.voided_at IS NULL
JOIN prisoners_person person ON person.id = COALESCE(holder.merged_into_id, holder.id) AND {seen}
LEFT JOIN prisoners_captivity captivity ON captivity.id = person.latest_captivity_id
"""

#: Whoever has a name with these keys and a birth date that the one of the row does not contradict, at the precision
#: that both have.
BY_NAME = """
SELECT asked.at, found.id, found.same_birth, captivity.status, captivity.ended_on, captivity.ended_on_precision
FROM jsonb_to_recordset(%s::jsonb) AS asked (at int, surname_key text, given_key text, born_on date, precision text)
CROSS JOIN LATERAL (
    SELECT DISTINCT person.id, person.latest_captivity_id,
           COALESCE(person.born_on = asked.born_on AND person.born_on_precision = asked.precision, false) AS same_birth
    FROM prisoners_personname name
    JOIN prisoners_person person ON person.id = name.person_id AND person.voided_at IS NULL
         AND person.merged_into_id IS NULL AND {seen}
    WHERE name.surname_key = asked.surname_key AND name.given_key = asked.given_key AND name.voided_at IS NULL
      AND (asked.born_on IS NULL OR person.born_on IS NULL OR date_trunc(
               CASE WHEN 'year' IN (asked.precision, person.born_on_precision) THEN 'year'
                    WHEN 'month' IN (asked.precision, person.born_on_precision) THEN 'month' ELSE 'day' END,
               asked.born_on::timestamp
           ) = date_trunc(
               CASE WHEN 'year' IN (asked.precision, person.born_on_precision) THEN 'year'
                    WHEN 'month' IN (asked.precision, person.born_on_precision) THEN 'month' ELSE 'day' END,
               person.born_on::timestamp))
    ORDER BY same_birth DESC LIMIT 5
) found
LEFT JOIN prisoners_captivity captivity ON captivity.id = found.latest_captivity_id
"""
BY_KEY = """
SELECT key, person_id, person.voided_at IS NOT NULL
FROM prisoners_personimportrow JOIN prisoners_person person ON person.id = person_id
WHERE key = ANY(%s) AND outcome IN ('created', 'taken', 'overridden')
"""


@dataclass(slots=True)
class Likely:
    """Somebody recorded whom a row may tell of."""

    person: uuid.UUID
    why: list[str]
    status: str | None
    ended_on: Any
    ended_precision: str | None

    @property
    def sure(self) -> bool:
        """The same number and the same name: nobody doubts that."""
        return {"number", "name"} <= set(self.why)


@dataclass(slots=True)
class Recorded:
    """What is recorded of a chunk of rows, by the place of each in the chunk."""

    before: dict[str, tuple[uuid.UUID, bool]] = field(default_factory=dict)
    like: dict[int, list[Likely]] = field(default_factory=lambda: defaultdict(list))


def recorded(rows: Sequence[tuple[str, dict[str, Any]] | None], user: User) -> Recorded:
    """What is recorded already of rows, each given by its key and what it says: three queries, whatever the rows.

    Of persons only those whom the user may see: whom nobody may know of is compared with nobody.
    """
    found, seen = Recorded(), in_sight(user, "person.id")
    told = [(at, key, said) for at, row in enumerate(rows) if row for key, said in [row]]
    for key, person, voided in _fetch(BY_KEY, [[key for _at, key, _said in told]]):
        found.before[key] = (person, voided)
    numbers = [
        {"at": at, "scheme": number["scheme"], "value_key": number["value_key"], **_keys(name)}
        for at, _key, said in told
        for name in said["names"][:1] or ({},)
        for number in said["identifiers"]
    ]
    for at, person, *ended, named in _fetch(BY_NUMBER.format(seen=seen), [_json(numbers)]):
        _add(found.like[at], Likely(person, ["number", *(["name"] if named else [])], *ended))
    names = [
        {"at": at, **_keys(name), "born_on": person["born_on"], "precision": person["born_on_precision"]}
        for at, _key, said in told
        for person in (said["person"],)
        for name in said["names"]
        if name["surname_key"] and name["given_key"]
    ]
    for at, person, same_birth, *ended in _fetch(BY_NAME.format(seen=seen), [_json(names)]):
        _add(found.like[at], Likely(person, ["name", *(["born"] if same_birth else [])], *ended))
    return found


def _add(likely: list[Likely], one: Likely) -> None:
    for other in likely:
        if other.person == one.person:
            other.why += [reason for reason in one.why if reason not in other.why]
            return
    likely.append(one)


def _keys(name: dict[str, Any]) -> dict[str, str]:
    return {"surname_key": name.get("surname_key", ""), "given_key": name.get("given_key", "")}


def _json(rows: list[dict[str, Any]]) -> str:
    """Rows as one parameter: a driver takes many times longer over an array of each of their columns."""
    return orjson.dumps(rows).decode()


def _fetch(statement: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def imports(user: User) -> QuerySet[PersonImport]:
    """Imports, the newest first."""
    return PersonImport.objects.visible_to(user).select_related("brought_by", "source").order_by("-id")


def rows_of(batch: PersonImport, user: User) -> QuerySet[PersonImportRow]:
    """Rows of an import in the order of the file."""
    return PersonImportRow.objects.visible_to(user).filter(batch=batch).select_related("person")


def outcomes(rows: QuerySet[PersonImportRow]) -> dict[PersonRowOutcome, int]:
    """How many rows had which outcome, in the order of the outcomes."""
    counted = dict(rows.order_by().values_list("outcome").annotate(number=Count("pk")))
    return {outcome: counted[outcome] for outcome in PersonRowOutcome if outcome in counted}


def same_file_before(batch: PersonImport, user: User) -> PersonImport | None:
    """The import by which this very file, byte for byte, was imported before."""
    done = imports(user).filter(file=batch.file_id, state=ImportState.IMPORTED)
    return done.filter(rows__outcome__in=BROUGHT).exclude(pk=batch.pk).first()


def persons(keys: Iterable[str], user: User) -> dict[str, Person]:
    """Persons by key, of those that the user may see."""
    found = Person.objects.visible_to(user).filter(pk__in=list(keys))
    return {str(each.pk): each for each in found.select_related("latest_captivity")}


def decidable_rows(batch: PersonImport, user: User) -> list[int]:
    """Numbers of the rows that wait for a decision."""
    waiting = rows_of(batch, user).filter(outcome=PersonRowOutcome.ALIKE)
    return list(waiting.values_list("row_no", flat=True))


def sides(user: User) -> QuerySet[Party]:
    """Parties to choose from."""
    return Party.objects.visible_to(user).standing().order_by("name_en")


def sources_of(user: User) -> QuerySet[Source]:
    """Sources to choose from, the newest first."""
    return Source.objects.visible_to(user).standing().order_by("-id")
