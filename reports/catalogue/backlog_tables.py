"""The figures and tables of the backlog, made of its counts."""

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from prisoners.enums import LegalCategory, Sex
from prisoners.queries.bands import Band, band_of
from prisoners.queries.priority import Policy
from reports.catalogue.answer import Cell, Column, Figure, Table
from reports.enums import Leads, Told
from reports.queries.backlog import (
    MONTHS_AVERAGED,
    Backlog,
    UnitFigure,
    branches_named,
    cohorts_named,
    counted_by_branch,
)

PERSONS = Column("persons", Cell.COUNT)
FLOW = ("captured", "returned", "died", "other")


def figures(found: Backlog, on: datetime.date) -> tuple[Figure, ...]:
    """Held, ageing, clearance."""
    ages = {(on - day).days: persons for day, persons in found.days.items() if day}
    returned = found.returned_in_year
    clearance = round(found.total * MONTHS_AVERAGED / returned, 1) if returned else None
    return (
        Figure("held", Cell.COUNT, found.total, leads_to=Leads.PERSONS),
        Figure("median", Cell.DAYS, percentile(ages, 0.5)),
        Figure("p90", Cell.DAYS, percentile(ages, 0.9)),
        Figure("longest", Cell.DAYS, max(ages, default=None)),
        Figure("unknown_start", Cell.COUNT, found.days[None], leads_to=Leads.PERSONS),
        Figure("returned_in_year", Cell.COUNT, returned),
        Figure("clearance", Cell.DECIMAL, clearance),
    )


def percentile(counted: Mapping[int, int], share: float) -> int | None:
    """The least value that at least this share does not exceed; None of nobody."""
    needed, passed = math.ceil(sum(counted.values()) * share), 0
    for value in sorted(counted):
        passed += counted[value]
        if passed >= needed:
            return value
    return None


def by_band(found: Backlog, on: datetime.date) -> Table:
    counted: Counter[str] = Counter()
    for day, persons in found.days.items():
        counted[band_of(day, on)] += persons
    return _parts("bands", Column("band", Cell.CHOICE), [(band.value, counted[band]) for band in Band])


def by_category(found: Backlog) -> Table:
    rows = [(each.value, found.categories[each]) for each in LegalCategory]
    return _parts("categories", Column("category", Cell.CHOICE), rows)


def by_sex(found: Backlog) -> Table:
    return _parts("sexes", Column("sex", Cell.CHOICE), [(each.value, found.sexes[each]) for each in Sex])


def by_branch(found: Backlog) -> Table:
    named = branches_named()
    counted = sorted(counted_by_branch(found).items(), key=_largest)
    rows = [([*named[key], str(key)] if key else None, persons) for key, persons in counted]
    return replace(_parts("branches", Column("branch", Cell.NAMED), rows), told=Told.HIDDEN)


def by_region(found: Backlog) -> Table:
    rows = [([key, key, key] if key else None, persons) for key, persons in sorted(found.regions.items(), key=_largest)]
    return _parts("regions", Column("region", Cell.NAMED), rows)


def by_tier(found: Backlog, policy: Policy) -> Table:
    counted: Counter[int | None] = Counter()
    for place, persons in found.places.items():
        counted[policy.tier_of(place)] += persons
    rows = []
    for tier in policy.tiers:
        labels = [(rule.label_uk, rule.label_en) for rule in policy.rules if rule.tier == tier]
        uk, en = (" / ".join(words) for words in zip(*labels, strict=True))
        rows.append(([str(tier), f"{tier}. {uk}", f"{tier}. {en}"], counted[tier]))
    return _parts("tiers", Column("tier", Cell.NAMED), [*rows, (None, counted[None])])


def by_cohort(found: Backlog) -> Table:
    """A person may be in several: no sum stands under it."""
    named = cohorts_named()
    rows = [[[*named[key], key], persons] for key, persons in sorted(found.cohorts.items(), key=_largest)]
    columns = Column("cohort", Cell.NAMED), PERSONS
    return Table("cohorts", columns, rows, told=Told.EACH, leads_to=Leads.PERSONS)


def by_unit(found: Backlog) -> Table:
    """Each unit under the one above it, with its own and with all that stand under it; last those of no known unit."""
    rows: list[list[Any]] = []
    below = children(found.tree)

    def add(unit: UnitFigure, level: int) -> None:
        rows.append(
            [
                [unit.code or unit.name_uk, unit_name(unit, "uk"), unit_name(unit, "en"), unit.id],
                level,
                unit.own,
                unit.total,
            ]
        )
        for child in below.get(unit.id, ()):
            add(child, level + 1)

    for top in below.get(None, ()):
        add(top, 1)
    if unknown := found.units[None]:
        rows.append([None, None, unknown, unknown])
    columns = (
        Column("unit", Cell.NAMED),
        Column("level", Cell.ORDINAL),
        Column("own", Cell.COUNT),
        Column("with_those_under", Cell.COUNT),
    )
    foot = [None, None, found.total, found.total]
    return Table("units", columns, rows, foot, told=Told.TREE, leads_to=Leads.PERSONS)


def children(tree: Iterable[UnitFigure]) -> dict[str | None, list[UnitFigure]]:
    """The units directly under each, the one with most held first; under None those that have none above."""
    known = {unit.id: unit for unit in tree}
    below: dict[str | None, list[UnitFigure]] = {}
    for unit in sorted(known.values(), key=lambda unit: (-unit.total, unit.code, unit.name_uk)):
        below.setdefault(unit.parent if unit.parent in known else None, []).append(unit)
    return below


def unit_name(unit: UnitFigure, language: str) -> str:
    name = unit.name_en if language == "en" and unit.name_en else unit.name_uk
    return name if not unit.code or unit.code in name else f"{name} ({unit.code})"


def by_month(found: Backlog) -> Table:
    rows = [[f"{month.first:%Y-%m}", *(getattr(month, name) for name in FLOW)] for month in found.months]
    foot = [None, *(sum(getattr(month, name) for month in found.months) for name in FLOW)]
    columns = (Column("month", Cell.PERIOD), *(Column(name, Cell.COUNT) for name in FLOW))
    return Table("flow", columns, rows, foot, told=Told.EACH)


def _parts(key: str, column: Column, counted: Iterable[tuple[Any, int]]) -> Table:
    """A table of parts that add up to those held."""
    rows = [[value, persons] for value, persons in counted]
    foot = [None, sum(row[1] for row in rows)]
    return Table(key, (column, PERSONS), rows, foot, told=Told.PARTITION, leads_to=Leads.PERSONS)


def _largest(counted: tuple[Any, int]) -> tuple[int, str]:
    return -counted[1], str(counted[0])
