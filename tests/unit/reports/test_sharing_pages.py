"""The page of a shared run: what each reader is shown and offered."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from reports.domain.sharing import share_run
from reports.models import ReportRun
from tests.factories import home, user_with
from tests.factories.schedules import answered

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def registrar() -> User:
    return user_with(Role.REGISTRAR, language="en")


@pytest.fixture
def run() -> ReportRun:
    """The backlog as a registrar is told it, shared."""
    home()
    run = answered(by=registrar(), report="backlog")
    return share_run(run=run, by=run.asked_by)


@pytest.fixture
def swap() -> ReportRun:
    run = answered()
    return share_run(run=run, by=run.asked_by)


def page(user: User, run: ReportRun) -> str:
    return browser(user).get(run.get_absolute_url()).content.decode()


def test_sharing_says_the_link_and_taking_it_back_ends_it() -> None:
    run, reader = answered(), registrar()
    own, other = browser(run.asked_by), browser(reader)
    url = reverse("reports:share", args=[run.pk])
    assert other.get(run.get_absolute_url()).status_code == 404
    assert f"http://testserver{run.get_absolute_url()}" in own.post(url, follow=True).content.decode()
    assert other.get(run.get_absolute_url()).status_code == 200
    assert "taken back" in own.post(url, {"take_back": "1"}, follow=True).content.decode()
    assert other.get(run.get_absolute_url()).status_code == 404


def test_another_reader_sees_the_answer_and_takes_no_files(swap) -> None:
    reader = registrar()
    text = page(reader, swap)
    assert "shares this answer" in text
    assert 'class="downloads"' not in text
    assert "Take the link back" not in text
    assert browser(reader).get(reverse("reports:download", args=[swap.pk, "csv"])).status_code == 404
    assert browser(reader).post(reverse("reports:share", args=[swap.pk])).status_code == 403


def test_who_may_not_see_it_is_told_the_question_and_no_answer(run) -> None:
    ReportRun.objects.filter(pk=run.pk).update(checksum="c" * 64, seen_change=424242)
    text = page(user_with(Role.ANALYST, language="en"), run)
    assert "Answer it for me" in text
    assert "Whose people" in text
    assert "c" * 64 not in text, "a checksum is an oracle of a small answer"
    assert "424242" not in text
    assert all(reverse("reports:status", args=[run.pk]) not in each for each in [text])


def test_other_pages_of_it_do_not_exist_for_her(run) -> None:
    analyst = browser(user_with(Role.ANALYST))
    urls = [
        reverse("reports:status", args=[run.pk]),
        reverse("reports:download", args=[run.pk, "svg"]),
        reverse("reports:behind", args=[run.pk, "held"]),
    ]
    assert [analyst.get(url).status_code for url in urls] == [404] * 3


def test_she_has_the_same_question_answered_as_herself(run) -> None:
    analyst = user_with(Role.ANALYST, language="en")
    browser(analyst).post(reverse("reports:again", args=[run.pk]))
    own = ReportRun.objects.get(asked_by=analyst)
    assert (own.report, own.parameters, own.as_of) == (run.report, run.parameters, run.as_of)
    assert set(own.needs) < set(run.needs) | {f"sight:{token}" for token in analyst.sight("prisoners.figures").tokens}


def test_what_she_may_not_ask_is_refused_in_words(run) -> None:
    ReportRun.objects.filter(pk=run.pk).update(parameters=run.parameters | {"sex": "female"})
    analyst = user_with(Role.ANALYST, language="en")
    answer = browser(analyst).post(reverse("reports:again", args=[run.pk]), follow=True)
    assert "Only those who may see persons narrow this question" in answer.content.decode()
    assert not ReportRun.objects.filter(asked_by=analyst).exists()


def test_who_may_not_read_the_records_is_offered_nothing(run) -> None:
    liaison = user_with(Role.LIAISON)
    assert browser(liaison).get(run.get_absolute_url()).status_code == 403
    assert browser(liaison).post(reverse("reports:again", args=[run.pk])).status_code == 403


def test_a_shared_run_stands_in_no_list_of_others(swap) -> None:
    reader = browser(registrar())
    for name in ("reports:runs", "reports:catalogue"):
        assert str(swap.pk) not in reader.get(reverse(name)).content.decode()


def test_an_answer_that_is_kept_no_longer_says_so(swap) -> None:
    ReportRun.objects.filter(pk=swap.pk).update(answer=None, emptied_at=swap.finished_at)
    text = page(swap.asked_by, swap)
    assert "kept no longer" in text
    assert swap.checksum in text
    assert browser(swap.asked_by).get(reverse("reports:behind", args=[swap.pk, "exchanges"])).status_code == 404
