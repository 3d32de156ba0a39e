"""The first table of an answer as Parquet: the columns of its CSV file, each with its type."""

import csv
import io
from collections.abc import Iterator
from typing import IO, Any

from common.parquet import Kind, write_parquet
from reports import cells
from reports.catalogue.answer import Answer, Cell, Column, Table

KINDS = {
    Cell.COUNT: Kind.INTEGER,
    Cell.DIFFERENCE: Kind.INTEGER,
    Cell.DAYS: Kind.INTEGER,
    Cell.DECIMAL: Kind.DECIMAL,
    Cell.DATE: Kind.DAY,
}
#: What stands behind the name of a column of numbers, in the column of those that are not told.
NOT_TOLD = "_told"


def as_parquet(answer: Answer) -> IO[bytes]:
    """A Parquet file, open at its start.

    The row of sums is left out, so that a column can be added up. Where the reader is not told a number it is null, and
    why stands in a column `…_told`: `few` or `withheld`.
    """
    table = answer.tables[0]
    hiding = {column.key for place, column in enumerate(table.columns) if _hides(table, place)}
    kinds: dict[str, Kind] = {}
    for column in table.columns:
        kinds[column.key] = KINDS.get(column.cell, Kind.TEXT)
        kinds |= {column.key + NOT_TOLD: Kind.TEXT} if column.key in hiding else {}
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(kinds)
    writer.writerows(
        [cell for column, value in zip(table.columns, row, strict=True) for cell in _cells(column, value, hiding)]
        for row in table.rows
    )
    return write_parquet(kinds, io.BytesIO(lines.getvalue().encode()))


def _hides(table: Table, place: int) -> bool:
    return table.columns[place].cell in cells.NUMBERS and any(row[place] in cells.NOT_TOLD for row in table.rows)


def _cells(column: Column, value: Any, hiding: set[str]) -> Iterator[Any]:
    hidden = column.key in hiding and value in cells.NOT_TOLD
    yield None if hidden else cells.for_programs(column.cell, value)
    if column.key in hiding:
        yield value if hidden else None
