"""Who came in, was confirmed and left, by day, and from it how many were held on any day: one statement.

Who is held on a day is said by prisoners/queries/held.py; here the same is reckoned for every day at once, as all that
began by then less all that ended by then. Whoever was captured again on an unknown day began to be held when the
captivity before had ended; and a captivity without a day of its end, or ended before it began as far as its dates tell,
lasted on no day.
"""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass, field, replace

from prisoners.enums import BROUGHT_BACK, OPEN, CaptivityStatus, EventKind
from prisoners.models import StatusEvent
from prisoners.queries.bands import months_before
from prisoners.queries.held import STANDING, Selection, Statement, held, recorded, rows
from reports.queries.backlog import MONTHS_AVERAGED

ONE_DAY = datetime.timedelta(days=1)
#: People of others whom a party holds.
HELD_BY = "c.detaining_power_id = %(holder)s AND p.party_id <> %(holder)s"
BEGAN = f"""
    CASE WHEN c.captured_on IS NULL
              AND c.person_id IN (SELECT person_id FROM prisoners_captivity WHERE number > 1) THEN (
        SELECT max(b.ended_on) FROM prisoners_captivity b
        WHERE b.person_id = c.person_id AND b.id <> c.id AND b.voided_at IS NULL
              AND b.status <> '{CaptivityStatus.NOT_CAPTIVE}'
              AND (c.ended_on IS NULL OR (b.ended_on, b.id) < (c.ended_on, c.id))
    ) ELSE c.captured_on END
"""  # noqa: S608
COUNTED = """
    counted AS (
        SELECT c.id, c.captured_on, c.ended_on, c.status, {BEGAN} AS began
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE {where}
    ),
    spans AS (
        SELECT *, status = ANY(%(open)s) OR COALESCE(ended_on > began, ended_on IS NOT NULL) AS lasted FROM counted
    )
"""
#: The day on which each was first confirmed as held.
FIRST_CONFIRMED = f"""
    SELECT e.captivity_id, min(e.occurred_on) AS first FROM prisoners_statusevent e
    WHERE e.kind = '{EventKind.CONFIRMED}' AND e.voided_at IS NULL GROUP BY e.captivity_id
"""  # noqa: S608
CAPTURED, BEGUN, ENDED, FIRST = range(4)
GROUPED = f"""
    SELECT CASE WHEN grouping(captured_on) = 0 THEN {CAPTURED} WHEN grouping(began) = 0 THEN {BEGUN} ELSE {ENDED} END,
           coalesce(captured_on, began, ended_on), status, count(*), count(*) FILTER (WHERE lasted)
    FROM spans GROUP BY GROUPING SETS ((captured_on), (began), (ended_on, status))
    UNION ALL
    SELECT {FIRST}, f.first, NULL, count(*), NULL
    FROM ({FIRST_CONFIRMED}) f JOIN counted k ON k.id = f.captivity_id GROUP BY f.first
"""  # noqa: S608


@dataclass
class Month:
    """What happened in a month up to its last day that is told, and how many were held at the end of that day."""

    first: datetime.date
    last: datetime.date
    captured: int = 0
    confirmed: int = 0
    returned: int = 0
    died: int = 0
    other: int = 0
    held: int = 0
    #: Brought back in the twelve months up to that day.
    returned_in_year: int = 0

    @property
    def clearance(self) -> float | None:
        """In how many months all would be back at the pace of the year; None where nobody came back."""
        return round(self.held * MONTHS_AVERAGED / self.returned_in_year, 1) if self.returned_in_year else None


@dataclass
class Flow:
    """Months, the earliest first; and how many were held at the end of the day before them.

    Of `undated_captures` no day of capture is known, and of `undated_ends` no day of the end: they are in no month.
    """

    months: list[Month]
    before: int = 0
    undated_captures: int = 0
    undated_ends: int = 0


@dataclass
class _Days:
    """Numbers by day; None are those of no known day."""

    captured: Counter = field(default_factory=Counter)
    confirmed: Counter = field(default_factory=Counter)
    returned: Counter = field(default_factory=Counter)
    died: Counter = field(default_factory=Counter)
    other: Counter = field(default_factory=Counter)
    #: How many began to be held less how many ceased to be; of None they were held before any day.
    change: Counter = field(default_factory=Counter)


WAYS = ("captured", "confirmed", "returned", "died", "other")


def flow(selection: Selection, months: int, holder: uuid.UUID | None = None) -> Flow:
    """The flow of a selection in so many months up to its day; `holder` only of those whom that party holds."""
    days, on = _days(selection, holder), selection.on
    firsts = [months_before(on.replace(day=1), number) for number in reversed(range(months))]
    found = [Month(first, last_of(first, on)) for first in firsts]
    still = before = _sum(days.change, None, months_before(on.replace(day=1), months - 1))
    for month in found:
        after = month.last + ONE_DAY
        for way in WAYS:
            setattr(month, way, _sum(getattr(days, way), month.first, after))
        still += _sum(days.change, month.first, after)
        month.held = still
        month.returned_in_year = _sum(days.returned, months_before(month.last, MONTHS_AVERAGED) + ONE_DAY, after)
    undated_ends = sum(getattr(days, way)[None] for way in ("returned", "died", "other"))
    return Flow(found, before, days.captured[None], undated_ends)


def last_of(first: datetime.date, on: datetime.date) -> datetime.date:
    """The last day of a month that is told."""
    return min(months_before(first, -1) - ONE_DAY, on)


def way_of(status: str) -> str:
    """As what an end is counted."""
    return "returned" if status in BROUGHT_BACK else "died" if status == CaptivityStatus.DIED else "other"


def _days(selection: Selection, holder: uuid.UUID | None) -> _Days:
    found = _Days()
    for kind, day, status, number, lasted in rows(of_flow(selection, holder), GROUPED):
        if kind == CAPTURED:
            found.captured[day] += number
        elif kind == FIRST:
            found.confirmed[day] += number
        elif kind == BEGUN:
            found.change[day] += lasted
        elif status not in OPEN:
            getattr(found, way_of(status))[day] += number
            found.change[day] -= lasted
    return found


def of_flow(selection: Selection, holder: uuid.UUID | None) -> Statement:
    """All captivities of a selection, with the tables that the flow reads."""
    statement = recorded(selection, [StatusEvent])
    statement.limit(STANDING, open=list(OPEN))
    if holder:
        statement.limit(HELD_BY, holder=holder)
    statement.ctes.append(COUNTED.format(BEGAN=BEGAN, where=statement.where))
    return statement


def _sum(days: Counter, since: datetime.date | None, before: datetime.date) -> int:
    """Of the days from one on and before another; without a first day all that were before, of no known day too."""
    return sum(
        number
        for day, number in days.items()
        if (since is None if day is None else day < before and (since is None or day >= since))
    )


#: Whom a figure of the flow counts between two days.
COUNTED_IN = {
    "captured": "c.captured_on BETWEEN %(since)s AND %(until)s",
    "confirmed": f"""
        c.id IN (SELECT captivity_id FROM ({FIRST_CONFIRMED}) f WHERE first BETWEEN %(since)s AND %(until)s)
    """,  # noqa: S608
    "returned": "c.ended_on BETWEEN %(since)s AND %(until)s AND c.status = ANY(%(returned)s)",
    "died": "c.ended_on BETWEEN %(since)s AND %(until)s AND c.status = %(died)s",
    "other": "c.ended_on BETWEEN %(since)s AND %(until)s AND c.status <> %(died)s AND NOT c.status = ANY(%(returned)s)",
    "undated_captures": "c.captured_on IS NULL",
    "undated_ends": "c.ended_on IS NULL AND NOT c.status = ANY(%(open)s)",
}


def in_flow(selection: Selection, name: str, first: str, last: str, holder: uuid.UUID | None = None) -> Statement:
    """Whom a figure of the flow counts in the months from the first to the last, such as 2024-05, up to the day."""
    since = datetime.date.fromisoformat(f"{first}-01")
    until = last_of(datetime.date.fromisoformat(f"{last}-01"), selection.on)
    if name == "held":
        statement = held(replace(selection, on=until))
    else:
        statement = recorded(selection, [StatusEvent])
        statement.limit(STANDING, open=list(OPEN), died=CaptivityStatus.DIED, returned=sorted(BROUGHT_BACK))
        statement.limit(COUNTED_IN[name], since=since, until=until)
    if holder:
        statement.limit(HELD_BY, holder=holder)
    return statement
