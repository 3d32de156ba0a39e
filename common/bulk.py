"""Many new rows of one table at once, by COPY: several times faster than INSERT, and triggers fire all the same."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from common.ids import new_id

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_in(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows given as values by column (`exchange_id`). What no row names gets its field's default.

    Nothing here checks a row: who calls this has. Raises what the database's constraints and triggers raise.
    """
    if not rows:
        return
    named = {column for row in rows for column in row}
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    ours = [field for field in fields if field.column in named or not field.has_db_default()]
    defaults = {field.column: None if field.primary_key else field.get_default() for field in ours}
    lines = io.StringIO()
    for row in rows:
        whole = {**defaults, **row}
        whole["id"] = whole["id"] or new_id()
        lines.write("\t".join([_cell(whole[column]) for column in defaults]) + "\n")
    lines.seek(0)
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, defaults))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN", lines)


def _cell(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).translate(ESCAPES)
