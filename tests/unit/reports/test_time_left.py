"""The time left: by the pace of the rows where they are counted, else by how long the report usually takes."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.enums import RunStatus
from reports.interfaces import presenters, time_left
from reports.models import ReportRun
from reports.queries.runs import usual_seconds
from tests.factories import user_with
from tests.factories.schedules import answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> User:
    return user_with(Role.ANALYST, language="en")


def running(by: User, seconds: int, **told: object) -> ReportRun:
    """A run that a worker took up so many seconds ago."""
    run = ask_for_run(report=catalogue.find("swap-ratio"), by=by)
    started = timezone.now() - datetime.timedelta(seconds=seconds)
    ReportRun.objects.filter(pk=run.pk).update(
        **{"status": RunStatus.RUNNING, "started_at": started, "attempts": 1, "message": "reading"} | told
    )
    return ReportRun.objects.get(pk=run.pk)


def took(by: User, *seconds: int) -> None:
    """Runs that were answered in so many seconds."""
    for each in seconds:
        run = answered(by)
        ReportRun.objects.filter(pk=run.pk).update(finished_at=run.started_at + datetime.timedelta(seconds=each))


def test_rows_tell_by_their_pace(analyst) -> None:
    took(analyst, 500)
    run = running(analyst, 10, done=250_000, total=1_000_000)
    assert time_left.seconds_left(run) == pytest.approx(30, abs=1)
    assert "250,000 of 1,000,000 rows · about 30 seconds left" in presenters.doing(run)


def test_without_rows_the_last_answers_tell(analyst) -> None:
    took(analyst, 60, 40, 500)
    assert usual_seconds(running(analyst, 1)) == 60
    assert time_left.seconds_left(running(analyst, 20)) == pytest.approx(40, abs=1)


def test_minutes_are_told_in_minutes(analyst) -> None:
    took(analyst, 600)
    assert presenters.doing(running(analyst, 0)).endswith("about 10 minutes left")


@pytest.mark.parametrize("told", [{"attempts": 2}, {"status": RunStatus.QUEUED}])
def test_nothing_is_promised_that_nothing_tells(analyst, told) -> None:
    took(analyst, 60)
    run = running(analyst, 1)
    for name, value in told.items():
        setattr(run, name, value)
    assert time_left.seconds_left(run) is None


def test_one_that_takes_longer_than_usual_promises_nothing(analyst) -> None:
    took(analyst, 60)
    assert time_left.seconds_left(running(analyst, 61)) is None
