"""The backlog of the awkward register against a count of its cases in plain Python."""

import datetime
from collections import Counter
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.catalogue.answer import Answer
from reports.domain.answers import answer_now
from tests.factories import user_with
from tests.factories.awkward import CASES, ON, UNITS, Awkward, Case, first_day

pytestmark = pytest.mark.django_db
D = datetime.date
DAYS = [ON, D(2024, 10, 18), D(2024, 10, 17), D(2024, 5, 30), D(2023, 12, 31), D(2022, 5, 31)]


def asked(on: datetime.date, user: User | None = None, **parameters: Any) -> Answer:
    report = catalogue.find("backlog")
    return answer_now(report, report.clean(parameters), on, user or user_with(Role.REGISTRAR)).answer


def ours(on: datetime.date) -> list[Case]:
    """Who of ours is held on a day, of those whom a registrar without compartments may be told of."""
    return [case for case in CASES if case.party == "UA" and not case.restricted and case.on(on)]


def counted(answer: Answer, key: str) -> dict[str | None, int]:
    return {row[0][0] if isinstance(row[0], list) else row[0]: row[-1] for row in answer.table(key).rows if row[-1]}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_held(register: Awkward, day) -> None:
    answer = asked(day)
    assert answer.value("held") == len(ours(day)) > 0
    assert counted(answer, "categories") == Counter(case.category for case in ours(day))
    assert counted(answer, "sexes") == Counter(case.sex for case in ours(day))


@pytest.mark.parametrize("day", DAYS[:3], ids=str)
def test_units_with_those_under_them(register: Awkward, day) -> None:
    under = {code: {code} | {each for each, (above, _branch) in UNITS.items() if above == code} for code in UNITS}
    expected = {code: sum(case.unit in units for case in ours(day)) for code, units in under.items()}
    expected[None] = sum(not case.unit for case in ours(day))
    assert counted(asked(day), "units") == {code: number for code, number in expected.items() if number}


def test_ageing(register: Awkward) -> None:
    ages = sorted((ON - first_day(case.captured)).days for case in ours(ON) if case.captured)
    answer = asked(ON)
    assert answer.value("longest") == ages[-1]
    assert answer.value("median") == ages[(len(ages) - 1) // 2]
    assert answer.value("unknown_start") == sum(not case.captured for case in ours(ON))


def test_the_other_side(register: Awkward) -> None:
    theirs = [case for case in CASES if case.party == "RU" and case.on(ON)]
    assert asked(ON, side="RU").value("held") == len(theirs) == 6


def test_regions_on_the_day(register: Awkward) -> None:
    expected = Counter(case.region or None for case in ours(ON))
    assert counted(asked(ON), "regions") == expected


def test_whoever_may_see_what_is_restricted_is_told_of_one_more(register: Awkward) -> None:
    trusted = user_with(Role.REGISTRAR, sees=[{}, {"restricted": True}])
    assert asked(ON, trusted).value("held") == len(ours(ON)) + 1
