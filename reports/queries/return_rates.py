"""How many of each unit and branch were captured and brought back: what the page of a unit tells, for all at once."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prisoners.queries.captured import (
    IS_COUNTED,
    LATEST,
    NO_UNIT,
    REPEATED,
    STATE,
    STATES,
    UnitFigures,
    figures_by_root,
    on_day,
)
from prisoners.queries.held import TABLES, Selection, Statement, generous, recorded, rows
from prisoners.queries.known import known_ctes
from units.queries.tree import IN_FORCE

#: Roots besides the units: everybody, those of each branch, and those of whom no unit or no branch is known.
WHOLE, NO_BRANCH = "whole", "no_branch"
NOBODY = UnitFigures(None)
UNITS = f"""
    SELECT u.id, u.code, u.name_uk, u.name_en, u.branch_id, p.parent_id, u.voided_at IS NULL
    FROM units_unit u LEFT JOIN units_placement p ON p.unit_id = u.id AND {IN_FORCE}
"""  # noqa: S608
#: Of whoever has several captivities one is shown: the one that says where they are, of all or of those in that state.
ONE_EACH = f"""
    (c.person_id <> ALL(ARRAY({REPEATED})) AND {{in_state}} OR c.id IN (
        SELECT id FROM (
            SELECT DISTINCT ON (who) * FROM (
                SELECT c.id, c.captured_on, COALESCE(p.merged_into_id, p.id) AS who, {{state}} AS state
                FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
                WHERE c.person_id = ANY(ARRAY({REPEATED})) AND {{where}} AND {{ever}}
            ) several ORDER BY who, {LATEST}
        ) latest WHERE state = ANY(%(states)s)
    ))
"""  # noqa: S608
#: Of which states of one captivity a figure is made; the first three hold whoever ever was in one.
IN_STATE = {"persons": (0, 1, 2, 3, 4), "captured": (1, 2, 3, 4), "brought_back": (2,)} | {
    name: (state,) for name, state in STATES.items()
}
EVER = ("persons", "captured", "brought_back")


@dataclass(frozen=True)
class Unit:
    """A unit as it stood on the day."""

    id: uuid.UUID
    code: str
    name_uk: str
    name_en: str
    branch: uuid.UUID | None
    parent: uuid.UUID | None
    stands: bool


@dataclass
class Rates:
    """Figures by unit (with all under it), by branch (None: not known), of everybody, and of those of no known unit."""

    units: dict[uuid.UUID, Unit]
    by_unit: dict[uuid.UUID, UnitFigures] = field(default_factory=dict)
    by_branch: dict[uuid.UUID | None, UnitFigures] = field(default_factory=dict)
    whole: UnitFigures = NOBODY
    of_no_unit: UnitFigures = NOBODY


def return_rates(selection: Selection) -> Rates:
    """The figures of a selection on its day: three statements, whatever its size."""
    units = _units(selection)
    with generous() as cursor:
        figures = figures_by_root(cursor, _pairs(units), selection.on, recorded(selection), with_person=True)
    found = Rates(units)
    for root, counted in figures.items():
        if root == WHOLE:
            found.whole = counted
        elif root == NO_UNIT:
            found.of_no_unit = counted
        elif root in units:
            found.by_unit[root] = counted
        else:
            found.by_branch[None if root == NO_BRANCH else root] = counted
    return found


def _units(selection: Selection) -> dict[uuid.UUID, Unit]:
    """Every unit as it stood on the day, as far as was known then."""
    ctes, params = known_ctes(TABLES, selection.known_on)
    return {row[0]: Unit(*row) for row in rows(Statement(ctes, params | {"on": selection.on}), UNITS)}


def _pairs(units: dict[uuid.UUID, Unit]) -> Iterator[tuple[Any, uuid.UUID]]:
    """Each root with the units that are added up under it."""
    yield from ((root, NO_UNIT) for root in (WHOLE, NO_UNIT, NO_BRANCH))
    for unit in units.values():
        yield WHOLE, unit.id
        yield unit.branch or NO_BRANCH, unit.id
        above: Unit | None = unit
        while above:
            if above.stands:
                yield above.id, unit.id
            above = units.get(above.parent) if above.parent else None


def persons_counted(selection: Selection, name: str, root: Any = WHOLE) -> Statement:
    """Whom a figure counts, one captivity of each: `name` is a count of UnitFigures, `root` what it was added up by."""
    statement = recorded(selection)
    statement.limit(IS_COUNTED, **on_day(selection.on))
    if root != WHOLE:
        units = [unit for each, unit in _pairs(_units(selection)) if each == root]
        unknown = " OR c.unit_id IS NULL" if NO_UNIT in units else ""
        statement.limit(f"(c.unit_id = ANY(%(of_units)s::uuid[]){unknown})", of_units=[str(unit) for unit in units])
    state = f"({STATE.format(later='COALESCE(c.ended_on > %(on)s, false)')})"
    in_state = f"{state} = ANY(%(states)s)"
    ever = in_state if name in EVER else "true"
    only = ONE_EACH.format(where=statement.where, state=state, in_state=in_state, ever=ever)
    statement.limit(only, states=list(IN_STATE[name]))
    return statement
