"""Return rates as they are told to those who may not see persons: as on the page of a unit, and no branches.

A column of a unit is a part of the same column of the unit above it; a rate is reckoned from what is told. What others
say is public and is told as it is.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from common.small_figures import WITHHELD, Told, told, tree
from reports.catalogue import telling
from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.return_rates_tables import COUNTS, OUTCOMES, RATE
from reports.enums import Leads


def table(of: Table, answer: Answer) -> Table | None:
    """A table as it is told; None for one that is not."""
    if of.key == "units":
        return _units(of)
    if of.key == "claims":
        return _claims(of, _units(answer.table("units")))
    shown = telling.tell_table(of)
    return shown and replace(
        shown, columns=shown.columns[:2], rows=[row[:2] for row in shown.rows], foot=shown.foot[:2]
    )


def figure(of: Figure, tables: tuple[Table, ...]) -> Any:
    """A figure as it is told beside these tables."""
    if of.key in OUTCOMES:
        outcomes = next(each for each in tables if each.key == "outcomes")
        return next((row[1] for row in outcomes.rows if row[0] == of.key), WITHHELD)
    return told(of.value) if of.key in COUNTS else of.value


def _units(of: Table) -> Table:
    below, own = _tree_of(of)
    shown = {key: _column(of, key, below, own) for key in COUNTS}
    rows = []
    for number, row in enumerate(of.rows):
        if row[0] and number in shown["captured"]:
            rows.append(_row(of, row, {key: column.get(number, WITHHELD) for key, column in shown.items()}))
    foot = _row(of, of.foot, {key: told(of.foot[of.place(key)]) for key in COUNTS})
    columns = tuple(replace(column, leads_to=Leads.NONE) for column in of.columns)
    return replace(of, columns=columns, rows=rows, foot=foot)


def _tree_of(of: Table) -> tuple[dict[int | None, list[int]], list[int]]:
    """The rows directly under each row of a unit, the highest under None; and the rows that are of no unit."""
    below: dict[int | None, list[int]] = defaultdict(list)
    above: list[int] = []
    for number, (name, level, *_counts) in enumerate(of.rows):
        if name:
            del above[level - 1 :]
            below[above[-1] if above else None].append(number)
            above.append(number)
    return below, [number for number, row in enumerate(of.rows) if not row[0]]


def _column(of: Table, key: str, below: Mapping[int | None, list[int]], rest: list[int]) -> dict[int, Told]:
    """A column of the tree as it is told, by row; who stands in none of the units under one is of the unit itself."""
    values = [row[of.place(key)] for row in of.rows]
    own = {above: max(0, values[above] - sum(values[each] for each in rows)) for above, rows in below.items()
           if above is not None}  # fmt: skip
    leaves = {number: values[number] for number in range(len(values)) if number not in below}
    return tree(dict(enumerate(values)), below, leaves | own | {None: sum(values[number] for number in rest)})


def _row(of: Table, row: list[Any], shown: Mapping[str, Told]) -> list[Any]:
    part, whole = (shown[key] for key in RATE)
    rate = WITHHELD if isinstance(part, str) or isinstance(whole, str) else telling.percent(part, whole)
    given = {**shown, "rate": rate}
    return [given.get(column.key, value) for column, value in zip(of.columns, row, strict=True)]


def _claims(of: Table, units: Table) -> Table:
    """What others say, beside our rate as it is told."""
    rates = {row[0][3]: row[units.place("rate")] for row in units.rows}
    place = of.place("rate")
    return replace(of, rows=[[*row[:place], rates.get(row[0][3], WITHHELD), *row[place + 1 :]] for row in of.rows])
