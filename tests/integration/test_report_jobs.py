"""Workers killed with SIGKILL, a flushed Redis and none at all: every run ends, once."""

import os
import signal
import subprocess
import sys

import pytest
import redis
from django.conf import settings

from accounts.models import User
from audit.models import Change
from reports import catalogue
from reports.domain import work
from reports.domain.runs import ask_for_run
from reports.enums import ArtefactFormat, RunStatus
from reports.models import Artefact, ReportRun
from tests.factories import completed_exchange
from tests.integration.conftest import wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]


def ask(report: str = "slow") -> ReportRun:
    return ask_for_run(report=catalogue.find(report), by=User.objects.system())


def now(run: ReportRun) -> ReportRun:
    return ReportRun.objects.get(pk=run.pk)


def under_way(run: ReportRun) -> bool:
    return now(run).status == RunStatus.RUNNING and now(run).done > 1


def ended(run: ReportRun) -> bool:
    return now(run).has_ended


def files_of(run: ReportRun) -> list[str]:
    return sorted(Artefact.objects.filter(run=run).values_list("format", flat=True))


def test_a_run_is_answered_once() -> None:
    completed_exchange(40, 150)
    run = ask("swap-ratio")
    assert work.work_off(run.pk)
    assert not work.work_off(run.pk)
    assert (now(run).status, now(run).attempts, now(run).progress) == (RunStatus.DONE, 1, 1.0)
    assert now(run).answer["figures"][0]["value"] == [40, 150]
    assert files_of(run) == sorted(ArtefactFormat)


def test_the_run_names_the_last_change_it_saw_and_the_sum_of_its_csv() -> None:
    run = ask("swap-ratio")
    last = Change.objects.order_by("-id").first().pk
    work.work_off(run.pk)
    assert now(run).seen_change == last + 1, "the claim is a change too"
    assert now(run).checksum == Artefact.objects.get(run=run, format="csv").sha256


def test_a_killed_child_loses_nothing_and_doubles_nothing(worker, beat) -> None:
    started = worker()
    run = ask()
    wait_for(lambda: under_way(run))
    os.kill(started.child, signal.SIGKILL)
    wait_for(lambda: ended(run))
    assert (now(run).status, now(run).attempts) == (RunStatus.DONE, 2)
    assert files_of(run) == ["csv", "json", "pdf", "xlsx"]


def test_a_killed_tree_loses_nothing_and_doubles_nothing(worker, beat) -> None:
    started = worker()
    run = ask()
    wait_for(lambda: under_way(run))
    started.kill_tree()
    assert now(run).status == RunStatus.RUNNING
    worker()
    wait_for(lambda: ended(run))
    assert (now(run).status, now(run).attempts) == (RunStatus.DONE, 2)
    assert files_of(run) == ["csv", "json", "pdf", "xlsx"]


def test_a_run_that_always_kills_its_worker_fails_after_three(worker, beat) -> None:
    worker()
    run = ask("deadly")
    wait_for(lambda: ended(run))
    assert (now(run).status, now(run).attempts, now(run).failure) == (RunStatus.FAILED, 3, "worker_died")
    assert files_of(run) == []


def test_a_flushed_redis_loses_no_run(worker, beat) -> None:
    runs = [ask("swap-ratio") for _number in range(5)]
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        assert client.llen("obmin") == 5
        client.flushdb()
    worker()
    wait_for(lambda: all(ended(run) for run in runs))
    assert {now(run).status for run in runs} == {RunStatus.DONE}
    assert {now(run).attempts for run in runs} == {1}


def test_without_anybody_to_ring_again_a_flushed_run_waits(worker) -> None:
    lost = ask("swap-ratio")
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
    worker()
    later = ask("swap-ratio")
    wait_for(lambda: ended(later))
    assert now(lost).status == RunStatus.QUEUED


ASK = """
import django; django.setup()
from accounts.models import User
from reports import catalogue
from reports.domain.runs import ask_for_run
ask_for_run(report=catalogue.find("swap-ratio"), by=User.objects.system())
"""


def test_without_redis_a_question_is_still_taken(process_environment) -> None:
    nowhere = process_environment | {"REDIS_URL": "redis://127.0.0.1:1/0"}
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env=nowhere, capture_output=True, text=True, timeout=60, check=False
    )
    assert asked.returncode == 0, asked.stderr
    assert "the dispatcher will ring later" in asked.stderr
    assert ReportRun.objects.get().status == RunStatus.QUEUED
