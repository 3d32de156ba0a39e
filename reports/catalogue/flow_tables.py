"""The figures and the table of the flow, made of what was counted."""

from collections.abc import Iterable

from common.small_figures import Told as Said
from common.small_figures import in_words as small_in_words
from reports.catalogue.answer import Cell, Column, Figure, Table
from reports.enums import Leads, Told
from reports.queries.flow import WAYS, Flow, Month

COLUMNS = (
    Column("month", Cell.PERIOD),
    *(Column(way, Cell.COUNT, leads_to=Leads.PERSONS) for way in WAYS),
    Column("held", Cell.COUNT, leads_to=Leads.PERSONS),
    Column("change", Cell.DIFFERENCE),
    Column("clearance", Cell.DECIMAL),
)


def figures(found: Flow) -> tuple[Figure, ...]:
    """Of all months together, and of the day."""
    last = found.months[-1]
    return (
        Figure("held", Cell.COUNT, last.held, leads_to=Leads.PERSONS),
        Figure("clearance", Cell.DECIMAL, last.clearance),
        *(Figure(way, Cell.COUNT, total(found.months, way), leads_to=Leads.PERSONS) for way in WAYS),
        Figure("change", Cell.DIFFERENCE, last.held - found.before),
        Figure("returned_in_year", Cell.COUNT, last.returned_in_year),
        Figure("undated_captures", Cell.COUNT, found.undated_captures, leads_to=Leads.PERSONS),
        Figure("undated_ends", Cell.COUNT, found.undated_ends, leads_to=Leads.PERSONS),
    )


def by_month(found: Flow) -> Table:
    """What came in and went out, and how many were held at the end."""
    before = [found.before, *(month.held for month in found.months)]
    rows = [
        [f"{month.first:%Y-%m}", *(getattr(month, way) for way in WAYS), month.held, month.held - held, month.clearance]
        for month, held in zip(found.months, before, strict=False)
    ]
    foot = [None, *(total(found.months, way) for way in WAYS), None, before[-1] - found.before, None]
    return Table("flow", COLUMNS, rows, foot, told=Told.EACH)


def total(months: Iterable[Month], way: str) -> int:
    """Of all months together."""
    return sum(getattr(month, way) for month in months)


def in_words(told: Said) -> str:
    """A figure for a sentence."""
    return small_in_words(told)
