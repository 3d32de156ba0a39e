"""The backlog as it is told to those who may not see persons: without small figures, and none of them computable.

- Every figure follows common/small_figures.py; no table crosses two of them.
- Branches are not told, because a branch is a sum of units; regions need the sight of locations, tiers that of health.
- Whoever is told so asks without filters, as of today or the end of a month, and as known now: the difference of two
  answers would tell what each of them hides.
- What is reckoned from figures is reckoned from those that are told.
- The longest time held is one person's and is not told; a percentile is told only where five lie beyond it.
"""

from dataclasses import replace
from typing import Any

from common.small_figures import SMALL, WITHHELD, Told, partition, small, tree
from common.small_figures import told as rounded
from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.backlog_tables import children
from reports.queries.backlog import MONTHS_AVERAGED, Backlog

#: So many must be of known age that five of them lie beyond the percentile.
ENOUGH = {"median": 2 * SMALL, "p90": 10 * SMALL}


def told(answer: Answer, found: Backlog) -> Answer:
    """The answer without what its reader may not be told."""
    tables = {"units": lambda table: _units(table, found), "cohorts": _each, "flow": _each, "tiers": _tiers}
    shown = [each for each in answer.tables if each.key != "branches"]
    if small(found.total):
        shown = []
    kept = tuple(replace(tables.get(each.key, _parts)(each), leads_to_persons=False) for each in shown)
    return replace(answer, figures=_figures(answer, found, kept), tables=kept or (_nothing(answer),))


def _nothing(answer: Answer) -> Table:
    """Where so few are held that no part may be told, the first table keeps its heading only."""
    return replace(answer.tables[0], rows=[], foot=None, leads_to_persons=False)


def _parts(table: Table) -> Table:
    counted = {place: row[1] for place, row in enumerate(table.rows)}
    shown = partition(counted)
    rows = [[row[0], shown[place]] for place, row in enumerate(table.rows)]
    return replace(table, rows=rows, foot=[None, rounded(sum(counted.values()))])


def _tiers(table: Table) -> Table:
    """All or none: a tier may equal a part of another table, such as the women, which would give a hidden one away."""
    shown = _parts(table)
    if any(row[1] == WITHHELD for row in shown.rows):
        return replace(shown, rows=[[row[0], WITHHELD] for row in shown.rows])
    return shown


def _each(table: Table) -> Table:
    """Figures that are no parts of one total."""
    return replace(table, rows=[[row[0], *map(rounded, row[1:])] for row in table.rows], foot=None)


def _units(table: Table, found: Backlog) -> Table:
    """Totals only: those of the unit itself would follow from them."""
    below = children(found.tree)
    own: dict[str | None, int] = {unit.id: unit.own for unit in found.tree} | {None: found.units[None]}
    shown = tree(
        {unit.id: unit.total for unit in found.tree},
        {above: [unit.id for unit in units] for above, units in below.items()},
        own,
    )
    rows = [[name, level, shown[name[3]]] for name, level, _own, _total in table.rows if name and name[3] in shown]
    columns = tuple(column for column in table.columns if column.key != "own")
    return replace(table, columns=columns, rows=rows, foot=[None, None, rounded(found.total)])


def _figures(answer: Answer, found: Backlog, tables: tuple[Table, ...]) -> tuple[Figure, ...]:
    return tuple(replace(figure, value=_figure(figure, found, tables)) for figure in answer.figures)


def _figure(figure: Figure, found: Backlog, tables: tuple[Table, ...]) -> Any:
    known = found.total - found.days[None]
    match figure.key:
        case "held":
            return rounded(found.total)
        case "longest":
            return WITHHELD if figure.value is not None else None
        case "median" | "p90":
            return figure.value if known >= ENOUGH[figure.key] or figure.value is None else WITHHELD
        case "unknown_start":
            bands = next((table for table in tables if table.key == "bands"), None)
            return bands.rows[-1][1] if bands else WITHHELD
        case "returned_in_year":
            return _returned(found)
        case _:
            return _clearance(figure, found)


def _returned(found: Backlog) -> Told:
    """The returns of a year; withheld where they would give away what is not told of one of its months."""
    months = {month.first: month.returned for month in found.months[-MONTHS_AVERAGED - 1 :]}
    return WITHHELD if small(found.total) or WITHHELD in partition(months).values() else rounded(found.returned_in_year)


def _clearance(figure: Figure, found: Backlog) -> float | str | None:
    held, returned = rounded(found.total), _returned(found)
    if figure.value is None:
        return None
    if isinstance(held, str) or isinstance(returned, str):
        return WITHHELD
    return round(held * MONTHS_AVERAGED / returned, 1)
