"""Who explains that a figure moved: the records that it counts now and did not count before, and the reverse."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from prisoners.models import Captivity
from prisoners.queries.held import TABLES, Statement, generous
from prisoners.queries.known import ctes_at_change
from reports.queries.behind import FROM

#: Records of either kind that a page shows.
SHOWN = 100
NAMED = re.compile(r"%\((\w+)\)s")
ONLY_IN = f"SELECT id, count(*) OVER () FROM ({{this}} EXCEPT {{other}}) AS moved (id) ORDER BY id LIMIT {SHOWN}"  # noqa: S608


@dataclass(frozen=True)
class Moved:
    """Records that entered a figure, or left it: the first ones, and how many there are."""

    records: list[Any]
    number: int


def known_at(statement: Statement, change: int | None) -> Statement:
    """The same statement of the tables as they were known at a change of the book; as they are now for None."""
    if change is not None:
        ctes, params = ctes_at_change(TABLES, change)
        statement.ctes[:0] = ctes
        statement.params |= params
    return statement


def persons_moved(user: User, before: Statement | None, after: Statement | None) -> tuple[Moved, Moved]:
    """Captivities that entered and that left, of those that the user may see; no statement counts nobody."""
    return _only_in(user, after, before), _only_in(user, before, after)


def records_moved(before: QuerySet | None, after: QuerySet | None) -> tuple[Moved, Moved]:
    """Records that entered and that left, of those that the user may see."""
    return _only_of(after, before), _only_of(before, after)


def _only_of(this: QuerySet | None, other: QuerySet | None) -> Moved:
    if this is None:
        return Moved([], 0)
    found = this if other is None else this.exclude(pk__in=other.order_by().values("pk"))
    return Moved(list(found[:SHOWN]), found.order_by().count())


def _only_in(user: User, this: Statement | None, other: Statement | None) -> Moved:
    if this is None:
        return Moved([], 0)
    sides = [_renamed(this, "this"), _renamed(other, "other") if other else ("SELECT NULL::uuid", {})]
    (this_sql, params), (other_sql, others) = sides
    with generous() as cursor:
        cursor.execute(ONLY_IN.format(this=f"({this_sql})", other=f"({other_sql})"), params | others)
        rows: list[tuple[uuid.UUID, int]] = cursor.fetchall()
    found = Captivity.objects.visible_to(user).select_related("person", "unit").in_bulk([key for key, _all in rows])
    return Moved([found[key] for key, _all in rows if key in found], rows[0][1] if rows else 0)


def _renamed(statement: Statement, mark: str) -> tuple[str, dict[str, Any]]:
    """The text of a statement of keys, and its parameters, under names of its own."""
    text = statement.text(f"SELECT c.id {FROM} WHERE {statement.where}")
    return NAMED.sub(rf"%({mark}_\1)s", text), {f"{mark}_{name}": value for name, value in statement.params.items()}
