"""How an answer that counts persons is told to whoever may not see persons (docs/adr/0030).

Each table and figure says itself how (`Told`); what says nothing is not told. Counts go by common/small_figures.py, and
a percentage is reckoned anew from the counts as they are told; every other value that stands beside counts is withheld.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from common.small_figures import WITHHELD, partition, small, told
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.enums import Leads, Told

#: What names a row, or a record that is public beside it, and says nothing of how many there are.
NAMES = {
    Cell.CHOICE,
    Cell.NAMED,
    Cell.PARTY,
    Cell.PERIOD,
    Cell.DATE,
    Cell.TEXT,
    Cell.ORDINAL,
    Cell.EXCHANGE,
    Cell.EXCHANGES,
}


def tell_table(table: Table) -> Table | None:
    """A table as it is told; None for one that is not. Raises ValueError where a PARTITION is none."""
    if table.told == Told.OPEN:
        return table
    if table.told == Told.ACROSS:
        return _across(table)
    if table.told not in {Told.PARTITION, Told.EACH}:
        return None
    rows = [[_withheld(column, value) for column, value in zip(table.columns, row, strict=True)] for row in table.rows]
    foot = [None] * len(table.columns)
    for place, column in enumerate(table.columns):
        if column.cell == Cell.COUNT:
            shown, foot[place] = _column(table, place)
            for row, value in zip(rows, shown, strict=True):
                row[place] = value
    rows = [_with_shares(table.columns, row) for row in rows]
    if table.told == Told.EACH:
        return replace(_unled(table), rows=rows, foot=None)
    whole = _with_shares(table.columns, foot)
    # Of fewer than five it would be told what each of them is.
    few = any(small(_sum(table, place)) for place, column in enumerate(table.columns) if column.cell == Cell.COUNT)
    return replace(_unled(table), rows=[] if few else rows, foot=whole)


def tell_figure(figure: Figure) -> Any:
    """The value of a figure as it is told; a share waits for `with_shares`."""
    if figure.told == Told.OPEN or figure.value is None:
        return figure.value
    if figure.told == Told.HIDDEN or figure.cell != Cell.COUNT:
        return WITHHELD
    return told(figure.value)


def with_shares(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Told figures with the percentages that are reckoned from them."""
    values = {figure.key: figure.value for figure in figures}
    return tuple(
        replace(figure, value=_share(values, figure.share))
        if figure.share and figure.told not in {Told.HIDDEN, Told.OPEN}
        else figure
        for figure in figures
    )


def nothing_of(answer: Answer) -> Table:
    """Where no table is told, the first one keeps its heading only."""
    return replace(_unled(answer.tables[0]), rows=[], foot=None)


def _unled(table: Table) -> Table:
    """Whoever may not see persons is led nowhere."""
    columns = tuple(replace(column, leads_to=Leads.NONE) for column in table.columns)
    return replace(table, columns=columns, leads_to=Leads.NONE, behind=None)


def _column(table: Table, place: int) -> tuple[list[Any], Any]:
    """A column of counts as it is told, with its sum."""
    counts = {number: row[place] for number, row in enumerate(table.rows) if row[place] is not None}
    if table.told == Told.EACH:
        shown, whole = {number: told(count) for number, count in counts.items()}, None
    else:
        if table.foot is not None and table.foot[place] not in (None, sum(counts.values())):
            raise ValueError(f"{table.key}.{table.columns[place].key}: the rows are no parts of their foot")
        shown, whole = partition(counts), told(sum(counts.values()))
    return [shown.get(number) for number in range(len(table.rows))], whole


def _across(table: Table) -> Table:
    """A table whose counts are, row by row, the parts of the one that the row leads by."""
    places = [place for place, column in enumerate(table.columns) if column.cell == Cell.COUNT]
    parts = [place for place in places if place != table.count_place]
    rows = []
    for row in table.rows:
        shown = [_withheld(column, value) for column, value in zip(table.columns, row, strict=True)]
        counts = {place: row[place] for place in parts}
        whole = sum(counts.values())
        if row[table.count_place] != whole:
            raise ValueError(f"{table.key}: the counts of a row are no parts of its whole")
        told_parts = dict.fromkeys(parts, WITHHELD) if small(whole) else partition(counts)
        for place, value in {**told_parts, table.count_place: told(whole)}.items():
            shown[place] = value
        rows.append(_with_shares(table.columns, shown))
    return replace(_unled(table), rows=rows, foot=None)


def _sum(table: Table, place: int) -> int:
    return sum(row[place] or 0 for row in table.rows)


def _withheld(column: Column, value: Any) -> Any:
    return value if column.cell in NAMES or value is None else WITHHELD


def _with_shares(columns: tuple[Column, ...], row: list[Any]) -> list[Any]:
    values = dict(zip([column.key for column in columns], row, strict=True))
    return [_share(values, column.share) if column.share else value for column, value in zip(columns, row, strict=True)]


def _share(values: Mapping[str, Any], of: tuple[str, str]) -> float | str | None:
    part, whole = (values[key] for key in of)
    if isinstance(part, str) or isinstance(whole, str):
        return WITHHELD
    return percent(part, whole)


def percent(part: int | None, whole: int | None) -> float | None:
    """What share of a whole a part is, in percent to one decimal; None where one is not known or there is no whole."""
    if part is None or not whole:
        return None
    return round(100 * part / whole, 1)
