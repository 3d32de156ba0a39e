"""Failed runs wait on Today until the report has been run again with success."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from common import clock
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.enums import RunStatus
from reports.interfaces.waiting import overdue, waiting
from reports.models import ReportRun, Schedule
from tests.factories import CaptivityFactory, home, user_with
from tests.factories.schedules import answered, scheduled

pytestmark = pytest.mark.django_db


def ask(user: User) -> ReportRun:
    return ask_for_run(report=catalogue.find("swap-ratio"), by=user)


def end(run: ReportRun, status: RunStatus, **fields: object) -> None:
    """Bring a run to its end as a worker does."""
    rows = ReportRun.objects.filter(pk=run.pk)
    rows.update(status=RunStatus.RUNNING)
    rows.update(status=status, **fields)


def fail(run: ReportRun) -> None:
    # A test is one transaction, in which it is always the same moment.
    end(run, RunStatus.FAILED, failure="broken", asked_at=timezone.now() - datetime.timedelta(hours=1))


def test_a_failed_run_waits_for_the_one_who_asked() -> None:
    analyst = user_with(Role.ANALYST)
    fail(ask(analyst))
    assert [each.count for each in waiting(analyst)] == [1, 0]
    assert [each.count for each in waiting(user_with(Role.ANALYST))] == [0, 0]


def test_a_later_success_settles_it() -> None:
    analyst = user_with(Role.ANALYST)
    fail(ask(analyst))
    end(ask(analyst), RunStatus.DONE, answer={}, checksum="0" * 64, finished_at=timezone.now())
    assert [each.count for each in waiting(analyst)] == [0, 0]


def test_a_schedule_that_was_stopped_waits_for_its_owner() -> None:
    schedule = scheduled()
    Schedule.objects.filter(pk=schedule.pk).update(status="stopped", why_stopped="gone")
    assert [each.count for each in waiting(schedule.owner)] == [0, 1]
    assert [each.count for each in waiting(user_with(Role.ANALYST))] == [0, 0]


def test_what_is_overdue_is_told_by_the_latest_answer() -> None:
    home()
    registrar, analyst = user_with(Role.REGISTRAR, language="en"), user_with(Role.ANALYST)
    CaptivityFactory.create_batch(2, arrived_in_camp_on=clock.today() - datetime.timedelta(days=30))
    assert overdue(registrar) == []
    for user in (registrar, analyst):
        answered(user, report="legal-deadlines")
    (told,) = overdue(registrar)
    assert (told.count, told.items[0][0]) == (2, "capture card to the family: 2")
    assert overdue(analyst) == overdue(user_with(Role.REGISTRAR)) == []


def test_an_answer_to_a_narrower_question_or_of_long_ago_says_nothing_of_what_is_overdue() -> None:
    home()
    registrar = user_with(Role.REGISTRAR)
    CaptivityFactory(arrived_in_camp_on=clock.today() - datetime.timedelta(days=90))
    answered(registrar, report="legal-deadlines", parameters={"sex": "male"})
    answered(registrar, report="legal-deadlines", as_of=clock.today() - datetime.timedelta(days=40))
    assert overdue(registrar) == []
