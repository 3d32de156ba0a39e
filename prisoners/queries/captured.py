"""How many were captured, how many of them were brought back, and where the others are: by whatever units are added up.

Captivities are counted by unit first and then added up by root; then those persons who have more than one captivity
under the same root are put right, so that nobody is counted twice. A person belongs to the unit that the captivity
names, and two records that are one person are one.
"""

import datetime
import uuid
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from common import clock
from prisoners.enums import BROUGHT_BACK, OPEN, CaptivityStatus
from prisoners.queries.held import Statement

COUNTS = ("persons", "captured", "brought_back", "held", "missing", "home", "dead", "elsewhere")
#: Stands for the unit of those of whom no unit is known.
NO_UNIT = uuid.UUID(int=0)


@dataclass(frozen=True)
class UnitFigures:
    """Persons of a unit with all under it, on a day.

    `captured`: ever captured; `brought_back`: of them, ever returned or released. The whole of the day, `persons`,
    falls into `held`, `missing` (and not known to be held), `home` (returned or released), `dead` and `elsewhere`
    (paroled, escaped, interned in a neutral country, stayed). `since`: the earliest known capture of those held.
    `unit` is what they were added up by; None for those of the unit itself, in none under it.
    """

    unit: Any
    persons: int = 0
    captured: int = 0
    brought_back: int = 0
    held: int = 0
    missing: int = 0
    home: int = 0
    dead: int = 0
    elsewhere: int = 0
    since: datetime.date | None = None


def figures_by_root(
    cursor: CursorWrapper,
    pairs: Iterable[tuple[Hashable, uuid.UUID]],
    on: datetime.date,
    whom: Statement,
    *,
    with_person: bool = False,
) -> dict[Any, UnitFigures]:
    """The figures of each root, of the units that it is paired with, as they truly were on a day; two statements.

    `whom` holds the conditions on `c`, and `with_person` on `p`, its person. A root of whom nobody is counted is not
    in it. A capture without a date counts from the day on which it was recorded; one that was found to be none counts
    nowhere.
    """
    pairs = list(pairs)
    roots = list(dict.fromkeys(root for root, _unit in pairs))
    place = {root: number for number, root in enumerate(roots)}
    given = {"roots": [place[root] for root, _unit in pairs], "units": [str(unit) for _root, unit in pairs]}
    parts = {"where": whom.where, "person": PERSON if with_person else ""}
    parts |= {"later": "false", "by_later": ""}
    if on < clock.today():
        # Nothing ends after today: there the groups come in the order of the index, and nothing is sorted or hashed.
        parts |= {"later": "c.ended_on > %(on)s", "by_later": ", ended_later"}
    found = {
        row[0]: UnitFigures(roots[row[0]], *row[1:]) for row in _rows(cursor, whom, on, given, COUNTED, COUNT, parts)
    }
    for key, *counts in _rows(cursor, whom, on, given, SEVERAL, PUT_RIGHT, parts):
        found[key] = _corrected(found[key], counts)
    return {figures.unit: figures for figures in found.values()}


def _rows(
    cursor: CursorWrapper,
    whom: Statement,
    on: datetime.date,
    given: dict[str, Any],
    ctes: list[str],
    select: str,
    parts: dict[str, str],
) -> list[tuple]:
    statement = Statement([*whom.ctes, ROWS, *(cte.format(**parts) for cte in ctes)], {**whom.params, **on_day(on)})
    cursor.execute(statement.text(select), statement.params | given)
    return cursor.fetchall()


def on_day(on: datetime.date) -> dict[str, Any]:
    """What the conditions and states of this floor are given."""
    after = datetime.datetime.combine(on + datetime.timedelta(1), datetime.time())
    return {
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
STATE = """
    CASE WHEN c.status = %(missing)s THEN 0
         WHEN {later} OR c.status = ANY(%(open)s) THEN 1
         WHEN c.status = ANY(%(brought_back)s) THEN 2
         WHEN c.status = %(died)s THEN 3
         ELSE 4 END
"""
STATES = {"held": 1, "missing": 0, "home": 2, "dead": 3, "elsewhere": 4}
IS_COUNTED = """
    c.voided_at IS NULL AND c.status <> %(none)s
    AND (c.captured_on <= %(on)s OR c.captured_on IS NULL AND c.recorded_at < %(recorded_before)s)
"""
PERSON = "JOIN prisoners_person p ON p.id = c.person_id"
#: The roots as an array, so that the planner knows how many there are.
ROWS = "rows AS (SELECT * FROM unnest(%(roots)s::int[], %(units)s::uuid[]) AS rows (root, unit_id))"
_BY_STATE = ", ".join(f"sum(number) FILTER (WHERE state = {state}) AS {name}" for name, state in STATES.items())
_SUMS = ", ".join(f"COALESCE(sum({name}), 0)::int" for name in COUNTS)

#: Captivities counted by unit, then added up. The state is told of groups, not of each of a million rows.
COUNTED = [
    f"""
    grouped AS (
        SELECT c.unit_id, c.status, {{later}} AS ended_later, count(*) AS number, min(c.captured_on) AS first
        FROM prisoners_captivity c {{person}} WHERE {{where}} AND {IS_COUNTED} GROUP BY c.unit_id, c.status{{by_later}}
    )
    """,  # noqa: S608
    f"""
    by_unit AS (
        SELECT COALESCE(unit_id, '{NO_UNIT}') AS unit_id, sum(number) AS persons,
               sum(number) FILTER (WHERE state <> 0) AS captured,
               sum(number) FILTER (WHERE state = 2) AS brought_back, {_BY_STATE},
               min(first) FILTER (WHERE state = 1) AS since
        FROM (SELECT c.*, {STATE.format(later="c.ended_later")} AS state FROM grouped c) stated GROUP BY unit_id
    )
    """,  # noqa: S608
]
COUNT = f"SELECT root, {_SUMS}, min(since) FROM rows JOIN by_unit USING (unit_id) GROUP BY root"  # noqa: S608

#: Whom more than one captivity of a root may concern.
REPEATED = """
    SELECT person_id FROM prisoners_captivity WHERE number > 1
    UNION SELECT unnest(ARRAY[id, merged_into_id]) FROM prisoners_person WHERE merged_into_id IS NOT NULL
"""
#: A person with several captivities is one, and is where the one says that lasts, or else the latest of them.
LATEST = "state > 1, captured_on DESC NULLS LAST, id DESC"
_LATEST = f"(array_agg(state ORDER BY {LATEST}))[1]"
_ONE_EACH = ", ".join(
    f"({_LATEST} = {state})::int - count(*) FILTER (WHERE state = {state}) AS {name}" for name, state in STATES.items()
)
SEVERAL = [
    f"""
    again AS (
        SELECT COALESCE(c.unit_id, '{NO_UNIT}') AS unit_id, COALESCE(p.merged_into_id, p.id) AS person_id, c.id,
               c.captured_on, {STATE.format(later="c.ended_on > %(on)s")} AS state
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
        WHERE c.person_id = ANY(ARRAY({REPEATED})) AND {{where}} AND {IS_COUNTED}
    )
    """,  # noqa: S608
    f"""
    one_each AS (
        SELECT root, 1 - count(*) AS persons,
               bool_or(state <> 0)::int - count(*) FILTER (WHERE state <> 0) AS captured,
               bool_or(state = 2)::int - count(*) FILTER (WHERE state = 2) AS brought_back, {_ONE_EACH}
        FROM rows JOIN again USING (unit_id) GROUP BY root, person_id HAVING count(*) > 1
    )
    """,  # noqa: S608
]
PUT_RIGHT = f"SELECT root, {_SUMS} FROM one_each GROUP BY root"  # noqa: S608
