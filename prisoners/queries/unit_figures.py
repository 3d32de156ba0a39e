"""How many of a unit were captured, how many were brought back, where the others are.

Captivities are counted by unit first and rolled up the tree; then those persons who have more than one captivity in the
same subtree are put right, so that nobody is counted twice. The tree is that of the day, and a person belongs to the
unit that the captivity names.
"""

import datetime
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from common import clock
from prisoners.enums import BROUGHT_BACK, OPEN, CaptivityStatus
from prisoners.queries.sight import in_sight
from units.models import Unit
from units.queries.tree import subtrees

COUNTS = ("persons", "captured", "brought_back", "held", "missing", "home", "dead", "elsewhere")


@dataclass(frozen=True)
class UnitFigures:
    """Persons of a unit with all under it, on a day.

    `captured`: ever captured; `brought_back`: of them, ever returned or released. The whole of the day, `persons`,
    falls into `held`, `missing` (and not known to be held), `home` (returned or released), `dead` and `elsewhere`
    (paroled, escaped, interned in a neutral country, stayed). `since`: the earliest known capture of those held.
    `unit` is None for those of the unit itself, in none under it.
    """

    unit: uuid.UUID | None
    persons: int = 0
    captured: int = 0
    brought_back: int = 0
    held: int = 0
    missing: int = 0
    home: int = 0
    dead: int = 0
    elsewhere: int = 0
    since: datetime.date | None = None


@dataclass(frozen=True)
class Breakdown:
    """The figures of a unit: the whole, those of the unit itself, and those of each unit directly under it."""

    whole: UnitFigures
    own: UnitFigures
    below: dict[uuid.UUID, UnitFigures]


def unit_figures(unit: Unit, on: datetime.date, user: User) -> Breakdown:
    """The figures of a unit as they truly were on a day, as far as is known now, of those of whom a user may be told.

    Three statements.

    A capture without a date counts from the day on which it was recorded; one that was found to be none counts nowhere.
    """
    given, later = _given(unit, on), ("c.ended_on > %(on)s", ", ended_later")
    if on >= clock.today():
        # Nothing ends after today: the groups come in the order of the index, and nothing is sorted or hashed.
        later = ("false", "")
    seen = in_sight(user, "c.person_id", Permission.PRISONERS_FIGURES)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT.format(seen=seen, later=later[0], by_later=later[1]), given)
        found = {row[0]: UnitFigures(*row) for row in cursor.fetchall()}
        whole = found.get(unit.pk, UnitFigures(unit.pk))
        cursor.execute(_PUT_RIGHT.format(seen=seen), given)
        for key, *counts in cursor.fetchall():
            found[key] = _corrected(found[key], counts)
    whole, own = (found.pop(key, UnitFigures(key)) for key in (unit.pk, None))
    return Breakdown(whole, own, found)


def _given(unit: Unit, on: datetime.date) -> dict[str, Any]:
    """What the statements are given; the subtrees as arrays, so that the planner knows how large they are."""
    pairs = [*subtrees(unit, on), (None, unit.pk)]
    after = datetime.datetime.combine(on + datetime.timedelta(1), datetime.time())
    return {
        "roots": [root and str(root) for root, _unit in pairs],
        "units": [str(each) for _root, each in pairs],
        "subtree": [str(each) for root, each in pairs if root == unit.pk],
        "on": on,
        "recorded_before": timezone.make_aware(after),
        "missing": CaptivityStatus.MISSING,
        "open": list(OPEN),
        "brought_back": sorted(BROUGHT_BACK),
        "died": CaptivityStatus.DIED,
        "none": CaptivityStatus.NOT_CAPTIVE,
    }


def _corrected(figures: UnitFigures, counts: list[int]) -> UnitFigures:
    return replace(figures, **{name: getattr(figures, name) + more for name, more in zip(COUNTS, counts, strict=True)})


#: The state on the day: 0 missing, 1 held, 2 home, 3 dead, 4 elsewhere. Who came home later was held on that day.
_STATE = """
    CASE WHEN c.status = %(missing)s THEN 0
         WHEN c.ended_later OR c.status = ANY(%(open)s) THEN 1
         WHEN c.status = ANY(%(brought_back)s) THEN 2
         WHEN c.status = %(died)s THEN 3
         ELSE 4 END
"""
_COUNTED = """
    c.unit_id = ANY(%(subtree)s::uuid[]) AND {seen} AND c.voided_at IS NULL AND c.status <> %(none)s
    AND (c.captured_on <= %(on)s OR c.captured_on IS NULL AND c.recorded_at < %(recorded_before)s)
"""
_STATES = {"held": 1, "missing": 0, "home": 2, "dead": 3, "elsewhere": 4}
_ROWS = "rows AS (SELECT * FROM unnest(%(roots)s::uuid[], %(units)s::uuid[]) AS rows (root_id, unit_id))"
_BY_STATE = ", ".join(f"sum(number) FILTER (WHERE state = {state}) AS {name}" for name, state in _STATES.items())
_SUMS = ", ".join(f"COALESCE(sum({name}), 0)::int" for name in COUNTS)

#: Captivities counted by unit, then rolled up. The state is told of groups, not of each of a million rows.
_COUNT = f"""
    WITH {_ROWS},
    grouped AS (
        SELECT c.unit_id, c.status, {{later}} AS ended_later, count(*) AS number, min(c.captured_on) AS first
        FROM prisoners_captivity c WHERE {_COUNTED} GROUP BY c.unit_id, c.status{{by_later}}
    ),
    by_unit AS (
        SELECT unit_id, sum(number) AS persons, sum(number) FILTER (WHERE state <> 0) AS captured,
               sum(number) FILTER (WHERE state = 2) AS brought_back, {_BY_STATE},
               min(first) FILTER (WHERE state = 1) AS since
        FROM (SELECT c.*, {_STATE} AS state FROM grouped c) stated GROUP BY unit_id
    )
    SELECT root_id, {_SUMS}, min(since) FROM rows JOIN by_unit USING (unit_id) GROUP BY root_id
"""  # noqa: S608

#: Whom more than one captivity of a subtree may concern.
_SEVERAL = """
    SELECT person_id FROM prisoners_captivity WHERE number > 1
    UNION SELECT unnest(ARRAY[id, merged_into_id]) FROM prisoners_person WHERE merged_into_id IS NOT NULL
"""
#: A person with several captivities is one, and is where the latest of them says.
_LATEST = "(array_agg(state ORDER BY captured_on DESC NULLS LAST, id DESC))[1]"
_ONE_EACH = ", ".join(
    f"({_LATEST} = {state})::int - count(*) FILTER (WHERE state = {state}) AS {name}" for name, state in _STATES.items()
)
_PUT_RIGHT = f"""
    WITH {_ROWS},
    again AS (
        SELECT c.*, {_STATE} AS state
        FROM (
            SELECT c.id, c.unit_id, COALESCE(p.merged_into_id, p.id) AS person_id, c.captured_on, c.status,
                   c.ended_on > %(on)s AS ended_later
            FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
            WHERE c.person_id = ANY(ARRAY({_SEVERAL})) AND {_COUNTED}
        ) c
    ),
    one_each AS (
        SELECT root_id, 1 - count(*) AS persons,
               bool_or(state <> 0)::int - count(*) FILTER (WHERE state <> 0) AS captured,
               bool_or(state = 2)::int - count(*) FILTER (WHERE state = 2) AS brought_back, {_ONE_EACH}
        FROM rows JOIN again USING (unit_id) GROUP BY root_id, person_id
    )
    SELECT root_id, {_SUMS} FROM one_each GROUP BY root_id
"""  # noqa: S608
