"""The figures and tables of the return rates, made of what was counted."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exchanges.models import Claim
from prisoners.queries.captured import UnitFigures
from reports.catalogue.answer import Cell, Column, Figure, Table
from reports.catalogue.telling import percent
from reports.enums import Leads, Told
from reports.queries.return_rates import Rates, Unit

RATE = ("brought_back", "captured")
COUNTS = ("captured", "brought_back", "held", "dead", "elsewhere", "missing")
#: The states of those captured: they add up to them.
OUTCOMES = ("home", "held", "dead", "elsewhere")
COUNTED = (
    Column("captured", Cell.COUNT, leads_to=Leads.PERSONS),
    Column("brought_back", Cell.COUNT, leads_to=Leads.PERSONS),
    Column("rate", Cell.PERCENT, share=RATE),
    *(Column(name, Cell.COUNT, leads_to=Leads.PERSONS) for name in COUNTS[2:]),
)


def figures(whole: UnitFigures) -> tuple[Figure, ...]:
    """The whole of the side."""
    counts = {name: Figure(name, Cell.COUNT, getattr(whole, name), told=Told.EACH, leads_to=Leads.PERSONS)
              for name in COUNTS}  # fmt: skip
    rate = Figure("rate", Cell.PERCENT, percent(whole.brought_back, whole.captured), told=Told.EACH, share=RATE)
    return rate, *counts.values()


def by_unit(found: Rates, claims: Sequence[Claim], levels: int) -> Table:
    """Each unit under the one above it, so far down, that with most captured first; last those of no known unit."""
    said = {claim.unit_id: float(claim.percent) for claim in reversed(claims)}
    rows = [
        [_named(unit), level, *_counted(found.by_unit[unit.id]), said.get(unit.id)]
        for unit, level in _in_order(found)
        if level <= levels
    ]
    if found.of_no_unit.persons:
        rows.append([None, None, *_counted(found.of_no_unit), None])
    columns = (
        Column("unit", Cell.NAMED),
        Column("level", Cell.ORDINAL),
        *COUNTED,
        Column("claimed", Cell.PERCENT),
    )
    return Table("units", columns, rows, [None, None, *_counted(found.whole), None], told=Told.TREE)


def by_branch(found: Rates, named: Mapping[uuid.UUID, list[str]]) -> Table:
    """Each branch of service; a person captured in units of two branches is one of both."""
    branches = sorted(found.by_branch.items(), key=lambda each: (each[0] is None, -each[1].captured, str(each[0])))
    rows = [[[*named[key], str(key)] if key else None, *_counted(counted)] for key, counted in branches]
    return Table("branches", (Column("branch", Cell.NAMED), *COUNTED), rows, [None, *_counted(found.whole)])


def by_outcome(whole: UnitFigures) -> Table:
    """Where those ever captured are on the day."""
    rows = [[name, getattr(whole, name), percent(getattr(whole, name), whole.captured)] for name in OUTCOMES]
    columns = (Column("outcome", Cell.CHOICE), Column("persons", Cell.COUNT), Column("of_captured", Cell.PERCENT))
    foot = [None, whole.captured, percent(whole.captured, whole.captured)]
    return Table("outcomes", columns, rows, foot, told=Told.PARTITION, leads_to=Leads.PERSONS)


def claimed(found: Rates, claims: Sequence[Claim]) -> Table:
    """What others say, beside our own rate."""
    rows = [
        [
            _named(found.units[claim.unit_id]),
            claim.qualifier,
            float(claim.percent),
            _rate(found.by_unit.get(claim.unit_id)),
            _party(claim),
            claim.as_of and claim.as_of.isoformat(),
            claim.source.title,
        ]
        for claim in claims
    ]
    columns = (
        Column("unit", Cell.NAMED),
        Column("qualifier", Cell.CHOICE),
        Column("claimed", Cell.PERCENT),
        Column("rate", Cell.PERCENT),
        Column("claimed_by", Cell.PARTY),
        Column("as_of", Cell.DATE),
        Column("source", Cell.TEXT),
    )
    return Table("claims", columns, rows, told=Told.EACH)


def _in_order(found: Rates) -> Iterator[tuple[Unit, int]]:
    below: dict[uuid.UUID | None, list[Unit]] = {}
    counted = [found.units[key] for key in found.by_unit]
    for unit in sorted(counted, key=lambda unit: (-found.by_unit[unit.id].captured, unit.code, unit.name_uk)):
        below.setdefault(unit.parent if unit.parent in found.by_unit else None, []).append(unit)

    def walk(above: uuid.UUID | None, level: int) -> Iterator[tuple[Unit, int]]:
        for unit in below.get(above, ()):
            yield unit, level
            yield from walk(unit.id, level + 1)

    yield from walk(None, 1)


def _counted(figures: UnitFigures) -> list[Any]:
    """The values of COUNTED."""
    captured, back, *others = (getattr(figures, name) for name in COUNTS)
    return [captured, back, percent(back, captured), *others]


def _rate(figures: UnitFigures | None) -> float | None:
    return figures and percent(figures.brought_back, figures.captured)


def _named(unit: Unit) -> list[str]:
    names = (name if not unit.code or unit.code in name else f"{name} ({unit.code})"
             for name in (unit.name_uk, unit.name_en or unit.name_uk))  # fmt: skip
    return [unit.code or unit.name_uk, *names, str(unit.id)]


def _party(claim: Claim) -> list[str] | None:
    party = claim.claimed_by
    return [party.code, party.name_uk, party.name_en] if party else None
