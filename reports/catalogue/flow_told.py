"""The flow as it is told to those who may not see persons: each figure by itself.

Changes and paces by month are not told, nor what was captured or ended on unknown days; a sum of months is withheld
where it would give away what is not told of one of them, and the pace is reckoned from what is told.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from common.small_figures import WITHHELD, Told, partition, small, told
from reports.catalogue import telling
from reports.catalogue.answer import Answer, Figure, Table
from reports.queries.backlog import MONTHS_AVERAGED
from reports.queries.flow import WAYS

UNTOLD = ("change", "clearance")


def table(of: Table) -> Table | None:
    """A table as it is told; None for one that is not."""
    kept = [place for place, column in enumerate(of.columns) if column.key not in UNTOLD]
    columns = tuple(of.columns[place] for place in kept)
    return telling.tell_table(replace(of, columns=columns, rows=[[row[place] for place in kept] for row in of.rows]))


def figure(of: Figure, answer: Answer) -> Any:
    """A figure as it is told."""
    if of.value is None:
        return None
    if of.key == "held":
        return told(of.value)
    if of.key in WAYS:
        return _sum(_column(answer, of.key), of.value)
    if of.key == "returned_in_year":
        return _returned(answer)
    return _clearance(answer) if of.key == "clearance" else WITHHELD


def _column(answer: Answer, way: str) -> list[int]:
    flow = answer.table("flow")
    return [row[flow.place(way)] for row in flow.rows]


def _sum(months: Sequence[int], whole: int) -> Told:
    """A sum of months that are told beside it."""
    return WITHHELD if WITHHELD in partition(dict(enumerate(months))).values() else told(whole)


def _returned(answer: Answer) -> Told:
    """The returns of a year. It may begin in the middle of a month: that one counts among those told beside it."""
    year = answer.value("returned_in_year")
    months = _column(answer, "returned")[-MONTHS_AVERAGED - 1 :]
    return WITHHELD if small(answer.value("held")) else _sum(months, year)


def _clearance(answer: Answer) -> float | str:
    held, returned = told(answer.value("held")), _returned(answer)
    if isinstance(held, str) or isinstance(returned, str):
        return WITHHELD
    return round(held * MONTHS_AVERAGED / returned, 1)
