"""Tables as they were known at the end of a day, read back from the book of changes.

A statement that reads `prisoners_captivity` is asked of an earlier day by putting a CTE of that very name before it:
what was recorded later is left out, and what was changed later is as it was. Only rows that were touched since cost.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping

from django.db import models
from django.utils import timezone

#: The earliest change of a column after the moment has its value as of the moment; so the later ones come first, and
#: the member of an object that is said last stands.
LATER = """
    later AS MATERIALIZED (
        SELECT c.model, c.object_id, bool_or(c.before IS NULL) AS is_new,
               jsonb_object_agg(was.key, was.value ORDER BY c.id DESC) FILTER (WHERE was.key IS NOT NULL) AS was
        FROM audit_change c LEFT JOIN LATERAL jsonb_each(c.before) was ON true
        WHERE {later} AND c.model = ANY(%(known_models)s)
        GROUP BY c.model, c.object_id
    )
"""
AFTER_MOMENT, AFTER_CHANGE = "c.at >= %(known_until)s", "c.id > %(known_change)s"


def known_ctes(
    tables: Iterable[type[models.Model]],
    on: datetime.date | None,
    *,
    today: Collection[str] = (),
    only: Mapping[type[models.Model], str] | None = None,
) -> tuple[list[str], dict[str, object]]:
    """CTEs that stand for these tables as they were known at the end of the day `on`, with their parameters.

    None of either for None, which asks what is known now. Generated columns and the version are those of today, and so
    are the columns named in `today`. `only` are conditions on `t`, a row as it is today, by table.
    """
    if on is None:
        return [], {}
    return _ctes(tables, AFTER_MOMENT, {"known_until": end_of(on)}, today, only)


def ctes_at_change(tables: Iterable[type[models.Model]], change: int) -> tuple[list[str], dict[str, object]]:
    """The same as they were known when this was the last change of the book, as a run notes it."""
    return _ctes(tables, AFTER_CHANGE, {"known_change": change})


def _ctes(
    tables: Iterable[type[models.Model]],
    later: str,
    params: dict[str, object],
    today: Collection[str] = (),
    only: Mapping[type[models.Model], str] | None = None,
) -> tuple[list[str], dict[str, object]]:
    models_ = list(tables)
    known = {"known_models": [model._meta.label_lower for model in models_]}
    tables_known = (_as_known(model, today, (only or {}).get(model, "true")) for model in models_)
    return [LATER.format(later=later), *tables_known], params | known


def end_of(day: datetime.date) -> datetime.datetime:
    """The moment at which a day is over, here."""
    return timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min))


def _as_known(model: type[models.Model], today: Collection[str], only: str) -> str:
    """The schema is named, because inside its own CTE the bare name of the table is the CTE."""
    table, label = model._meta.db_table, model._meta.label_lower
    was = "l.was" + "".join(f" - '{column}'" for column in today)
    return f"""
        {table} AS NOT MATERIALIZED (
            SELECT t.* FROM public.{table} t
            WHERE NOT EXISTS (SELECT FROM later l WHERE l.object_id = t.id AND l.model = '{label}') AND {only}
            UNION ALL
            SELECT was.* FROM later l JOIN public.{table} t ON t.id = l.object_id
            CROSS JOIN LATERAL jsonb_populate_record(t, {was}) was
            WHERE l.model = '{label}' AND NOT l.is_new AND {only}
        )
    """  # noqa: S608
