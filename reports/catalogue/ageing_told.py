"""Ageing as it is told to those who may not see persons: the same counts as the backlog tells, and ages of many only.

Months of capture are not told, for the bands are sums of them, nor branches, which are sums of units.
"""

from dataclasses import replace
from typing import Any

from common.small_figures import WITHHELD, small, told
from reports.catalogue import telling
from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.backlog_told import ENOUGH

#: The longest time is one person's; how many of a group have no known day follows from those who have one.
UNTOLD = ("dated", "longest")


def table(of: Table, answer: Answer) -> Table | None:
    """A table as it is told; None for one that is not."""
    if small(answer.value("held")):
        return None
    kept = [place for place, column in enumerate(of.columns) if column.key not in UNTOLD]
    shown = telling.tell_table(
        replace(
            of,
            columns=tuple(of.columns[place] for place in kept),
            rows=[[row[place] for place in kept] for row in of.rows],
            foot=of.foot and [of.foot[place] for place in kept],
        )
    )
    if shown is None or shown.columns == of.columns:
        return shown
    rows = [_aged(of, row, shown, told_row) for row, told_row in zip(of.rows, shown.rows, strict=False)]
    foot = shown.foot and _aged(of, of.foot, shown, shown.foot)
    return replace(shown, rows=rows, foot=foot)


def figure(of: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
    """A figure as it is told beside these tables."""
    match of.key:
        case "held":
            return told(of.value)
        case "median" | "p90":
            known = answer.value("held") - answer.value("unknown_start")
            return of.value if of.value is None or known >= ENOUGH[of.key] else WITHHELD
        case "unknown_start":
            bands = next((each for each in tables if each.key == "bands" and each.rows), None)
            return bands.rows[-1][1] if bands else WITHHELD
        case _:
            return of.value and WITHHELD


def _aged(of: Table, row: list[Any], shown: Table, told_row: list[Any]) -> list[Any]:
    """A told row with those of its ages that are of enough persons."""
    dated, counted = row[of.place("dated")], told_row[shown.place("persons")]
    return [
        row[of.place(column.key)]
        if column.key in ENOUGH and isinstance(counted, int) and dated >= ENOUGH[column.key]
        else value
        for column, value in zip(shown.columns, told_row, strict=True)
    ]
