"""The deadlines of the conventions against a reckoning in plain Python, and who is told what of them."""

import calendar
import datetime
from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from common.small_figures import FEW, WITHHELD
from reports import catalogue
from tests.factories import user_with
from tests.factories.awkward import CASE as AWKWARD
from tests.factories.awkward import ON, Awkward, first_day
from tests.factories.lawful import DUES, EXTRA, Due
from tests.unit.reports.law import EVERYBODY, asked, behind, cells, held, missing, table_leads

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "legal-deadlines"
DAYS = [ON, D(2025, 12, 30), D(2025, 1, 31), D(2024, 1, 28)]
DUE = DUES | {each.key: each.due for each in EXTRA}
STANDINGS = ("in_time", "late", "running", "overdue", "unknown")


def last_day(text: str) -> D | None:
    """The last day that a date may mean."""
    if len(text) == 4:
        return D(int(text), 12, 31)
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return D(year, month, calendar.monthrange(year, month)[1])
    return first_day(text)


def three_months_after(day: D) -> D:
    year, month = divmod(day.year * 12 + day.month - 1 + 3, 12)
    return D(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def stands(start: D | None, end: D | None, done: D | None, on: D) -> str:
    if start is None:
        return "unknown"
    if done and done <= on:
        return "in_time" if done <= end else "late"
    return "overdue" if on > end else "running"


def card(due: Due, sent: str, on: D) -> str:
    start = first_day(due.arrived)
    return stands(start, start and start + datetime.timedelta(7), first_day(sent), on)


def civilian(key: str, due: Due, on: D) -> str | None:
    captured, category = EVERYBODY[key]
    if category != "civilian":
        return None
    told = [day for evidence, day in due.told if evidence in ("power", "list") and (not day or first_day(day) <= on)]
    days = [first_day(day) for day in (*told, due.agency) if day and first_day(day) <= on]
    start = last_day(captured)
    if told and not days:
        return "unknown"
    return stands(start, start and start + datetime.timedelta(14), min(days, default=None), on)


def decision(due: Due, on: D) -> str | None:
    known = [(first_day(made), first_day(done)) for basis, made, done in due.decisions if basis != "not_eligible"]
    known = [(made, done if done and done <= on else None) for made, done in known if made <= on]
    if not known:
        return None
    waiting = sorted(made for made, done in known if not done)
    made, done = (waiting[0], None) if waiting else max(known, key=lambda each: each[1])
    return stands(made, three_months_after(made), done, on)


def health(key: str, due: Due, on: D) -> str | None:
    case = AWKWARD.get(key)
    known = [*due.health, *([(case.health, case.captured)] if case and case.health else [])]
    known = [(grade, day) for grade, day in known if not day or first_day(day) <= on]
    if not known:
        return None
    grade, day = max(known, key=lambda each: first_day(each[1]) or D.min)
    if grade not in ("seriously_wounded", "gravely_sick"):
        return None
    start = last_day(day)
    return stands(start, start and start + datetime.timedelta(7), None, on)


def expected(on: D) -> Counter:
    found: Counter = Counter()
    for key in held(on):
        due = DUE.get(key, Due())
        if missing(key):
            continue
        found["card_family", card(due, due.family, on)] += 1
        found["card_agency", card(due, due.agency, on)] += 1
        found["civilian", civilian(key, due, on)] += 1
        found["decision", decision(due, on)] += 1
        found["health", health(key, due, on)] += 1
    return Counter({at: number for at, number in found.items() if at[1]})


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_deadline_as_reckoned_by_hand(law: Awkward, on) -> None:
    told = cells(asked(KEY, on), "deadlines")
    found = {at: number for at, number in told.items() if at[1] in STANDINGS and number}
    assert found == expected(on)


def test_every_way_to_stand_is_met_on_the_day(law: Awkward) -> None:
    assert {standing for _deadline, standing in expected(ON)} == set(STANDINGS)


def test_the_parts_of_a_deadline_add_up_and_its_bands_to_what_is_overdue(law: Awkward) -> None:
    answer = asked(KEY, ON)
    for row in answer.table("deadlines").rows:
        assert row[1] == sum(row[2:7])
    overdue = cells(answer, "deadlines")
    for row in answer.table("bands").rows:
        assert sum(row[1:5]) == row[5] == overdue[row[0], "overdue"]


def test_the_longest_wait_is_counted_from_the_day_when_the_time_was_over(law: Awkward) -> None:
    told = cells(asked(KEY, ON), "deadlines")
    assert told["card_family", "longest"] == (ON - D(2022, 6, 8)).days
    assert told["decision", "longest"] == 1


def test_whoever_is_only_missing_is_owed_nothing_yet(law: Awkward) -> None:
    answer = asked(KEY, ON)
    assert answer.value("known_held") == sum(not missing(key) for key in held(ON))
    assert law.captivities["unknown_unit"].pk not in behind(KEY, answer, ON, "known_held")


@pytest.mark.parametrize("on", DAYS[::2], ids=str)
def test_each_count_leads_to_as_many(law: Awkward, on) -> None:
    table_leads(KEY, asked(KEY, on), on)


def test_a_count_leads_to_those_whom_it_counts(law: Awkward) -> None:
    answer = asked(KEY, ON)
    row = [each[0] for each in answer.table("deadlines").rows].index("decision")
    assert behind(KEY, answer, ON, "deadlines", row, "overdue") == {law.captivities["grave"].pk}


def test_health_is_for_those_who_may_see_it(law: Awkward) -> None:
    told = {row[0] for row in asked(KEY, ON, user_with(Role.ANALYST)).table("deadlines").rows}
    assert told == {"card_family", "card_agency", "civilian"}
    answer = asked(KEY, ON)
    assert "field:health" in catalogue.find(KEY).needs(user_with(Role.REGISTRAR))
    assert {"decision", "health"} < {row[0] for row in answer.table("deadlines").rows}


def test_an_analyst_is_told_no_small_count(law: Awkward) -> None:
    small = [value for value in cells(asked(KEY, ON), "deadlines").values() if value in (1, 2, 3, 4)]
    answer = asked(KEY, ON, user_with(Role.ANALYST))
    told = cells(answer, "deadlines").values()
    assert small
    assert not [value for value in told if value in (1, 2, 3, 4)]
    assert {FEW, WITHHELD} & set(told)
    assert [table.key for table in answer.tables] == ["deadlines"]


def test_an_analyst_narrows_nothing(law: Awkward) -> None:
    with pytest.raises(ValidationError):
        asked(KEY, ON, user_with(Role.ANALYST), unit="3057")
