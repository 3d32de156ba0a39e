"""The part of the composition that our own manifests tell: those named who came home, along each axis."""

from typing import Any

from accounts.models import User
from exchanges.enums import Direction
from prisoners.queries.held import Statement
from reports.catalogue.answer import Cell, Column, Table
from reports.catalogue.telling import percent
from reports.enums import Leads, Told
from reports.queries import composed
from reports.queries.composed import Came, OwnAxis
from reports.queries.transfers import Period

PREFIX = "own_"
UNKNOWN = "unknown"
#: Axes whose values are not codes of the program: records by their names, or words as they were written.
NAMED = {OwnAxis.BRANCH, OwnAxis.COHORT, OwnAxis.RANK}
COUNTS = (
    Column("to_us", Cell.COUNT, leads_to=Leads.PERSONS),
    Column("share_us", Cell.PERCENT),
    Column("to_them", Cell.COUNT, leads_to=Leads.PERSONS),
    Column("share_them", Cell.PERCENT),
)
WAYS = {"to_us": Direction.TO_US, "to_them": Direction.TO_THEM}
Counted = dict[OwnAxis, list[tuple[Any, Came]]]


def counted(user: User, period: Period, axis: str) -> Counted:
    """By axis what our own record holds, each value with its names; of one axis, or of all for a blank one."""
    axes = [each for each in OwnAxis if axis in ("", each)]
    found: Counted = {}
    for each, rows in composed.composed(user, period, axes).items():
        names = composed.names_of(each) if rows else {}
        found[each] = [(_value(each, came.value, names), came) for came in rows]
    return found


def tables(found: Counted, told: Told) -> list[Table]:
    """A table for each axis along which anybody is known."""
    return [_table(axis, rows, told) for axis, rows in found.items() if rows]


def behind(reader: User, period: Period, table: Table, row: int, column: str) -> Statement:
    """Those whom a count of one of these tables counts. Raises LookupError for another column."""
    axis, shown = OwnAxis(table.key.removeprefix(PREFIX)), table.rows[row][0]
    value = "" if shown in (None, UNKNOWN) and axis != OwnAxis.DURATION and axis != OwnAxis.SEX else shown
    if isinstance(value, list):
        value = value[-1]
    return composed.behind(reader, period, axis, value, WAYS[column])


def _table(axis: OwnAxis, rows: list[tuple[Any, Came]], told: Told) -> Table:
    us, them = sum(came.to_us for _value, came in rows), sum(came.to_them for _value, came in rows)
    overlap = axis == OwnAxis.COHORT
    shown = [
        [value, came.to_us, percent(came.to_us, us), came.to_them, percent(came.to_them, them)] for value, came in rows
    ]
    if overlap:
        # Whoever is of two cohorts counts in both: there is no whole to be a share of.
        shown = [[value, to_us, None, to_them, None] for value, to_us, _us, to_them, _them in shown]
    if overlap and told == Told.PARTITION:
        told = Told.EACH
    foot = None if overlap else [None, us, None, them, None]
    first = Column(axis.value, Cell.NAMED if axis in NAMED else Cell.CHOICE)
    return Table(f"{PREFIX}{axis}", (first, *COUNTS), shown, foot, told=told)


def _value(axis: OwnAxis, value: str, names: dict[str, list[str]]) -> Any:
    if axis == OwnAxis.RANK:
        return [value] * 3 if value else None
    if axis in NAMED:
        return names.get(value)
    return value or UNKNOWN
