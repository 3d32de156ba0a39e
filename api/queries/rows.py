"""Records as JSON that Postgres itself writes: nothing of a row is taken apart and built again in Python."""

import uuid
from collections.abc import Iterable
from itertools import chain
from typing import Any

import orjson
from django.db.models import (
    Case,
    CharField,
    Exists,
    Expression,
    F,
    Func,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Left

from accounts.models import Record, Restrictable, User
from accounts.models.record import visible_fields
from accounts.sight import in_sight
from api.resources import Key, Part, Resource
from common.partial_dates import Precision


class JsonObject(Func):
    """`json_build_object`: members in the order given."""

    function = "json_build_object"
    output_field = JSONField()

    def __init__(self, members: dict[str, Expression | F]) -> None:
        super().__init__(*chain.from_iterable((Value(name), expression) for name, expression in members.items()))


class JsonText(JsonObject):
    """The same, as text that goes into the answer as it is."""

    template = "%(function)s(%(expressions)s)::text"
    output_field = TextField()


class JsonList(Subquery):
    """The rows of a query of one JSON column, as a JSON list."""

    template = "array_to_json(ARRAY(%(subquery)s))"
    output_field = JSONField()


def partial_date(date: str, precision: str) -> Expression:
    """A partial date as text: as many of its letters as are known."""
    letters = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
    text = Cast(F(date), CharField())
    return Case(*[When(**{precision: known}, then=Left(text, length)) for known, length in letters.items()])


def readable(model: type[Record], user: User) -> QuerySet:
    """Rows that the user may see. Who may not know of a voiding gets standing records only."""
    rows = model._default_manager.visible_to(user)
    return rows if "voided_at" in visible_fields(model, user) else rows.standing()


def none_of(model: type[Record]) -> QuerySet:
    """No rows of a model: what a member that names a record begins with, until it is known who writes."""
    return model._default_manager.none()


def as_json(
    rows: QuerySet, resource: Resource, members: Iterable[str], user: User, *, key: str | Expression = "pk"
) -> QuerySet:
    """(key, version, JSON text) of each row; a member that names a record out of the user's sight is null."""
    parts = {part.name: part for part in resource.parts}
    shown = {name: _part(parts[name]) if name in parts else _member(resource, name, user) for name in members}
    return rows.values_list(key, "version", JsonText(shown))


def one(resource: Resource, user: User, key: uuid.UUID, members: Iterable[str]) -> tuple[int, str] | None:
    """The version and the JSON text of a record, or None where the user sees no such record."""
    row = as_json(readable(resource.model, user).filter(pk=key), resource, members, user).first()
    return row and row[1:]


def current(resource: Resource, user: User, key: uuid.UUID, members: Iterable[str]) -> dict[str, Any]:
    """What the members of a record say now, as a client reads them."""
    row = one(resource, user, key, members)
    return orjson.loads(row[1]) if row else {}


def exists(resource: Resource, key: uuid.UUID) -> bool:
    """Whether an id is taken, by whatever record."""
    return resource.model._base_manager.filter(pk=key).exists()


def current_each(resource: Resource, user: User, keys: Iterable[uuid.UUID], members: list[str]) -> dict[uuid.UUID, Any]:
    """What the members of records say now, by their keys."""
    rows = as_json(readable(resource.model, user).filter(pk__in=list(keys)), resource, members, user)
    return {key: orjson.loads(text) for key, _version, text in rows}


def readable_each(resource: Resource, user: User, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Record]:
    """Records that the user may see, by their keys."""
    return readable(resource.model, user).in_bulk(list(keys))


def any_exists(resource: Resource, keys: Iterable[uuid.UUID]) -> bool:
    """Whether one of these ids is taken."""
    return resource.model._base_manager.filter(pk__in=list(keys)).exists()


def versions(resource: Resource, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The versions of records that were just written."""
    return dict(resource.model._base_manager.filter(pk__in=list(keys)).values_list("pk", "version"))


def minimal(resource: Resource, key: uuid.UUID) -> tuple[int, dict[str, Any]]:
    """The version of a record that was just written, whoever sees it now, and no more of it than that."""
    version = resource.model._base_manager.values_list("version", flat=True).get(pk=key)
    return version, {"id": key, "version": version}


def known_as(resource: Resource, user: User, key: Key, value: str) -> list[Record]:
    """Standing records that carry a value; two at most, which is enough to see that it is not one."""
    return list(key.narrow(readable(resource.model, user).standing(), value)[:2])


def _member(resource: Resource, name: str, user: User) -> Expression | F:
    expression, model = resource.expression(name), resource.model
    if name in resource.masked:
        seen = model._meta.get_field(name).related_model._default_manager.visible_to(user)
        return Case(When(Exists(seen.filter(pk=OuterRef(model._meta.get_field(name).attname))), then=expression))
    target = None if name in resource.computed else model._meta.get_field(name).related_model
    if target is None or not issubclass(target, Restrictable) or name in model.scoped_by:
        return expression
    return Case(When(in_sight(name, target, user.sight(model.view_permission)), then=expression))


def _part(part: Part) -> JsonList:
    rows = part.model._default_manager.standing().filter(**{part.owner: OuterRef("pk")}).order_by(*part.order)
    members = {name: F(part.model._meta.get_field(name).attname) for name in part.fields}
    return JsonList(rows.values_list(JsonObject(members)))
