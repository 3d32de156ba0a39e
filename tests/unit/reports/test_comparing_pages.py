"""The pages that compare two runs: what each reader is told, and who explains it."""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from reports import catalogue
from reports.comparison import compare
from reports.domain.sharing import share_run
from reports.interfaces import comparing
from reports.interfaces.comparing import Pair
from reports.models import ReportRun
from tests.factories import CaptivityFactory, completed_exchange, home, user_with
from tests.factories.prisoners import PersonFactory
from tests.factories.schedules import answered

pytestmark = pytest.mark.django_db
BACKLOG = catalogue.find("backlog")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def registrar() -> User:
    return user_with(Role.REGISTRAR, language="en")


def capture(*names: str) -> None:
    for name in names:
        CaptivityFactory(person=PersonFactory(called=f"{name} Ivan"), captured=PartialDate.parse("2025-01-02"))


def backlog(by: User) -> ReportRun:
    return answered(by=by, report="backlog")


def compared(user: User, one: ReportRun, two: ReportRun) -> HttpResponse:
    return browser(user).get(reverse("reports:compared", args=[one.pk, two.pk]))


def line(page: HttpResponse, name: str) -> tuple[str, str, str]:
    found = next(each for each in page.context["figures"] if each.name == name)
    return found.before, found.after, found.difference


@pytest.fixture
def three_then_four() -> tuple[ReportRun, ReportRun, ReportRun, ReportRun]:
    """The backlog of three persons and then of four, as a registrar and as an analyst are told it."""
    home()
    clerk, analyst = registrar(), user_with(Role.ANALYST, language="en")
    capture("Vyhadanyi", "Sydorenko", "Petrenko")
    before = backlog(clerk), backlog(analyst)
    capture("Novenko")
    after = backlog(clerk), backlog(analyst)
    return before[0], after[0], before[1], after[1]


def test_a_reader_of_persons_is_told_the_difference(three_then_four) -> None:
    before, after, *_told = three_then_four
    page = compared(before.asked_by, before, after)
    assert line(page, "Held") == ("3", "4", "+1")


def test_who_is_told_no_small_figures_learns_none_by_the_difference(three_then_four) -> None:
    *_full, before, after = three_then_four
    page = compared(before.asked_by, before, after)
    assert line(page, "Held") == ("fewer than 5", "fewer than 5", "")
    assert all(not each["lines"] for each in page.context["tables"])
    assert "+1" not in page.content.decode()


def test_a_full_answer_is_nothing_to_compare_with_for_who_is_told_less(three_then_four) -> None:
    full, _after, told, _told_after = three_then_four
    share_run(run=full, by=full.asked_by)
    analyst = told.asked_by
    assert compared(analyst, told, full).status_code == 404
    assert compared(analyst, full, told).status_code == 404


def test_between_a_full_and_a_told_answer_no_difference_is_said() -> None:
    home()
    capture(*(f"Vyhadanyi{number}" for number in range(7)))
    full, told = backlog(registrar()), backlog(user_with(Role.ANALYST))
    page = compared(user_with(Role.AUDITOR, language="en"), full, told)
    assert line(page, "Held") == ("7", "5", "")
    assert "no difference is shown" in page.content.decode()
    control = compare(*Pair.of(BACKLOG, full, told).answers)
    assert control.figures[0].difference == -2, "how it was rounded"


def explained(user: User, one: ReportRun, two: ReportRun, key: str = "held") -> HttpResponse:
    return browser(user).get(reverse("reports:explained", args=[one.pk, two.pk, key]))


def test_who_entered_is_named_to_those_who_see_persons(three_then_four) -> None:
    before, after, *_told = three_then_four
    page = explained(before.asked_by, before, after)
    entered, left = page.context["sides"]
    assert [name for name, _each in entered["people"]] == ["Novenko Ivan · synthetic"]
    assert (entered["moved"].number, left["moved"].number) == (1, 0)


def test_what_was_recorded_since_explains_nothing(three_then_four) -> None:
    before, after, *_told = three_then_four
    capture("Pizniuk")
    entered, _left = explained(before.asked_by, before, after).context["sides"]
    assert [name for name, _each in entered["people"]] == ["Novenko Ivan · synthetic"]


def test_control_as_recorded_now_nobody_would_explain_it(three_then_four, monkeypatch) -> None:
    monkeypatch.setattr(comparing, "known_at", lambda statement, _change: statement)
    before, after, *_told = three_then_four
    entered, left = explained(before.asked_by, before, after).context["sides"]
    assert (entered["moved"].number, left["moved"].number) == (0, 0)


def test_who_may_not_see_persons_is_not_led_to_them(three_then_four) -> None:
    *_full, before, after = three_then_four
    assert explained(before.asked_by, before, after).status_code == 404
    page = compared(before.asked_by, before, after)
    assert not any(each.url for each in page.context["figures"])


def test_a_row_leads_to_who_moved_in_it(three_then_four) -> None:
    before, after, *_told = three_then_four
    client = browser(before.asked_by)
    tables = client.get(reverse("reports:compared", args=[before.pk, after.pk])).context["tables"]
    lines = [each for table in tables for each in table["lines"] if each.url]
    assert lines
    pages = [client.get(each.url) for each in lines]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert {page.context["sides"][0]["moved"].number for page in pages} == {1}


def test_exchanges_explain_a_figure_of_exchanges() -> None:
    analyst = user_with(Role.ANALYST, language="en")
    completed_exchange(40, 150, "2024-10-18")
    before = answered(analyst)
    later = completed_exchange(95, 95, "2024-10-19")
    after = answered(analyst)
    entered, left = explained(analyst, before, after, "ratio").context["sides"]
    assert (entered["moved"].records, left["moved"].records) == ([later], [])


def test_the_older_question_stands_first_and_what_differs_is_said() -> None:
    analyst = user_with(Role.ANALYST, language="en")
    new = answered(analyst, parameters={"group_by": "year"})
    old = answered(analyst, as_of=datetime.date(2024, 12, 31))
    page = compared(analyst, new, old)
    assert (page.context["pair"].before, page.context["pair"].after) == (old, new)
    differing = {str(label): (str(was), str(is_now)) for label, was, is_now in page.context["asked"]}
    assert differing["Group by"] == ("month", "year")
    assert "Exchanges counted" not in differing


@pytest.mark.parametrize("runs", [1, 3])
def test_the_runs_to_choose_from_take_as_many_queries_with_more(runs, django_assert_num_queries) -> None:
    analyst = user_with(Role.ANALYST)
    first, *others = (answered(analyst) for _number in range(runs + 1))
    client, url = browser(analyst), reverse("reports:compare", args=[first.pk])
    client.get(url)
    with django_assert_num_queries(7):
        assert len(client.get(url).context["runs"]) == len(others) == runs


def test_what_is_shared_with_the_reader_is_offered_and_nothing_else_of_others() -> None:
    shared, kept, own = answered(), answered(), answered(user_with(Role.ANALYST))
    share_run(run=shared, by=shared.asked_by)
    page = browser(own.asked_by).get(reverse("reports:compare", args=[own.pk]))
    assert [each["run"] for each in page.context["runs"]] == [shared]
    assert kept.asked_by_id != own.asked_by_id


def test_runs_of_two_reports_are_not_compared() -> None:
    home()
    clerk = registrar()
    one, two = answered(clerk), backlog(clerk)
    assert compared(clerk, one, two).status_code == 404
    assert compared(clerk, one, one).status_code == 404
