"""The figures and tables of the eligible held persons. None is told to whoever may not see persons."""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from prisoners.enums import LegalCategory, ServiceBasis
from prisoners.queries.bands import Band, band_of
from reports.catalogue import flow_tables
from reports.catalogue.answer import Cell, Column, Figure, Table
from reports.enums import Leads
from reports.queries.eligible_held import ELIGIBLE, STANDINGS, Eligible
from reports.queries.flow import Flow

UNKNOWN = "unknown"


def figures(found: Eligible, moved: Flow) -> tuple[Figure, ...]:
    """Of the day, and of all months together."""
    ways = [figure for figure in flow_tables.figures(moved) if figure.key not in {"held", "clearance"}]
    return (
        Figure("held", Cell.COUNT, found.total, leads_to=Leads.PERSONS),
        Figure(ELIGIBLE, Cell.COUNT, found.standings[ELIGIBLE], leads_to=Leads.PERSONS),
        *ways,
    )


def tables(found: Eligible, moved: Flow, on: datetime.date) -> tuple[Table, ...]:
    """Where each of those held stands, the eligible by groups, and what came in and went out."""
    bands: Counter[str] = Counter()
    for day, persons in found.days.items():
        bands[band_of(day, on)] += persons
    bases = [*((each.value, found.bases[each]) for each in ServiceBasis), (UNKNOWN, found.bases[""])]
    return (
        _parts("standings", "standing", ((each, found.standings[each]) for each in STANDINGS)),
        _parts("bases", "basis", bases),
        _parts("categories", "category", ((each.value, found.categories[each]) for each in LegalCategory)),
        _parts("bands", "band", ((each.value, bands[each]) for each in Band)),
        flow_tables.by_month(moved),
    )


def _parts(key: str, name: str, counted: Iterable[tuple[Any, int]]) -> Table:
    rows = [[value, persons] for value, persons in counted]
    columns = Column(name, Cell.CHOICE), Column("persons", Cell.COUNT)
    return Table(key, columns, rows, [None, sum(row[1] for row in rows)], leads_to=Leads.PERSONS)
