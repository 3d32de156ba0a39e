"""Refusals against an independent count, and what readers are told of them."""

import datetime
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from reports import catalogue
from tests.factories import user_with
from tests.factories.awkward_lists import LIST, ON, PERSON, REQUESTS, Made, Row, awkward_lists, decided_on
from tests.shared import kept, shared
from tests.unit.reports.listed import EVERYTHING, answered, column, led, said

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "refusals"
#: What the register knows of somebody, by table.
GROUPS = {
    "categories": lambda row: PERSON[row.who].category,
    "bases": lambda row: PERSON[row.who].basis or "unknown",
    "sexes": lambda row: PERSON[row.who].sex,
    "branches": lambda row: "guard" if PERSON[row.who].unit else None,
    "sides": lambda row: PERSON[row.who].party,
    "months": lambda row: LIST[row.list].received[:7] or None,
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Made]:
    with shared(django_db_blocker):
        yield kept(awkward_lists)


def asked_about(**sees: bool) -> list[Row]:
    return [row for row in decided_on(**sees) if row.acceptance != "not_asked"]


@pytest.mark.parametrize("table", GROUPS)
def test_asked_and_refused_by_each_group(made, table) -> None:
    answer, group = answered(KEY), GROUPS[table]
    asked = Counter(map(group, asked_about()))
    refused = Counter(group(row) for row in asked_about() if row.acceptance == "refused")
    assert column(answer, table, "asked") == asked
    assert +Counter(column(answer, table, "refused")) == refused


def test_reasons_are_of_refusals_alone(made) -> None:
    reasons = Counter(row.reason for row in asked_about() if row.reason)
    assert column(answered(KEY), "reasons", "refused") == reasons


def test_the_rate_is_of_those_asked_about(made) -> None:
    answer, asked = answered(KEY), asked_about()
    refused = sum(row.acceptance == "refused" for row in asked)
    told = [answer.value(key) for key in ("asked", "refused", "rate", "not_asked")]
    assert told == [len(asked), refused, round(100 * refused / len(asked), 1), len(decided_on()) - len(asked)]


def test_who_sees_what_is_restricted_is_told_one_more(made) -> None:
    user = user_with(Role.REGISTRAR, sees=EVERYTHING)
    assert answered(KEY, user).value("asked") == len(asked_about(sees_restricted=True)) == len(asked_about()) + 1


def test_requests_are_official_ones_as_answered_by_the_day(made) -> None:
    rows = [row for row in REQUESTS if row[2] == "official" and row[1] <= ON]
    answers = [row for row in rows if row[4] and row[4] <= ON]
    refused = [row for row in answers if row[3] == "refused"]
    answer = answered(KEY)
    told = [answer.value(f"requests{key}") for key in ("", "_answered", "_refused", "_rate")]
    assert told == [len(rows), len(answers), len(refused), 66.7]
    assert [row[0][0:1] + row[1:] for row in answer.table("answers").rows] == [
        ["RU", 2, 1, 0, 1, 0, 0.0, 3],
        ["UA", 3, 2, 2, 0, 1, 100.0, 1],
    ]


def test_the_side_and_the_period_narrow_it(made) -> None:
    theirs = [row for row in asked_about() if PERSON[row.who].party == "RU"]
    assert answered(KEY, side="RU").value("asked") == len(theirs)
    since = [row for row in asked_about() if LIST[row.list].received >= "2024-07-10"]
    assert answered(KEY, since="2024-07-10").value("asked") == len(since)


def test_what_is_asked_for_stands_first(made) -> None:
    assert answered(KEY, by="months").tables[0].key == "months"


def test_each_count_leads_to_as_many_records(made) -> None:
    user = user_with(Role.REGISTRAR)
    assert led(KEY, answered(KEY, user), user) == {}


def test_who_may_not_see_persons_is_told_no_small_figure(made) -> None:
    answer = answered(KEY, user_with(Role.ANALYST))
    numbers = {
        value
        for table in answer.tables
        if table.key != "answers"
        for row in table.rows
        for place, value in enumerate(row)
        if table.columns[place].cell == "count"
    }
    assert numbers <= {0, "few", "withheld", 5, 10}
    assert answered(KEY).table("reasons").rows, "the control"


def test_without_the_permission_for_figures_there_is_no_answer(made) -> None:
    with pytest.raises(PermissionDenied):
        answered(KEY, user_with(Role.ADMINISTRATOR))


def test_the_number_of_statements_is_that_of_none(made, django_assert_num_queries) -> None:
    user = user_with(Role.REGISTRAR)
    answered(KEY, user)
    for side in ("", "RU"):
        with django_assert_num_queries(8):
            answered(KEY, user, side=side)


def test_the_sentence_and_the_chart_say_it(made) -> None:
    answer = answered(KEY)
    assert said(KEY, answer) == (
        "Of 6 names that the home side was asked about by 31 Dec 2025 it refuses 3 (50%); "
        "of 3 official requests with an answer 66.7% were refused."
    )
    assert catalogue.find(KEY).chart(answer) is not None


def test_without_lists_it_says_so(made) -> None:
    assert said(KEY, answered(KEY, side="UA", since="2025-01-01")).startswith("By 31 Dec 2025 nobody on a list")
