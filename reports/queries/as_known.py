"""Querysets as they were known at the end of a day, read back from the book of changes.

    with as_known_on((Exchange, Transfer), day, reader):
        rows = Exchange.objects.visible_to(reader)...   # as it was on record then

Each statement of the ORM inside is asked of CTEs that bear the names of the tables (prisoners/queries/known.py): no
table is made and nothing is written. What a reader may see is asked of today, never of then.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from accounts.models import Record, User
from prisoners.queries.known import known_ctes
from prisoners.queries.sight import of_today

#: Columns by which records are hidden: they count as they are today.
SIGHT = ("restricted", "embargo_until", "parent_id")


@contextmanager
def as_known_on(models: Iterable[type[Record]], day: datetime.date | None, reader: User) -> Iterator[None]:
    """Inside, the querysets over these models are answered as known at the end of `day`; None asks what is known now.

    All tables that a queryset reads should be named; the others are read as they are today.
    """
    if day is None:
        yield
        return
    models = list(models)
    ctes, params = known_ctes(models, day, today=SIGHT, only={model: _seen_today(model, reader) for model in models})
    with connection.cursor() as cursor:
        prefix = cursor.mogrify(f"WITH {', '.join(ctes)} ", params).decode()

    def ask(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        return execute(prefix + sql if sql.lstrip("( ").startswith("SELECT") else sql, params, many, context)

    with connection.execute_wrapper(ask), _grouping_in_full():
        yield


@contextmanager
def _grouping_in_full() -> Iterator[None]:
    """A CTE has no primary key that the other columns would follow from: GROUP BY names them all."""
    features = connection.features
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        del features.allows_group_by_selected_pks


def _seen_today(model: type[Record], reader: User) -> str:
    """A condition on `t`: the rows of a model that a reader may see as they are today."""
    seen = model.objects.visible_to(reader).order_by().values("pk")
    if not seen.query.where:
        return "true"
    try:
        return f"t.id IN ({of_today(seen)})"
    except EmptyResultSet:
        return "false"
