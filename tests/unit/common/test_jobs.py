"""Leases and fences, on the table of report runs."""

import uuid

import pytest
from django.db import connection

from accounts.models import User
from common import jobs
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.models import ReportRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> uuid.UUID:
    return ask_for_run(report=catalogue.find("swap-ratio"), by=User.objects.system()).pk


def claim(job: uuid.UUID) -> jobs.Lease | None:
    return jobs.claim(ReportRun, job, seconds=20)


def fall_silent() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_reportrun SET lease_until = clock_timestamp() - interval '1 second'")


def test_a_job_is_claimed_by_one(job) -> None:
    assert (claim(job).fence, claim(job)) == (1, None)


def test_a_silent_worker_loses_its_job_to_the_next(job) -> None:
    first = claim(job)
    fall_silent()
    second = claim(job)
    assert (second.fence, second.attempt) == (2, 2)
    jobs.extend(second)
    with pytest.raises(jobs.LostLease):
        jobs.extend(first)


def test_a_silent_worker_that_wakes_first_keeps_its_job(job) -> None:
    lease = claim(job)
    fall_silent()
    jobs.extend(lease)
    assert claim(job) is None


def test_the_result_of_a_lost_lease_is_not_written(job) -> None:
    first = claim(job)
    fall_silent()
    second = claim(job)
    with pytest.raises(jobs.LostLease), jobs.holding(first):
        raise AssertionError("unreachable")
    with jobs.holding(second):
        pass


def test_progress_is_written_with_the_lease(job) -> None:
    jobs.extend(claim(job), done=3, total=4, message="reading")
    run = ReportRun.objects.get(pk=job)
    assert (run.done, run.total, run.message, run.progress) == (3, 4, "reading", 0.75)


def test_a_job_that_waits_or_fell_silent_is_ripe(job) -> None:
    assert jobs.ripe(ReportRun) == [job]
    claim(job)
    assert jobs.ripe(ReportRun) == []
    fall_silent()
    assert jobs.ripe(ReportRun) == [job]


def test_after_three_attempts_a_job_is_spent(job) -> None:
    for _attempt in range(jobs.ATTEMPTS):
        assert jobs.spent(ReportRun) == []
        assert claim(job)
        fall_silent()
    assert (claim(job), jobs.ripe(ReportRun), jobs.spent(ReportRun)) == (None, [], [job])
