"""The backlog as it is told to those who may not see persons: without small figures, and none of them computable.

- Every table of parts follows reports/suppression.py; no table crosses two of them.
- Branches are not told, because a branch is a sum of units; regions need the sight of locations, tiers that of health.
- Whoever is told so asks without filters, as of today or the end of a month, and as known now: the difference of two
  answers would tell what each of them hides.
- A month is told as a whole or not at all: what came in less what went out is the change of the total, which is told.
- The longest time held is one person's and is not told; a percentile is told only where five lie beyond it.
"""

from dataclasses import replace
from typing import Any

from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.backlog_tables import children
from reports.queries.backlog import MONTHS_AVERAGED, Backlog
from reports.suppression import FEW, SMALL, WITHHELD, alone, partition, small, tree

#: So many must be of known age that five of them lie beyond the percentile.
ENOUGH = {"median": 2 * SMALL, "p90": 10 * SMALL}


def told(answer: Answer, found: Backlog) -> Answer:
    """The answer without what its reader may not be told."""
    tables = {
        "units": lambda table: _units(table, found),
        "cohorts": lambda table: _cohorts(table, found.total),
        "flow": _flow,
        "tiers": _tiers,
    }
    shown = [each for each in answer.tables if each.key != "branches"]
    if small(found.total):
        shown = []
    kept = tuple(replace(tables.get(each.key, _parts)(each), leads_to_persons=False) for each in shown)
    return replace(answer, figures=_figures(answer, found, kept), tables=kept or (_nothing(answer),))


def _nothing(answer: Answer) -> Table:
    """Where so few are held that no part may be told, the first table keeps its heading only."""
    return replace(answer.tables[0], rows=[], foot=None, leads_to_persons=False)


def _parts(table: Table) -> Table:
    shown = partition({place: row[1] for place, row in enumerate(table.rows)})
    return replace(table, rows=[[row[0], shown[place]] for place, row in enumerate(table.rows)])


def _tiers(table: Table) -> Table:
    """All or none: a tier may equal a part of another table, such as the women, which would give a hidden one away."""
    if any(small(row[1]) for row in table.rows):
        return replace(table, rows=[[row[0], WITHHELD] for row in table.rows])
    return table


def _cohorts(table: Table, total: int) -> Table:
    return replace(table, rows=[[name, alone(persons, total)] for name, persons in table.rows])


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
    return replace(table, columns=columns, rows=rows, foot=[None, None, found.total])


def _flow(table: Table) -> Table:
    return replace(table, rows=[_month(row) for row in table.rows], foot=None)


def _month(row: list[Any]) -> list[Any]:
    return [row[0], *(WITHHELD if any(small(number) for number in row[1:]) else number for number in row[1:])]


def _figures(answer: Answer, found: Backlog, tables: tuple[Table, ...]) -> tuple[Figure, ...]:
    return tuple(replace(figure, value=_figure(figure, found, tables)) for figure in answer.figures)


def _figure(figure: Figure, found: Backlog, tables: tuple[Table, ...]) -> Any:
    known = found.total - found.days[None]
    match figure.key:
        case "held":
            return FEW if small(found.total) else found.total
        case "longest":
            return WITHHELD if figure.value is not None else None
        case "median" | "p90":
            return figure.value if known >= ENOUGH[figure.key] or figure.value is None else WITHHELD
        case "unknown_start":
            bands = next((table for table in tables if table.key == "bands"), None)
            return bands.rows[-1][1] if bands else WITHHELD
        case _:
            return figure.value if _year_is_told(tables) else WITHHELD


def _year_is_told(tables: tuple[Table, ...]) -> bool:
    """Whether the returns of a year may be told: only where no month of it is hidden, which they would give away."""
    flow = next((table for table in tables if table.key == "flow"), None)
    return flow is not None and all(WITHHELD not in row for row in flow.rows[-MONTHS_AVERAGED - 1 :])
