"""Who was held on a day, as SQL: the one predicate behind the backlog, the order of priority and the lists of both.

Held on a day is who was captured on it or before, or on an unknown day, and whose captivity had not ended by then.
Dates known to the month or the year count from their first day; an end of which no day is known counts as past, and
whoever was found not to have been held was never held. Merged duplicates and voided records are nobody.
"""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from accounts.models import User
from accounts.roles import Permission
from common import clock
from places.models import Place
from prisoners.enums import OPEN, CaptivityStatus
from prisoners.models import (
    Captivity,
    CohortMembership,
    Detention,
    HealthAssessment,
    Person,
    PriorityPolicy,
    PriorityRule,
)
from prisoners.queries.bands import Band, captured_in
from prisoners.queries.known import known_ctes
from prisoners.queries.sight import in_sight
from units.models import Placement, Unit
from units.queries.tree import subtree_sql

#: Every table that a statement of this floor reads.
TABLES = (
    Captivity,
    Person,
    Detention,
    Place,
    CohortMembership,
    HealthAssessment,
    PriorityPolicy,
    PriorityRule,
    Unit,
    Placement,
)
#: Rows that stand, of persons that count: `c` is the captivity, `p` its person.
STANDING = f"""
    c.voided_at IS NULL AND p.voided_at IS NULL AND p.merged_into_id IS NULL
    AND c.status <> '{CaptivityStatus.NOT_CAPTIVE}'
"""
STILL = "(c.status = ANY(%(open)s) OR c.ended_on > %(on)s)"
BEGUN = "(c.captured_on IS NULL OR c.captured_on <= %(on)s)"
#: Whoever was captured again on an unknown day was so after the captivity before had ended: never held twice on a day.
ONCE = """
    (c.captured_on IS NOT NULL OR c.person_id NOT IN (SELECT person_id FROM ended_later) OR c.id IN (
        SELECT DISTINCT ON (person_id) id FROM ended_later ORDER BY person_id, ended_on, id
    ))
"""
ENDED_LATER = f"""
    ended_later AS (
        SELECT c.person_id, c.id, c.ended_on FROM prisoners_captivity c
        WHERE c.voided_at IS NULL AND c.ended_on > %(on)s AND c.status <> '{CaptivityStatus.NOT_CAPTIVE}'
    )
"""  # noqa: S608
#: The place where each was held on the day: of several the one since the latest day.
STAY = """
    stay AS (
        SELECT DISTINCT ON (d.captivity_id) d.captivity_id, d.place_id FROM prisoners_detention d
        WHERE d.voided_at IS NULL AND {places} AND (d.since IS NULL OR d.since <= %(on)s)
              AND (d.until IS NULL OR d.until > %(on)s)
        ORDER BY d.captivity_id, d.since DESC NULLS LAST, d.id DESC
    )
"""


@dataclass(frozen=True)
class Selection:
    """Whom a question is about: whose people, on which day, as known at the end of which (None: now), which part.

    A side of None is anybody's people. `seen` and `places` are the conditions of who asks (`of_reader`, `places_of`).
    """

    side: uuid.UUID | None
    on: datetime.date
    seen: str
    places: str = "false"
    known_on: datetime.date | None = None
    unit: uuid.UUID | None = None
    branch: uuid.UUID | None = None
    category: str = ""
    sex: str = ""
    cohort: uuid.UUID | None = None


def of_reader(user: User) -> str:
    """The condition that leaves those out of whom a reader may not be told, not even as one of a number."""
    return in_sight(user, "c.person_id", Permission.PRISONERS_FIGURES)


def places_of(user: User) -> str:
    """The condition on `d`, a detention, that leaves out the places of which a reader may not know."""
    if user.sight(Permission.PRISONERS_FIGURES).restricted is None:
        return "true"
    return "(d.place_id IS NULL OR d.place_id NOT IN (SELECT id FROM public.places_place WHERE restricted))"


@dataclass
class Statement:
    """A statement in the making: CTEs in their order, parameters, and the conditions on `c` and `p`."""

    ctes: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)

    def text(self, select: str) -> str:
        """The statement that ends with this SELECT."""
        return (f"WITH RECURSIVE {', '.join(self.ctes)} " if self.ctes else "") + select

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)

    def limit(self, condition: str, **params: Any) -> None:
        """Let only those pass who meet one more condition."""
        self.conditions.append(condition)
        self.params |= params


def standing(selection: Selection, *also: type[Model]) -> Statement:
    """All captivities of a selection that ever were, for what came in and went out.

    `also` are models besides TABLES that the statement reads.
    """
    statement = recorded(selection, also)
    statement.limit(STANDING)
    return statement


def recorded(selection: Selection, also: Iterable[type[Model]] = ()) -> Statement:
    """All that is recorded of a selection, also what does not stand; `also` names more tables that a question reads."""
    ctes, params = known_ctes((*TABLES, *also), selection.known_on)
    statement = Statement(ctes, params | {"on": selection.on, "side": selection.side})
    if selection.side:
        statement.limit("p.party_id = %(side)s")
    statement.limit(selection.seen)
    if selection.unit:
        statement.ctes.append(subtree_sql())
        statement.limit("c.unit_id IN (SELECT id FROM subtree)", root=selection.unit)
    if selection.branch:
        statement.limit(
            "c.unit_id IN (SELECT id FROM units_unit WHERE branch_id = %(branch)s)", branch=selection.branch
        )
    if selection.category:
        statement.limit("c.legal_category = %(category)s", category=selection.category)
    if selection.sex:
        statement.limit("p.sex = %(sex)s", sex=selection.sex)
    if selection.cohort:
        statement.limit(
            "c.id IN (SELECT captivity_id FROM prisoners_cohortmembership"
            " WHERE cohort_id = %(cohort)s AND voided_at IS NULL)",
            cohort=selection.cohort,
        )
    return statement


def held(selection: Selection, *also: type[Model]) -> Statement:
    """The captivities of a selection that lasted on its day; `also` as in `standing`."""
    statement = standing(selection, *also)
    statement.limit(lasting(selection, statement))
    return statement


def lasting(selection: Selection, statement: Statement) -> str:
    """SQL of whether a captivity lasted on the day; adds to the statement what it reads."""
    statement.params["open"] = list(OPEN)
    if selection.on >= clock.today():
        # Nothing ends after today.
        return f"c.status = ANY(%(open)s) AND {BEGUN}"
    # Only of a day gone by somebody may seem to be held twice.
    statement.ctes.append(ENDED_LATER)
    return f"{STILL} AND {BEGUN} AND {ONCE}"


def within_band(statement: Statement, band: Band, on: datetime.date) -> None:
    """Let only those of a band of time held pass."""
    if band == Band.UNKNOWN:
        return statement.limit("c.captured_on IS NULL")
    after, until = captured_in(band, on)
    if after:
        statement.limit("c.captured_on > %(band_after)s", band_after=after)
    if until:
        statement.limit("c.captured_on <= %(band_until)s", band_until=until)
    return None


@contextmanager
def generous() -> Iterator[CursorWrapper]:
    """A cursor for statements over the whole register.

    They sort and hash in memory, are not compiled first, and read indexes made for them from end to end, which the
    planner takes for slow because it thinks of a spinning disk.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1")
        yield cursor


def rows(statement: Statement, select: str) -> list[tuple]:
    """What a statement answers."""
    with generous() as cursor:
        cursor.execute(statement.text(select), statement.params)
        return cursor.fetchall()
