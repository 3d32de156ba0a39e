"""Two answers of one report side by side: what moved, figure by figure and row by row.

It is made of the answers as they were told and of nothing else, so whoever may see both learns no more from it: where a
number was not told there is no difference, and where one answer holds numbers as they are and the other told ones, none
at all, for that would tell how they were rounded.
"""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from reports.catalogue.answer import Answer, Cell, Column, Figure, Table

#: Where the key of its record stands in a NAMED that has one.
NAMED_BY = 3
#: Kinds of cells whose values can be subtracted.
SUBTRACTED = {Cell.COUNT, Cell.DIFFERENCE, Cell.DECIMAL, Cell.PERCENT, Cell.DAYS}


@dataclass(frozen=True)
class Line:
    """One value that stands in either answer. `difference` is None where it cannot be said.

    `key` is that of the figure or the table; `rows` are its places in the two tables, None where there is no such row.
    """

    key: str
    column: Column | Figure
    before: Any
    after: Any
    difference: float | int | None
    name: Any = None
    rows: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class TableChange:
    """What moved in a table; `named` is the column that its rows are named by, `unmoved` how many rows did not move."""

    key: str
    named: Column
    lines: tuple[Line, ...]
    unmoved: int


@dataclass(frozen=True)
class Comparison:
    """All figures, and of the tables what moved. `subtracts` says whether differences can be said at all."""

    figures: tuple[Line, ...]
    tables: tuple[TableChange, ...]
    subtracts: bool


def compare(before: Answer, after: Answer, *, subtracts: bool = True) -> Comparison:
    """What moved from one answer to another. What stands in one of them only is left out."""
    older = {figure.key: figure for figure in before.figures}
    figures = tuple(
        _line(figure.key, figure, older[figure.key].value, figure.value, subtracts)
        for figure in after.figures
        if figure.key in older
    )
    tables = {table.key: table for table in before.tables}
    moved = (_table(tables[table.key], table, subtracts) for table in after.tables if table.key in tables)
    return Comparison(figures, tuple(moved), subtracts)


def _table(before: Table, after: Table, subtracts: bool) -> TableChange:
    columns = [column for column in after.columns[1:] if column in before.columns]
    keys, older = _keys(after), dict(zip(_keys(before), range(len(before.rows)), strict=True))
    pairs = [(older.pop(key, None), number) for number, key in enumerate(keys)]
    pairs += [(number, None) for number in older.values()]
    lines, unmoved = [], 0
    for places in pairs:
        found = [line for column in columns if (line := _moved(before, after, places, column, subtracts))]
        lines += found
        unmoved += not found
    return TableChange(after.key, after.columns[0], tuple(lines), unmoved)


def _moved(
    before: Table, after: Table, places: tuple[int | None, int | None], column: Column, subtracts: bool
) -> Line | None:
    was, is_now = (_value(table, row, column) for table, row in zip((before, after), places, strict=True))
    if was == is_now:
        return None
    table, row = (after, places[1]) if places[1] is not None else (before, places[0])
    return _line(after.key, column, was, is_now, subtracts, table.rows[row][0], places)


def _value(table: Table, row: int | None, column: Column) -> Any:
    return None if row is None else table.rows[row][table.columns.index(column)]


def _line(
    key: str,
    column: Column | Figure,
    was: Any,
    is_now: Any,
    subtracts: bool,
    name: Any = None,
    rows: tuple[int | None, int | None] = (None, None),
) -> Line:
    said = subtracts and column.cell in SUBTRACTED and _is_number(was) and _is_number(is_now)
    return Line(key, column, was, is_now, round(is_now - was, 10) if said else None, name, rows)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _keys(table: Table) -> list[Hashable]:
    """What each row is known by in another answer: its name, what else names it, and its place among the like."""
    names = [place for place, column in enumerate(table.columns) if column.cell not in {*SUBTRACTED, Cell.RATIO}]
    plain = [_plain(table.columns[0], row[0]) for row in table.rows]
    if len(set(plain)) < len(plain):
        plain = [tuple(_plain(table.columns[place], row[place]) for place in names) for row in table.rows]
    return list(_numbered(plain))


def _numbered(keys: list[Hashable]) -> Iterator[Hashable]:
    seen: Counter[Hashable] = Counter()
    for key in keys:
        seen[key] += 1
        yield key, seen[key]


def _plain(column: Column, value: Any) -> Hashable:
    """A cell as a key. Of a record it is its id, or its code: its names may have been corrected since."""
    if not isinstance(value, list):
        return value
    if column.cell == Cell.NAMED and len(value) > NAMED_BY:
        return value[NAMED_BY]
    return str(value) if column.cell == Cell.EXCHANGES else value[0]
