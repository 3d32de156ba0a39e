"""Figures of those held on a day: every grouping in one scan, the tree of units rolled up from it, the flow."""

import datetime
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prisoners.enums import BROUGHT_BACK, CaptivityStatus
from prisoners.models import Cohort
from prisoners.queries.bands import months_before
from prisoners.queries.held import STAY, TABLES, Selection, Statement, held, rows, standing
from prisoners.queries.known import known_ctes
from prisoners.queries.priority import Policy, rank_sql
from units.models import Branch
from units.queries.tree import IN_FORCE, closure_sql, rollup_sql

#: The months of the flow, the one of the day included.
MONTHS_SHOWN = 24
#: The months over which returns are averaged.
MONTHS_AVERAGED = 12
#: One scan for all: the day of capture gives bands and ageing; category, sex and tier are told apart afterwards.
GROUPED = """
    SELECT grouping(unit_id, captured_on, region), unit_id, captured_on, region, legal_category, sex, place, cohorts,
           count(*)
    FROM (
        SELECT c.unit_id, c.captured_on, c.legal_category, p.sex, {region} AS region, {rank} AS place, k.cohorts
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
        LEFT JOIN cohorts k ON k.captivity_id = c.id {join}
        WHERE {where}
    ) held
    GROUP BY GROUPING SETS ((unit_id), (captured_on), (region), (legal_category, sex, place, cohorts))
"""
BY_UNIT, BY_DAY, BY_REGION, BY_REST = 0b011, 0b101, 0b110, 0b111
#: The cohorts of each as one value, so that a person of two of them is one row of the scan.
COHORTS = """
    cohorts AS (
        SELECT captivity_id, array_agg(cohort_id ORDER BY cohort_id)::text[] AS cohorts
        FROM prisoners_cohortmembership WHERE voided_at IS NULL GROUP BY captivity_id
    )
"""
FLOW = """
    SELECT CASE WHEN c.captured_on BETWEEN %(first)s AND %(on)s THEN date_trunc('month', c.captured_on)::date END,
           CASE WHEN c.ended_on BETWEEN %(first)s AND %(on)s THEN date_trunc('month', c.ended_on)::date END,
           c.status, coalesce(c.ended_on > %(year_ago)s AND c.ended_on <= %(on)s, false), count(*)
    FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    WHERE {where} AND (c.captured_on BETWEEN %(first)s AND %(on)s OR c.ended_on BETWEEN %(first)s AND %(on)s)
    GROUP BY 1, 2, 3, 4
"""
TREE = f"""
    SELECT u.id, u.code, u.name_uk, u.name_en, u.branch_id, p.parent_id, coalesce(f.persons, 0), t.persons
    FROM totals t JOIN units_unit u ON u.id = t.unit_id LEFT JOIN figures f ON f.unit_id = u.id
    LEFT JOIN units_placement p ON p.unit_id = u.id AND {IN_FORCE}
"""  # noqa: S608


@dataclass(frozen=True)
class UnitFigure:
    """A unit with those held of it: by itself, and with everything under it."""

    id: str
    code: str
    name_uk: str
    name_en: str
    branch: uuid.UUID | None
    parent: str | None
    own: int
    total: int


@dataclass
class Month:
    """What came in and went out in a month, by its first day."""

    first: datetime.date
    captured: int = 0
    returned: int = 0
    died: int = 0
    other: int = 0


@dataclass
class Backlog:
    """Persons held on a day, counted. Each counter adds up to the total, but that of cohorts."""

    units: Counter = field(default_factory=Counter)
    days: Counter = field(default_factory=Counter)
    regions: Counter = field(default_factory=Counter)
    categories: Counter = field(default_factory=Counter)
    sexes: Counter = field(default_factory=Counter)
    places: Counter = field(default_factory=Counter)
    cohorts: Counter = field(default_factory=Counter)
    tree: list[UnitFigure] = field(default_factory=list)
    months: list[Month] = field(default_factory=list)
    #: Brought back in the last twelve months.
    returned_in_year: int = 0

    @property
    def total(self) -> int:
        return self.days.total()


def backlog(selection: Selection, policy: Policy, *, with_region: bool = True) -> Backlog:
    """All figures of a selection: three statements, whatever its size."""
    found = Backlog()
    for grouping, unit, day, region, *rest, persons in rows(*_grouped(selection, policy, with_region)):
        if grouping == BY_UNIT:
            found.units[unit] = persons
        elif grouping == BY_DAY:
            found.days[day] = persons
        elif grouping == BY_REGION:
            found.regions[region or None] += persons
        else:
            _add_rest(found, *rest, persons)
    found.tree = list(_tree(selection, found.units))
    found.months, found.returned_in_year = _flow(selection)
    return found


def _grouped(selection: Selection, policy: Policy, with_region: bool) -> tuple[Statement, str]:
    statement = held(selection)
    statement.ctes.append(COHORTS)
    join, region = "", "NULL::text"
    if with_region:
        statement.ctes.append(STAY)
        join, region = "LEFT JOIN stay ON stay.captivity_id = c.id", "stay.region"
    rank = rank_sql(policy, statement)
    return statement, GROUPED.format(rank=rank, region=region, join=join, where=statement.where)


def _add_rest(found: Backlog, category: str, sex: str, place: int, cohorts: list[str] | None, persons: int) -> None:
    found.categories[category] += persons
    found.sexes[sex] += persons
    found.places[place] += persons
    for cohort in cohorts or ():
        found.cohorts[cohort] += persons


def _flow(selection: Selection) -> tuple[list[Month], int]:
    first_of_last = selection.on.replace(day=1)
    months = {first: Month(first) for n in reversed(range(MONTHS_SHOWN)) for first in [months_before(first_of_last, n)]}
    statement = standing(selection)
    statement.params |= {"first": min(months), "year_ago": months_before(selection.on, MONTHS_AVERAGED)}
    returned_in_year = 0
    for began, ended, status, in_year, persons in rows(statement, FLOW.format(where=statement.where)):
        if began:
            months[began].captured += persons
        if ended:
            out = "returned" if status in BROUGHT_BACK else "died" if status == CaptivityStatus.DIED else "other"
            setattr(months[ended], out, getattr(months[ended], out) + persons)
        if in_year and status in BROUGHT_BACK:
            returned_in_year += persons
    return list(months.values()), returned_in_year


def _tree(selection: Selection, units: Counter) -> Iterator[UnitFigure]:
    """Every unit of which somebody is held, and all above it, with its subtree added up."""
    counted = {unit: persons for unit, persons in units.items() if unit}
    ctes, params = known_ctes(TABLES, selection.known_on)
    params |= {"on": selection.on, "units": list(counted), "persons": list(counted.values())}
    figures = "figures (unit_id, persons) AS (SELECT * FROM unnest(%(units)s::uuid[], %(persons)s::bigint[]))"
    totals = f"totals AS ({rollup_sql('figures', ['persons'])})"
    found = rows(Statement([*ctes, figures, closure_sql(), totals], params), TREE)
    for unit, code, name_uk, name_en, branch, parent, own, total in found:
        yield UnitFigure(str(unit), code, name_uk, name_en, branch, str(parent) if parent else None, own, int(total))


def branches_named() -> dict[uuid.UUID, list[str]]:
    """Branches by key: their code and names."""
    return {each.pk: [each.code, each.name_uk, each.name_en] for each in Branch.objects.all()}


def cohorts_named() -> dict[str, list[str]]:
    """Cohorts by key: their code and names."""
    return {str(each.pk): [each.code, each.name_uk, each.name_en] for each in Cohort.objects.all()}


def counted_by_branch(found: Backlog) -> Counter[Any]:
    """Persons by the branch of their unit; None for those of whom no unit or no branch is known."""
    branch_of = {each.id: each.branch for each in found.tree}
    counted: Counter[Any] = Counter()
    for unit, persons in found.units.items():
        counted[branch_of.get(str(unit))] += persons
    return counted
