"""The pages of reports: what they show, to whom, and what they refuse."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.enums import RunStatus
from reports.models import ReportRun
from tests.factories import user_with

pytestmark = pytest.mark.django_db
SWAP_RATIO = catalogue.find("swap-ratio")


@pytest.fixture
def analyst() -> User:
    return user_with(Role.ANALYST, language="en")


@pytest.fixture
def browser(client: Client, analyst: User) -> Client:
    client.force_login(analyst)
    return client


@pytest.fixture
def run(analyst: User) -> ReportRun:
    return ask_for_run(report=SWAP_RATIO, by=analyst)


def test_the_catalogue_names_each_question_and_its_last_run(browser, run) -> None:
    page = browser.get(reverse("reports:catalogue")).content.decode()
    assert "Swap ratio" in page
    assert "Official totals against our record" in page
    assert run.get_absolute_url() in page


def test_a_report_asks_with_defaults(browser) -> None:
    page = browser.get(reverse("reports:report", args=["swap-ratio"]))
    assert page.context["form"]["group_by"].value() == "month"
    assert SWAP_RATIO.definition[:40] in page.content.decode()


def test_asking_leads_to_the_run(browser, analyst) -> None:
    answer = browser.post(
        reverse("reports:report", args=["swap-ratio"]), {"group_by": "year", "variant": "all", "as_of": "2024-12-31"}
    )
    run = ReportRun.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    assert (run.parameters["group_by"], run.as_of.isoformat(), run.asked_by) == ("year", "2024-12-31", analyst)


def test_a_wrong_question_is_shown_again_as_it_was_typed(browser) -> None:
    answer = browser.post(reverse("reports:report", args=["swap-ratio"]), {"group_by": "year", "as_of": "2999-01-01"})
    assert answer.status_code == 400
    assert "This day has not come yet" in answer.content.decode()
    assert answer.context["form"]["group_by"].value() == "year"
    assert not ReportRun.objects.exists()


def test_an_unknown_report_is_not_found(browser) -> None:
    assert browser.get(reverse("reports:report", args=["weather"])).status_code == 404


def test_a_waiting_run_says_so_and_can_be_cancelled(browser, run) -> None:
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "Waiting for a worker" in page
    browser.post(reverse("reports:cancel", args=[run.pk]))
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELLED
    assert "cancelled" in browser.get(run.get_absolute_url()).content.decode()


def test_the_status_tells_progress(browser, run) -> None:
    ReportRun.objects.filter(pk=run.pk).update(status="running", attempts=1, done=35, total=71, message="reading")
    status = browser.get(reverse("reports:status", args=[run.pk])).json()
    assert status == {"progress": 35 / 71, "message": "Reading the records: 35 of 71 rows", "finished": False}


def test_a_failed_run_says_why_and_can_be_asked_again(browser, run) -> None:
    ReportRun.objects.filter(pk=run.pk).update(status="running")
    ReportRun.objects.filter(pk=run.pk).update(status="failed", failure="worker_died")
    assert "stopped in the middle" in browser.get(run.get_absolute_url()).content.decode()
    answer = browser.post(reverse("reports:again", args=[run.pk]))
    assert answer["Location"] == ReportRun.objects.latest("id").get_absolute_url() != run.get_absolute_url()


def test_the_list_shows_ones_own_runs(browser, run) -> None:
    ask_for_run(report=SWAP_RATIO, by=user_with(Role.ANALYST))
    rows = browser.get(reverse("reports:runs")).context["page"].rows
    assert rows == [run]


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_takes_as_many_queries_with_more_runs(browser, analyst, times, django_assert_num_queries) -> None:
    for _time in range(times):
        ask_for_run(report=SWAP_RATIO, by=analyst)
    with django_assert_num_queries(7):
        browser.get(reverse("reports:runs"))
