"""For how long those are held who are held on a day, and how many of those captured in each month are held still."""

import datetime
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from prisoners.queries.held import BEGUN, Selection, Statement, held, lasting, rows, standing
from reports.queries.flow import last_of

#: All that began, read once; who is held still, and who is not any more.
COUNTED = """
    counted AS (
        SELECT c.id, c.captured_on, c.legal_category, p.sex, u.branch_id, {lasting} AS held
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
        LEFT JOIN units_unit u ON u.id = c.unit_id
        WHERE {where} AND {BEGUN}
    )
"""
GROUPED = """
    SELECT grouping(legal_category, sex, branch_id), captured_on, legal_category, sex, branch_id,
           count(*) FILTER (WHERE held), count(*)
    FROM counted GROUP BY GROUPING SETS ((captured_on, legal_category), (captured_on, sex), (captured_on, branch_id))
    UNION ALL
    SELECT {BY_COHORT}, h.captured_on, NULL, NULL, m.cohort_id, count(*), NULL
    FROM counted h JOIN prisoners_cohortmembership m ON m.captivity_id = h.id AND m.voided_at IS NULL
    WHERE h.held GROUP BY h.captured_on, m.cohort_id
"""
BY_CATEGORY, BY_SEX, BY_BRANCH, BY_COHORT = 0b011, 0b101, 0b110, 8

Days = Counter[datetime.date | None]


def _counters() -> dict:
    return defaultdict(Counter)


@dataclass
class Ageing:
    """Those held by the day of their capture (None: not known): all, and by category, sex, branch and cohort.

    `captured` are all who were captured on a day, whatever became of them.
    """

    days: Days = field(default_factory=Counter)
    captured: Days = field(default_factory=Counter)
    categories: dict[str, Days] = field(default_factory=_counters)
    sexes: dict[str, Days] = field(default_factory=_counters)
    branches: dict[uuid.UUID | None, Days] = field(default_factory=_counters)
    cohorts: dict[uuid.UUID, Days] = field(default_factory=_counters)


def ageing(selection: Selection) -> Ageing:
    """All figures of a selection: one statement, whatever its size."""
    found = Ageing()
    for grouping, day, category, sex, key, still, ever in rows(*_grouped(selection)):
        if grouping == BY_SEX:
            found.days[day] += still
            found.captured[day] += ever
        if still:
            groups, key_ = {
                BY_CATEGORY: (found.categories, category),
                BY_SEX: (found.sexes, sex),
                BY_BRANCH: (found.branches, key),
                BY_COHORT: (found.cohorts, key),
            }[grouping]
            groups[key_][day] += still
    return found


def _grouped(selection: Selection) -> tuple[Statement, str]:
    statement = standing(selection)
    where = statement.where
    statement.ctes.append(COUNTED.format(where=where, BEGUN=BEGUN, lasting=lasting(selection, statement)))
    return statement, GROUPED.format(BY_COHORT=BY_COHORT)


def captured_in_month(selection: Selection, month: str, *, held_only: bool) -> Statement:
    """Those captured in a month such as 2024-05, up to the day: all, or who is held on the day."""
    first = datetime.date.fromisoformat(f"{month}-01")
    statement = held(selection) if held_only else standing(selection)
    statement.limit(
        "c.captured_on >= %(month)s AND c.captured_on <= %(last)s", month=first, last=last_of(first, selection.on)
    )
    return statement
