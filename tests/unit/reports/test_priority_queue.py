"""The priority queue against an independent order, and what readers are told of it."""

import datetime
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from reports import catalogue
from reports.domain.answers import answer_now
from tests.factories import CaptivityFactory, user_with
from tests.factories.awkward_lists import ON, PEOPLE, RETURNS, Made, Someone, awkward_lists
from tests.shared import kept, shared
from tests.unit.reports.listed import EVERYTHING, answered, column, led, said

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "priority-queue"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Made]:
    with shared(django_db_blocker):
        yield kept(awkward_lists)


def held(on: D, party: str = "UA") -> list[Someone]:
    """Who was held on a day, restricted ones not among them: all of those came home."""
    return [
        each
        for each in PEOPLE
        if each.party == party
        and not each.merged_into
        and (not each.captured or D.fromisoformat(each.captured) <= on)
        and not (each.home and D.fromisoformat(RETURNS[each.home][0]) <= on)
        and not (each.again and on < D.fromisoformat(each.captured))
        and not each.restricted
    ]


def rule_of(each: Someone, on: D) -> int | None:
    """The tier of somebody: the wounded and then women until 2025, since then women and then those held for a year."""
    grades = [grade for grade, day in each.health if D.fromisoformat(day) <= on]
    long = bool(each.captured) and (on - D.fromisoformat(each.captured)).days >= 365
    is_woman = each.sex == "female"
    if on < D(2025, 1, 1):
        return 1 if grades[-1:] == ["seriously_wounded"] else 2 if is_woman else None
    return 1 if is_woman else 2 if long else None


DAYS = [D(2024, 4, 30), D(2024, 8, 31), D(2025, 2, 28), ON]


@pytest.mark.parametrize("on", DAYS)
def test_tiers_are_those_of_the_policy_of_the_day(made, on) -> None:
    told = column(answered(KEY, on=on), "tiers", "persons")
    by_hand = Counter(rule_of(each, on) for each in held(on))
    assert {int(tier) if tier else None: number for tier, number in told.items() if number} == by_hand


@pytest.mark.parametrize("on", DAYS)
def test_the_queue_is_in_order_with_the_rule_that_matched(made, on) -> None:
    order = sorted(held(on), key=lambda each: (rule_of(each, on) or 9, each.captured or "9"))
    rows = answered(KEY, on=on).table("queue").rows
    assert [(row[0], int(row[1][1][0]) if row[1] else None, row[2] or "") for row in rows] == [
        (place, rule_of(each, on), each.captured) for place, each in enumerate(order, start=1)
    ]


def test_as_many_of_the_queue_as_are_asked_for(made) -> None:
    assert len(answered(KEY, first=2).table("queue").rows) == 2
    with pytest.raises(ValidationError):
        answered(KEY, first=0)


def test_the_other_side_has_a_queue_of_its_own(made) -> None:
    assert answered(KEY, side="RU").value("held") == len(held(ON, "RU"))


def test_who_sees_what_is_restricted_is_told_one_more(made) -> None:
    on = D(2025, 2, 28)
    user = user_with(Role.REGISTRAR, sees=EVERYTHING)
    assert answered(KEY, user, on).value("held") == answered(KEY, on=on).value("held") + 1


def test_as_known_before_a_record_was_made_it_is_not_there(made) -> None:
    CaptivityFactory()
    yesterday = (datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(days=2)).date()
    assert [answered(KEY, known_on=day).value("held") for day in (None, yesterday.isoformat())] == [
        len(held(ON)) + 1,
        0,
    ]


def test_each_count_leads_to_as_many_persons(made) -> None:
    user = user_with(Role.REGISTRAR)
    assert led(KEY, answered(KEY, user), user) == {}


def test_names_stand_in_the_files_only(made) -> None:
    report, user = catalogue.find(KEY), user_with(Role.REGISTRAR)
    document = answer_now(report, report.clean({}), ON, user)
    names = {row[1] for table in document.tables if table.key == "names" for row in table.rows}
    assert names
    assert not any(name in str(document.answer.as_json()) for name in names)
    named = report.persons(report.clean({}), ON, user)
    assert len(named) == len(names)


def test_who_may_not_see_health_is_told_no_tier(made) -> None:
    answer = answered(KEY, user_with(Role.ANALYST), D(2024, 8, 31))
    assert [figure.key for figure in answer.figures] == ["held"]
    assert [(table.key, table.rows) for table in answer.tables] == [("tiers", [])]
    assert said(KEY, answer) == "Held on 31 Aug 2024: 10. The tiers tell what you may not see of persons."


def test_who_may_not_see_persons_is_told_tiers_that_tell_nothing_else_without_small_figures(made) -> None:
    answer = answered(KEY, user_with(Role.ANALYST))
    assert {table.key for table in answer.tables} == {"tiers", "rules"}
    assert set(column(answer, "tiers", "persons").values()) <= {0, "few", "withheld"}
    assert column(answered(KEY), "tiers", "persons") == {"1": 1, "2": 1, None: 2}, "the control"


def test_without_the_permission_for_figures_there_is_no_answer(made) -> None:
    with pytest.raises(PermissionDenied):
        answered(KEY, user_with(Role.LIAISON))


def test_the_number_of_statements_is_that_of_one(made, django_assert_num_queries) -> None:
    user = user_with(Role.REGISTRAR)
    answered(KEY, user)
    for first in (1, 3):
        with django_assert_num_queries(34):
            answered(KEY, user, first=first)


def test_the_sentence_says_who_comes_first(made) -> None:
    days = (ON - D(2022, 5, 18)).days
    sentence = (
        f"Held on 31 Dec 2025: 4; in the first tier (1. sex female): 1; the longest of them waits for {days:,} days."
    )
    assert said(KEY, answered(KEY)) == sentence


def test_without_a_policy_it_says_so(made) -> None:
    assert said(KEY, answered(KEY, on=D(2021, 12, 31))).endswith("no policy of priority is in force on this day.")
