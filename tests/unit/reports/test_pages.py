"""The pages of reports: what they show, to whom, and what they refuse."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.artefacts.make import all_files
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.report import Report
from reports.domain import work
from reports.domain.answers import answer_now
from reports.domain.runs import ask_for_run
from reports.enums import RunStatus
from reports.models import ReportRun
from reports.models.artefact import KEPT
from tests.factories import completed_exchange, user_with

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


@pytest.fixture
def done(run: ReportRun, analyst: User, monkeypatch: pytest.MonkeyPatch) -> ReportRun:
    """A run that is answered; within one transaction the heart, over its own connection, cannot see the row."""
    completed_exchange(40, 150, "2024-10-18", formula="40 for <150>")
    monkeypatch.setattr(work.jobs.Heart, "_beat", lambda self: None)
    work.work_off(run.pk)
    run.refresh_from_db()
    return run


def other_client(*roles: Role) -> Client:
    client = Client()
    client.force_login(user_with(*roles, language="en"))
    return client


def pages(run: ReportRun) -> list[str]:
    return [
        run.get_absolute_url(),
        reverse("reports:status", args=[run.pk]),
        reverse("reports:download", args=[run.pk, "csv"]),
        reverse("reports:behind", args=[run.pk, "ratio"]),
        reverse("reports:behind-row", args=[run.pk, "groups", 0]),
    ]


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


def test_a_done_run_opens_with_its_answer(browser, done) -> None:
    page = browser.get(done.get_absolute_url()).content.decode()
    assert "0.27 : 1" in page
    assert reverse("reports:behind", args=[done.pk, "ratio"]) in page
    assert reverse("reports:download", args=[done.pk, "svg-dark"]) in page
    assert "40 for &lt;150&gt;" in page


def test_a_run_page_takes_as_many_queries_with_many_exchanges(browser, done, django_assert_num_queries) -> None:
    with django_assert_num_queries(7):
        browser.get(done.get_absolute_url())


def test_a_failed_run_says_why_and_can_be_asked_again(browser, run) -> None:
    ReportRun.objects.filter(pk=run.pk).update(status="running")
    ReportRun.objects.filter(pk=run.pk).update(status="failed", failure="worker_died")
    assert "stopped in the middle" in browser.get(run.get_absolute_url()).content.decode()
    answer = browser.post(reverse("reports:again", args=[run.pk]))
    assert answer["Location"] == ReportRun.objects.latest("id").get_absolute_url() != run.get_absolute_url()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf", "json", "svg", "svg-dark"])
def test_a_file_is_sent_to_keep_and_never_cached(browser, done, kind) -> None:
    answer = browser.get(reverse("reports:download", args=[done.pk, kind]))
    assert answer.content == bytes(done.artefacts.get(format=kind).content)
    assert answer["Content-Disposition"].startswith('attachment; filename="swap-ratio-')
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def expired(done) -> ReportRun:
    done.artefacts.update(made_at=timezone.now() - KEPT)
    return done


@pytest.mark.parametrize("emptied", [0, 5])
def test_a_file_is_gone_after_a_day_and_the_pages_say_how_to_make_it_anew(browser, expired, emptied) -> None:
    assert not emptied or work.remove_expired() > emptied
    answer = browser.get(reverse("reports:download", args=[expired.pk, "csv"]))
    assert answer.status_code == 410
    for page in (answer, browser.get(expired.get_absolute_url())):
        assert "24 hours after they were made" in page.content.decode()
        assert reverse("reports:again", args=[expired.pk]) in page.content.decode()


def test_only_the_content_of_a_file_expires_and_only_once(expired) -> None:
    files = expired.artefacts.count()
    assert [work.remove_expired(), work.remove_expired()] == [files, 0]
    assert list(expired.artefacts.values_list("content", flat=True).distinct()) == [None]
    assert all(file.sha256 and file.size for file in expired.artefacts.all())


def test_a_file_of_today_stays(done) -> None:
    assert work.remove_expired() == 0
    assert done.artefacts.exclude(content=None).count() == 6


def test_a_figure_leads_to_its_exchanges(browser, done) -> None:
    page = browser.get(reverse("reports:behind", args=[done.pk, "ratio"])).content.decode()
    assert "1 exchange, as it is recorded now" in page
    assert "40 for &lt;150&gt;" in page
    assert browser.get(reverse("reports:behind-row", args=[done.pk, "groups", 0])).status_code == 200


@pytest.mark.parametrize("path", ["weather", "groups/7", "gaps/0"])
def test_behind_nothing_there_is_no_page(browser, done, path) -> None:
    assert browser.get(f"{done.get_absolute_url()}behind/{path}/").status_code == 404


@pytest.mark.parametrize(("roles", "status"), [((Role.ANALYST,), 404), ((Role.LIAISON,), 403), ((), 403)])
def test_another_reader_gets_nothing_of_it(done, roles, status) -> None:
    assert [other_client(*roles).get(url).status_code for url in pages(done)] == [status] * 5


def test_the_asker_and_an_auditor_get_all_of_it(browser, done) -> None:
    assert [browser.get(url).status_code for url in pages(done)] == [200] * 5
    assert [other_client(Role.AUDITOR).get(url).status_code for url in pages(done)] == [200] * 5


def test_an_auditor_reads_and_asks_nothing(done) -> None:
    auditor = other_client(Role.AUDITOR)
    url = reverse("reports:report", args=["swap-ratio"])
    assert b"Run the report" not in auditor.get(url).content
    assert auditor.post(url, {"group_by": "year", "variant": "all"}).status_code == 403
    assert auditor.post(reverse("reports:again", args=[done.pk])).status_code == 403


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


class Weather(Report):
    key = "weather"
    title, question, definition = "Weather", "Did it rain?", "Drops are counted."
    words = {"drops": ("Drops", "Of rain."), "days": ("Days", "Of rain.")}

    def answer(self, parameters, as_of, user, progress) -> Answer:
        return Answer((Figure("drops", Cell.COUNT, 7),), (Table("days", (Column("drops", Cell.COUNT),), [[7]]),))

    def sentence(self, answer) -> str:
        return f"{answer.value('drops')} drops."


def test_one_class_adds_a_report_everywhere(browser, analyst) -> None:
    catalogue.register(Weather)
    try:
        assert b"Did it rain?" in browser.get(reverse("reports:catalogue")).content
        assert browser.get(reverse("reports:report", args=["weather"])).status_code == 200
        document = answer_now(catalogue.find("weather"), {}, ask_for_run(report=Weather(), by=analyst).as_of, analyst)
        assert {file.format for file in all_files(document, lambda *_: None)} == {"csv", "xlsx", "json", "pdf"}
    finally:
        catalogue.unregister(Weather)
