"""Second captures and reports after returns against a count in plain Python, and who is told what of them."""

import datetime
from collections import Counter

import pytest
from django.test import Client

from accounts.roles import Role
from common import clock
from prisoners.queries.article_117 import article_117
from reports import catalogue
from tests.factories import user_with
from tests.factories.awkward import CASE, CASES, ON, Awkward, Case, first_day
from tests.factories.lawful import REPORTS
from tests.unit.reports.law import asked, behind, cells, table_leads

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "recaptured"
HOME = {"exchanged", "repatriated", "released", "paroled", "escaped"}
SPEAKS = {"active_service", "front", "recaptured"}
DAYS = [ON, D(2025, 3, 31), D(2025, 1, 31), D(2024, 10, 18)]


def returned(on: D, party: str = "UA") -> list[Case]:
    """Who came home up to a day, or on a day that nobody knows."""
    return [
        case
        for case in CASES
        if case.party == party and case.stands and case.way in HOME and (not case.ended or first_day(case.ended) <= on)
    ]


def again(case: Case, on: D) -> bool:
    later = [each for each in CASES if each.again == case.key]
    return any(not each.captured or first_day(each.captured) <= on for each in later)


def reported(case: Case, on: D) -> bool:
    return any(
        key == case.key and kind in SPEAKS and (not day or first_day(day) <= on) for key, kind, day, _reprint in REPORTS
    )


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_returns_and_what_speaks_against_the_article(law: Awkward, on) -> None:
    came_home, answer = returned(on), asked(KEY, on)
    against = [case for case in came_home if again(case, on) or reported(case, on)]
    figures = {
        "returned": len(came_home),
        "against": len(against),
        "captured_again": sum(again(case, on) for case in came_home),
        "only_reported": sum(not again(case, on) for case in against),
    }
    assert {key: answer.value(key) for key in figures} == figures
    expected = {law.captivities[case.key].pk for case in against}
    assert behind(KEY, answer, on, "against") == expected


def test_each_way_to_know_it_is_met(law: Awkward) -> None:
    told = cells(asked(KEY, ON), "known")
    assert told == {("capture", "persons"): 0, ("report", "persons"): 1, ("both", "persons"): 2}


def test_by_service_basis(law: Awkward) -> None:
    expected = Counter(case.basis for case in returned(ON))
    told = cells(asked(KEY, ON), "bases")
    assert {code: told[code, "basis_returned"] for code in expected} == expected
    assert told["", "basis_against"] == 3


def test_the_time_from_the_return_to_the_second_capture(law: Awkward) -> None:
    days = (first_day(CASE["back_again"].captured) - first_day(CASE["back"].ended)).days
    assert 180 < days < 365
    told = {code: value for (code, _column), value in cells(asked(KEY, ON), "after").items() if value}
    assert told == {"6_12m": 1, "unknown": 1}


def test_an_answered_alert_waits_no_more(law: Awkward) -> None:
    answer = asked(KEY, ON)
    assert behind(KEY, answer, ON, "waits") == {law.captivities["returned"].pk}


def test_reports_by_kind_and_reprints_once(law: Awkward) -> None:
    told = cells(asked(KEY, ON), "reports")
    assert (told["front", "persons"], told["front", "statements"]) == (1, 1)
    assert [told[kind, "speaks"] for kind in ("front", "active_service", "recaptured", "leave")] == [
        "yes",
        "yes",
        "yes",
        "no",
    ]
    later = cells(asked(KEY, D(2026, 1, 31)), "reports")
    assert (later["front", "persons"], later["front", "statements"]) == (2, 2)


def test_they_are_the_returns_of_the_list_article_117(law: Awkward) -> None:
    reader = user_with(Role.REGISTRAR)
    listed = set(article_117(reader).filter(person__party__code="UA").values_list("pk", flat=True))
    today = clock.today()
    assert behind(KEY, asked(KEY, today, reader), today, "against") == listed


def test_each_count_leads_to_as_many(law: Awkward) -> None:
    table_leads(KEY, asked(KEY, ON), ON)


def test_the_other_side_has_its_own(law: Awkward) -> None:
    assert asked(KEY, ON, side="RU").value("returned") == len(returned(ON, "RU")) == 1


def test_an_analyst_is_told_no_small_count(law: Awkward) -> None:
    whole, told = asked(KEY, ON), asked(KEY, ON, user_with(Role.ANALYST))
    assert whole.value("against") in (1, 2, 3, 4)
    values = [value for table in told.tables for value in cells(told, table.key).values()]
    values += [figure.value for figure in told.figures]
    assert not [value for value in values if value in (1, 2, 3, 4)]
    assert not {table.key for table in told.tables} & {"after"}


def test_the_page_opens_with_the_answer(law: Awkward, client: Client) -> None:
    report, answer = catalogue.find(KEY), asked(KEY, ON)
    assert report.sentence(answer) == (
        f"After 3 of {len(returned(ON))} returns up to 31 Dec 2025 something speaks against article 117 "
        f"({answer.value('share_against')}%); 2 were captured again; 1 of these alerts wait for an answer."
    )
