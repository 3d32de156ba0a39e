"""What a copy of the register holds for a reader: records as they are now, and why one is in it no longer."""

import datetime
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from accounts.models import User
from api.queries import among  # noqa: F401 - the lookup
from api.queries.rows import as_json
from api.resources import Resource
from exchanges.models import Exchange
from prisoners.models import Person, Withholding

#: Keys are text all the way: to make objects of them would take a third of the time of a page.
Keys = Collection[str]
TEXT_KEY = Cast("pk", TextField())
#: Where the keys stand in a statement that is kept.
KEYS = "keys"
#: A record as Postgres wrote it: key, version, JSON text.
Row = tuple[str, int, str]


class Found(NamedTuple):
    """A record that leads to one that changed: by which way, and its key."""

    way: int
    id: str


def rows_of(resource: Resource, user: User, members: Iterable[str]) -> QuerySet[Row]:
    """The records of a type that belong into the reader's copy: seen, standing, and nobody's duplicate."""
    seen = resource.model._default_manager.visible_to(user).standing()
    return as_json(seen.filter(_no_duplicate(resource.model)), resource, members, user, key=TEXT_KEY)


@dataclass(frozen=True)
class Statement:
    """The rows of a type that have one of some keys, for one scope on one day: kept, so that it is written once."""

    text: str
    parameters: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Row]) -> "Statement":
        """The statement of a query; without a text where nothing can be found."""
        try:
            text, parameters = rows.filter(pk__among=[KEYS]).order_by().query.sql_with_params()
        except EmptyResultSet:
            return cls("", ())
        return cls(text, parameters)

    def among(self, keys: Keys) -> list[Row]:
        """Those of the rows that have one of these keys."""
        if not self.text:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.text, [list(keys) if each == [KEYS] else each for each in self.parameters])
            return cursor.fetchall()


def page_of(rows: QuerySet[Row], after: uuid.UUID | None, limit: int) -> list[Row]:
    """The first rows by key, from behind the one given."""
    return list((rows.filter(pk__gt=after) if after else rows).order_by("pk")[:limit])


def reasons(resource: Resource, user: User, keys: Keys) -> dict[str, tuple[int, str]]:
    """Why records are in the reader's copy no longer, where they would be seen but for that, with their versions."""
    seen = resource.model._default_manager.visible_to(user).filter(pk__among=keys)
    gone = {"voided": seen.filter(voided_at__isnull=False)}
    if _no_duplicate(resource.model):
        gone["merged"] = seen.exclude(_no_duplicate(resource.model)).standing()
    return {key: (version, why) for why, rows in gone.items() for key, version in rows.values_list(TEXT_KEY, "version")}


def together(model: type[Model], keys: Keys, relation: str) -> set[str]:
    """These records with those that are hidden together with them, by a relation of the kind to itself."""
    rows = model._base_manager.filter(Q(pk__among=keys) | Q(**{f"{relation}__pk__among": keys}))
    return {str(each) for pair in rows.values_list("pk", relation) for each in pair if each}


def named_by(model: type[Model], keys: Keys, *columns: str) -> dict[str, list[str]]:
    """What each of these records names in these columns."""
    rows = model._base_manager.filter(pk__among=keys).values_list("pk", *columns)
    return {str(pk): [str(each) for each in named if each] for pk, *named in rows}


def by_date(after: datetime.date, until: datetime.date) -> dict[type[Model], set[str]]:
    """What appears or disappears by itself between two days: after the first one, up to the second."""
    embargoed = Exchange._base_manager.filter(embargo_until__gt=after, embargo_until__lte=until)
    turns = Q(since__gt=after, since__lte=until) | Q(until__gt=after, until__lte=until)
    withheld = Withholding._base_manager.filter(turns).values_list("person_id", flat=True)
    keys = {Exchange: embargoed.values_list("pk", flat=True), Person: withheld}
    return {model: set(map(str, each)) for model, each in keys.items()}


def beyond(
    ways: Iterable[tuple[int, type[Model], str, Keys]], after: tuple[int, str] | None, limit: int
) -> list[Found]:
    """The first records, by way and key, that lead by (number, model, path) to one of the keys, behind a place."""
    queries = []
    for number, model, path, keys in ways:
        column = path if path == "pk" else f"{path}__pk"
        rows = model._base_manager.filter(**{f"{column}__among": keys})
        if after and number == after[0]:
            rows = rows.filter(pk__gt=after[1])
        queries.append(rows.order_by().annotate(by_way=Value(number)).values_list("by_way", "id"))
    found = queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]
    return [Found(way, str(key)) for way, key in found.order_by("by_way", "id")[:limit]]


def _no_duplicate(model: type[Model]) -> Q:
    return Q(merged_into__isnull=True) if issubclass(model, Person) else Q()
