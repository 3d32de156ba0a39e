"""The backlog as it is told to those who may not see persons: without small figures, and none of them computable.

What goes beyond the rules of all reports (reports/catalogue/telling.py):

- Of fewer than five held no part is told at all.
- Branches are not told, because a branch is a sum of units; regions need the sight of locations, tiers that of health.
- The longest time held is one person's and is not told; a percentile is told only where five lie beyond it.
- Returns of a year are withheld where they would give away what is not told of one of its months.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from common.small_figures import SMALL, WITHHELD, Told, partition, small, tree
from common.small_figures import told as rounded
from reports.catalogue import telling
from reports.catalogue.answer import Answer, Figure, Table
from reports.enums import Leads
from reports.queries.backlog import MONTHS_AVERAGED

#: So many must be of known age that five of them lie beyond the percentile.
ENOUGH = {"median": 2 * SMALL, "p90": 10 * SMALL}


def table(of: Table, answer: Answer) -> Table | None:
    """A table as it is told; None for one that is not."""
    if small(answer.value("held")):
        return None
    if of.key == "units":
        return _units(of)
    shown = telling.tell_table(of)
    return _all_or_none(shown) if of.key == "tiers" else shown


def figure(of: Figure, answer: Answer, tables: tuple[Table, ...]) -> Any:
    """A figure as it is told beside these tables."""
    if of.value is None:
        return None
    known = answer.value("held") - answer.value("unknown_start")
    match of.key:
        case "held":
            return rounded(of.value)
        case "median" | "p90":
            return of.value if known >= ENOUGH[of.key] else WITHHELD
        case "unknown_start":
            bands = next((each for each in tables if each.key == "bands" and each.rows), None)
            return bands.rows[-1][1] if bands else WITHHELD
        case "returned_in_year":
            return _returned(answer)
        case "clearance":
            return _clearance(answer)
        case _:
            return WITHHELD


def _all_or_none(shown: Table) -> Table:
    """A tier may equal a part of another table, such as the women, which would give a hidden one away."""
    if any(row[1] == WITHHELD for row in shown.rows):
        return replace(shown, rows=[[row[0], WITHHELD] for row in shown.rows])
    return shown


def _units(of: Table) -> Table:
    """Totals only: those of the unit itself would follow from them."""
    parts: dict[str, int] = {}
    own: dict[str | None, int] = {}
    below: dict[str | None, list[str]] = defaultdict(list)
    above: list[str] = []
    for name, level, itself, total in of.rows:
        if name is None:
            own[None] = itself
            continue
        del above[level - 1 :]
        below[above[-1] if above else None].append(name[3])
        parts[name[3]], own[name[3]] = total, itself
        above.append(name[3])
    shown = tree(parts, below, own)
    rows = [[name, level, shown[name[3]]] for name, level, *_counts in of.rows if name and name[3] in shown]
    columns = tuple(column for column in of.columns if column.key != "own")
    foot = [None, None, rounded(of.foot[-1])]
    return replace(of, columns=columns, rows=rows, foot=foot, leads_to=Leads.NONE)


def _returned(answer: Answer) -> Told:
    """The returns of a year; withheld where they would give away what is not told of one of its months."""
    flow = answer.table("flow")
    place = flow.place("returned")
    months = {row[0]: row[place] for row in flow.rows[-MONTHS_AVERAGED - 1 :]}
    if small(answer.value("held")) or WITHHELD in partition(months).values():
        return WITHHELD
    return rounded(answer.value("returned_in_year"))


def _clearance(answer: Answer) -> float | str:
    held, returned = rounded(answer.value("held")), _returned(answer)
    if isinstance(held, str) or isinstance(returned, str):
        return WITHHELD
    return round(held * MONTHS_AVERAGED / returned, 1)
