"""A record as it was at an earlier version, in the members of the API, taken back line by line from the book."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.db.models import Model

from accounts.models import Record
from api.queries.book import changes_of
from api.resources import Part, Resource
from audit.models import Change
from common.partial_dates import Precision

LETTERS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
Members = dict[str, Any]


def as_it_was(resource: Resource, record: Record, version: int, now: Members) -> Members:
    """The members that `now` has, as they were at a version. What was redacted from the book since reads as it is now.

    Three queries at most, and one for each list that changed since.
    """
    lines = _since(resource, record, version)
    was = _taken_back([line for line in lines if line.object_id == record.pk])
    told = {name: _member(resource.model, name, was, value) for name, value in now.items()}
    for part in resource.parts:
        changed = [line for line in lines if line.model == part.model._meta.label_lower]
        if part.name in now and changed:
            told[part.name] = _items(part, record, changed)
    return told


def _since(resource: Resource, record: Record, version: int) -> list[Change]:
    """What the book holds since, the newest first."""
    seen = Change.objects.of(record).filter(version__lte=version).first()
    if seen is None:
        return []
    lines = list(changes_of(resource, record).filter(pk__gt=seen.pk))
    following = next((line for line in reversed(lines) if line.object_id == record.pk), None)
    return [line for line in lines if line.object_id == record.pk or not _is_of(line, seen, following)]


def _is_of(line: Change, seen: Change, following: Change | None) -> bool:
    """Whether a line of a list was written with the version that was seen, or with the one that followed.

    A list may stand in the book behind its record or before it; both were written by one verb at one moment.
    """
    if following is None or line.pk > following.pk:
        return following is None
    if _act(seen) != _act(following):
        return _act(line) == _act(seen)
    return line.at - seen.at < following.at - line.at


def _act(line: Change) -> tuple[Any, ...]:
    return line.request_id, line.actor_id, line.verb, line.reason


def _taken_back(lines: Iterable[Change]) -> dict[str, Any]:
    """The columns that changed, as they were before the first of these lines, which come the newest first."""
    was: dict[str, Any] = {}
    for line in lines:
        was |= line.before or {}
    return was


def _member(model: type[Model], name: str, was: dict[str, Any], now: Any) -> Any:
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    column, precision = columns.get(name), columns.get(f"{name}_precision")
    if column is None or not {column, precision} & was.keys():
        return now
    if precision is None:
        return was[column]
    day = was.get(column, now)
    # With its precision unchanged, a date has as many letters as it has now.
    length = LETTERS.get(was[precision]) if precision in was else len(now or "")
    return str(day)[:length] if day and length else None


def _items(part: Part, record: Record, lines: list[Change]) -> list[Members]:
    """The list as it was: what was added since is gone, what was voided or changed is as it was."""
    columns = {name: part.model._meta.get_field(name).column for name in part.fields}
    rows = part.model._default_manager.filter(**{part.owner: record}).order_by(*part.order)
    stored = {row.pk: _columns(row) for row in rows}
    for line in lines:
        if line.before is None:
            stored.pop(line.object_id, None)
        elif line.object_id in stored:
            stored[line.object_id] |= line.before
    standing = (row for row in stored.values() if row["voided_at"] is None)
    return [{name: row[column] for name, column in columns.items()} for row in standing]


def _columns(row: Model) -> dict[str, Any]:
    """A row as the book would keep it."""
    values = {field.column: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return orjson.loads(orjson.dumps(values, default=str))
