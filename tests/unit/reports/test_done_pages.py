"""The pages of a run that is done, made once: what they show, to whom, and how long its files are kept."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.domain import work
from reports.domain.runs import ask_for_run
from reports.interfaces import presenters
from reports.models import ReportRun
from reports.models.artefact import KEPT
from tests.factories import completed_exchange, user_with
from tests.shared import settle, shared

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[ReportRun]:
    """A run that is answered; within one transaction the heart, over its own connection, cannot see the row."""
    with shared(django_db_blocker), pytest.MonkeyPatch.context() as patched:
        patched.setattr(work.jobs.Heart, "_beat", lambda self: None)
        completed_exchange(40, 150, "2024-10-18", formula="40 for <150>")
        asker = user_with(Role.ANALYST, language="en")
        run = ask_for_run(report=catalogue.find("swap-ratio"), by=asker)
        work.work_off(run.pk)
        settle()
        yield run


@pytest.fixture
def done(made: ReportRun, db) -> ReportRun:
    return ReportRun.objects.get(pk=made.pk)


@pytest.fixture
def browser(client: Client, done: ReportRun) -> Client:
    client.force_login(User.objects.get(pk=done.asked_by_id))
    return client


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


def test_a_done_run_opens_with_its_answer(browser, done) -> None:
    page = browser.get(done.get_absolute_url()).content.decode()
    assert "0.27 : 1" in page
    assert reverse("reports:behind", args=[done.pk, "ratio"]) in page
    assert reverse("reports:download", args=[done.pk, "svg-dark"]) in page
    assert "40 for &lt;150&gt;" in page


def test_a_run_page_takes_as_many_queries_with_many_exchanges(browser, done, django_assert_num_queries) -> None:
    with django_assert_num_queries(7):
        browser.get(done.get_absolute_url())


def test_a_page_shows_the_first_rows_and_says_how_many_more_there_are(browser, done, monkeypatch) -> None:
    assert "not shown" not in browser.get(done.get_absolute_url()).content.decode()
    monkeypatch.setattr(presenters, "SHOWN", 1)
    assert "2 more rows are not shown" in browser.get(done.get_absolute_url()).content.decode()


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


@pytest.mark.parametrize("emptied", [0, 4])
def test_a_file_is_gone_after_a_day_and_the_pages_say_how_to_make_it_anew(browser, expired, emptied) -> None:
    assert not emptied or work.remove_expired() == emptied
    answer = browser.get(reverse("reports:download", args=[expired.pk, "csv"]))
    assert answer.status_code == 410
    for page in (answer, browser.get(expired.get_absolute_url())):
        assert "24 hours after they were made" in page.content.decode()
        assert reverse("reports:again", args=[expired.pk]) in page.content.decode()


def test_only_the_content_of_a_file_expires_and_only_once(expired) -> None:
    assert [work.remove_expired(), work.remove_expired()] == [4, 0]
    kept = expired.artefacts.exclude(content=None).values_list("format", flat=True)
    assert set(kept) == {"svg", "svg-dark"}, "the charts of its page"
    assert all(file.sha256 and file.size for file in expired.artefacts.all())


def test_a_file_of_today_stays(done) -> None:
    assert work.remove_expired() == 0
    assert done.artefacts.exclude(content=None).count() == 6


def test_a_figure_leads_to_its_exchanges(browser, done) -> None:
    page = browser.get(reverse("reports:behind", args=[done.pk, "ratio"])).content.decode()
    assert "1–1 of 1" in page
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
