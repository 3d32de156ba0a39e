"""A shared run: who sees it by its link, what they may do with it, and that it can be taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.domain.sharing import share_run, unshare_run
from reports.models import ReportRun
from tests.factories import home, user_with
from tests.factories.schedules import answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ReportRun:
    return answered()


def seen_by(user: User) -> list[ReportRun]:
    return list(ReportRun.objects.visible_to(user))


def test_whoever_holds_what_it_needs_sees_a_shared_run(run) -> None:
    reader = user_with(Role.REGISTRAR)
    assert seen_by(reader) == []
    share_run(run=run, by=run.asked_by)
    assert seen_by(reader) == [run]


def test_it_stands_in_nobody_elses_list(run) -> None:
    share_run(run=run, by=run.asked_by)
    assert list(ReportRun.objects.listed_for(user_with(Role.REGISTRAR))) == []
    assert list(ReportRun.objects.listed_for(run.asked_by)) == [run]


def test_taken_back_nobody_sees_it(run) -> None:
    share_run(run=run, by=run.asked_by)
    unshare_run(run=run, by=run.asked_by)
    reader = user_with(Role.REGISTRAR)
    assert (seen_by(reader), list(ReportRun.objects.linked_for(reader))) == ([], [])


def test_a_link_helps_nobody_who_may_not_see_what_was_read() -> None:
    home()
    in_full = answered(by=user_with(Role.REGISTRAR), report="backlog")
    share_run(run=in_full, by=in_full.asked_by)
    analyst = user_with(Role.ANALYST)
    assert seen_by(analyst) == []
    assert list(ReportRun.objects.linked_for(analyst)) == [in_full], "she may ask the question herself"
    assert seen_by(user_with(Role.REGISTRAR)) == [in_full]


def test_who_sees_no_reports_learns_of_no_link(run) -> None:
    share_run(run=run, by=run.asked_by)
    assert list(ReportRun.objects.linked_for(user_with(Role.LIAISON))) == []


def test_only_who_asked_shares_it_or_takes_it_back(run) -> None:
    for verb in (share_run, unshare_run):
        with pytest.raises(PermissionDenied):
            verb(run=run, by=user_with(Role.ANALYST))


def test_without_an_answer_there_is_nothing_to_share() -> None:
    waiting = ask_for_run(report=catalogue.find("swap-ratio"), by=user_with(Role.ANALYST))
    with pytest.raises(ValidationError, match="no answer"):
        share_run(run=waiting, by=waiting.asked_by)


def test_the_book_says_who_shared_it(run) -> None:
    share_run(run=run, by=run.asked_by)
    share_run(run=run, by=run.asked_by)
    changes = Change.objects.of(run).filter(verb="reports.share_run")
    assert [(each.actor_id, set(each.after)) for each in changes] == [(run.asked_by_id, {"shared_at"})]
