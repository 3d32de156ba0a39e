"""The figures and tables of ageing, made of the days on which those held were captured."""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from prisoners.enums import LegalCategory, Sex
from reports.catalogue import backlog_tables
from reports.catalogue.answer import Cell, Column, Figure, Table
from reports.catalogue.telling import percent
from reports.enums import Leads, Told
from reports.queries.ageing import Ageing, Days
from reports.queries.backlog import Backlog, branches_named, cohorts_named

SHARES = {"median": 0.5, "p90": 0.9, "longest": 1}
AGES = (
    Column("persons", Cell.COUNT),
    Column("dated", Cell.COUNT),
    *(Column(key, Cell.DAYS) for key in SHARES),
)


def figures(found: Ageing, on: datetime.date) -> tuple[Figure, ...]:
    """Of everybody held."""
    total, _dated, *ages = _ages(found.days, on)
    return (
        Figure("held", Cell.COUNT, total, leads_to=Leads.PERSONS),
        *(Figure(key, Cell.DAYS, age) for key, age in zip(SHARES, ages, strict=True)),
        Figure("unknown_start", Cell.COUNT, found.days[None], leads_to=Leads.PERSONS),
    )


def tables(found: Ageing, on: datetime.date) -> list[Table]:
    """Every table, that of the months first."""
    branches, cohorts = branches_named(), cohorts_named()
    named = [([*branches[key], str(key)] if key else None, days) for key, days in _largest(found.branches)]
    taken = [([*cohorts[str(key)], str(key)], days) for key, days in _largest(found.cohorts)]
    return [
        by_start(found),
        backlog_tables.by_band(Backlog(days=found.days), on),
        _groups("categories", "category", [(each.value, found.categories[each]) for each in LegalCategory], found, on),
        _groups("sexes", "sex", [(each.value, found.sexes[each]) for each in Sex], found, on),
        _groups("branches", "branch", named, found, on, told=Told.HIDDEN),
        _groups("cohorts", "cohort", taken, None, on, told=Told.EACH),
    ]


def by_start(found: Ageing) -> Table:
    """Those captured in each month, and how many of them are held still."""
    held, captured = (_by_month(days) for days in (found.days, found.captured))
    rows = [[month, captured[month], held[month], percent(held[month], captured[month])] for month in sorted(captured)]
    columns = (
        Column("month", Cell.PERIOD),
        Column("captured", Cell.COUNT, leads_to=Leads.PERSONS),
        Column("held", Cell.COUNT, leads_to=Leads.PERSONS),
        Column("share_held", Cell.PERCENT, share=("held", "captured")),
    )
    whole = [captured.total(), held.total()]
    return Table("starts", columns, rows, [None, *whole, percent(whole[1], whole[0])])


def _groups(
    key: str,
    name: str,
    groups: Iterable[tuple[Any, Days]],
    whole: Ageing | None,
    on: datetime.date,
    *,
    told: Told = Told.PARTITION,
) -> Table:
    """A group a row with its ages; the whole under them where they are its parts."""
    cell = Cell.CHOICE if told == Told.PARTITION else Cell.NAMED
    rows = [[value, *_ages(days, on)] for value, days in groups]
    foot = [None, *_ages(whole.days, on)] if whole else None
    columns = (Column(name, cell), *AGES)
    return Table(key, columns, rows, foot, told=told, leads_to=Leads.PERSONS, counted="persons")


def _ages(days: Days, on: datetime.date) -> list[int | None]:
    """The values of AGES."""
    known = {(on - day).days: persons for day, persons in days.items() if day}
    ages = [backlog_tables.percentile(known, share) for share in SHARES.values()]
    return [days.total(), sum(known.values()), *ages]


def _by_month(days: Days) -> Counter[str]:
    counted: Counter[str] = Counter()
    for day, persons in days.items():
        if day:
            counted[f"{day:%Y-%m}"] += persons
    return counted


def _largest(groups: dict[Any, Days]) -> list[tuple[Any, Days]]:
    return sorted(groups.items(), key=lambda group: (group[0] is None, -group[1].total(), str(group[0])))
