"""Figures of those held on a day and of the flow: every grouping in one scan, the tree of units rolled up from it."""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any, NamedTuple

from prisoners.enums import BROUGHT_BACK, CaptivityStatus
from prisoners.models import Cohort
from prisoners.queries.bands import months_before
from prisoners.queries.held import BEGUN, STAY, STILL, TABLES, Selection, Statement, lasting, rows, standing
from prisoners.queries.known import known_ctes
from prisoners.queries.priority import Policy, rank_sql
from units.models import Branch
from units.queries.tree import IN_FORCE, closure_sql, rollup_sql

#: The months of the flow, the one of the day included.
MONTHS_SHOWN = 24
#: The months over which returns are averaged.
MONTHS_AVERAGED = 12
#: All that is counted, read once, as little of each as the groupings need; whoever is not held has no place.
COUNTED = """
    counted AS MATERIALIZED (
        SELECT c.id, c.unit_id, c.captured_on, c.ended_on, c.status, c.legal_category, p.sex,
               CASE WHEN {lasting} THEN {rank} END AS place
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
        WHERE {where} AND ({STILL} AND {BEGUN} OR c.captured_on BETWEEN %(first)s AND %(on)s
                           OR c.ended_on BETWEEN %(first)s AND %(on)s)
    ),
    held AS (SELECT * FROM counted WHERE place IS NOT NULL)
"""
#: The day of capture gives bands and ageing; category, sex and place in the policy are told apart afterwards.
GROUPED = """
    SELECT grouping(unit_id, captured_on), unit_id, captured_on, legal_category AS code, sex, place, count(*)
    FROM held GROUP BY GROUPING SETS ((unit_id), (captured_on), (legal_category, sex, place))
    UNION ALL
    SELECT {BY_COHORT}, m.cohort_id, NULL, NULL, NULL, NULL, count(*)
    FROM held h JOIN prisoners_cohortmembership m ON m.captivity_id = h.id AND m.voided_at IS NULL
    GROUP BY m.cohort_id
"""
#: Of those not held any more: captures by day, and ends by day and way.
ENDED = """
    UNION ALL
    SELECT {BY_CAPTURE} + grouping(captured_on), NULL, coalesce(captured_on, ended_on), status, NULL, NULL, count(*)
    FROM counted WHERE place IS NULL GROUP BY GROUPING SETS ((captured_on), (ended_on, status))
"""
#: Regions are told of places, not of each of a million stays.
BY_PLACE = """
    UNION ALL
    SELECT {BY_REGION}, NULL, NULL, l.region, NULL, NULL, s.persons
    FROM (
        SELECT stay.place_id, count(*) AS persons FROM held h LEFT JOIN stay ON stay.captivity_id = h.id
        GROUP BY stay.place_id
    ) s LEFT JOIN places_place l ON l.id = s.place_id
"""
BY_UNIT, BY_DAY, BY_COHORT, BY_REGION, BY_CAPTURE, BY_END = 0b01, 0b10, 4, 5, 6, 7
TREE = f"""
    SELECT u.id::text, u.code, u.name_uk, u.name_en, u.branch_id, p.parent_id::text, coalesce(f.persons, 0)::int,
           t.persons::int
    FROM totals t JOIN units_unit u ON u.id = t.unit_id LEFT JOIN figures f ON f.unit_id = u.id
    LEFT JOIN units_placement p ON p.unit_id = u.id AND {IN_FORCE}
"""  # noqa: S608


class UnitFigure(NamedTuple):
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
    """All figures of a selection: two statements, whatever its size."""
    found = Backlog()
    captures, ends = Counter(), Counter()
    for grouping, key, day, code, sex, place, persons in rows(*_grouped(selection, policy, with_region)):
        if grouping == BY_UNIT:
            found.units[key] = persons
        elif grouping == BY_DAY:
            found.days[day] = persons
        elif grouping == BY_COHORT:
            found.cohorts[str(key)] = persons
        elif grouping == BY_REGION:
            found.regions[code or None] += persons
        elif grouping == BY_CAPTURE:
            captures[day] = persons
        elif grouping == BY_END:
            ends[day, code] = persons
        else:
            found.categories[code] += persons
            found.sexes[sex] += persons
            found.places[place] += persons
    found.tree = _tree(selection, found.units)
    _add_flow(found, found.days + captures, ends, selection.on)
    return found


def _grouped(selection: Selection, policy: Policy, with_region: bool) -> tuple[Statement, str]:
    statement = standing(selection)
    statement.params["first"] = first_shown(selection.on)
    given = {"where": statement.where, "STILL": STILL, "BEGUN": BEGUN}
    given |= {"lasting": lasting(selection, statement), "rank": rank_sql(policy, statement)}
    statement.ctes.append(COUNTED.format(**given))
    if with_region:
        statement.ctes.append(STAY.format(places=selection.places))
    select = GROUPED + ENDED + (BY_PLACE if with_region else "")
    return statement, select.format(BY_COHORT=BY_COHORT, BY_REGION=BY_REGION, BY_CAPTURE=BY_CAPTURE)


def first_shown(on: datetime.date) -> datetime.date:
    """The first day of the flow up to a day."""
    return months_before(on.replace(day=1), MONTHS_SHOWN - 1)


def _add_flow(found: Backlog, captures: Counter, ends: Counter, on: datetime.date) -> None:
    """What came in and went out, by month, of captures by day and of ends by day and status."""
    first, year_ago = first_shown(on), months_before(on, MONTHS_AVERAGED)
    months = {
        month: Month(month) for n in reversed(range(MONTHS_SHOWN)) for month in [months_before(on.replace(day=1), n)]
    }
    for day, persons in captures.items():
        if day and first <= day <= on:
            months[day.replace(day=1)].captured += persons
    for (day, status), persons in ends.items():
        if day and first <= day <= on:
            way = "returned" if status in BROUGHT_BACK else "died" if status == CaptivityStatus.DIED else "other"
            month = months[day.replace(day=1)]
            setattr(month, way, getattr(month, way) + persons)
            found.returned_in_year += persons if way == "returned" and day > year_ago else 0
    found.months = list(months.values())


def _tree(selection: Selection, units: Counter) -> list[UnitFigure]:
    """Every unit of which somebody is held, and all above it, with its subtree added up."""
    counted = {unit: persons for unit, persons in units.items() if unit}
    ctes, params = known_ctes(TABLES, selection.known_on)
    params |= {"on": selection.on, "units": list(counted), "persons": list(counted.values())}
    figures = "figures (unit_id, persons) AS (SELECT * FROM unnest(%(units)s::uuid[], %(persons)s::bigint[]))"
    totals = f"totals AS ({rollup_sql('figures', ['persons'])})"
    return [*starmap(UnitFigure, rows(Statement([*ctes, figures, closure_sql(), totals], params), TREE))]


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
