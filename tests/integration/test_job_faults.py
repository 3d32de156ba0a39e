"""Workers killed twenty times over, and Redis killed over a full queue beside two beats: every job ends, once.

In the suite at a small size; `make prove-jobs` takes the full one and prints how long it took.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import repeat

import pytest
import redis
from django.conf import settings

from reports.enums import ArtefactFormat, RunStatus
from reports.models import Artefact, ReportRun
from scripts import children
from scripts.redis_server import Redis, server_binary
from tests.factories import completed_exchange
from tests.integration.conftest import Process, wait_for
from tests.integration.test_report_jobs import ask, ended, files_of, now, under_way

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]

TURNS = 20
#: Seconds within which every job is to end, whatever was killed.
SOON = 150
JOBS = [pytest.param(6, id="six"), pytest.param(100, id="a hundred", marks=pytest.mark.proving)]
ASK = """
import sys
import django; django.setup()
from accounts.models import User
from reports import catalogue
from reports.domain.runs import ask_for_run
for _each in range(int(sys.argv[1])):
    ask_for_run(report=catalogue.find("swap-ratio"), by=User.objects.system())
"""


@pytest.mark.proving
def test_a_child_killed_in_every_run_loses_and_doubles_nothing(worker, beat) -> None:
    started, seconds = worker(), []
    for _turn in range(TURNS):
        run = ask()
        wait_for(lambda run=run: under_way(run))
        os.kill(started.child, signal.SIGKILL)
        seconds.append(until_done(run))
    print("seconds from the kill of the child to the end:", *(f"{each:.0f}" for each in seconds))  # noqa: T201
    assert max(seconds) < SOON


@pytest.mark.proving
def test_a_tree_killed_in_every_run_loses_and_doubles_nothing(worker, beat) -> None:
    seconds = []
    for _turn in range(TURNS):
        started, run = worker(), ask()
        wait_for(lambda run=run: under_way(run))
        started.kill_tree()
        successor = worker()
        seconds.append(until_done(run))
        successor.kill_tree()
    print("seconds from the kill of the tree to the end:", *(f"{each:.0f}" for each in seconds))  # noqa: T201
    assert max(seconds) < SOON


def until_done(run: ReportRun) -> float:
    """Seconds until a run whose first worker was killed is done: by the second attempt, each file made once."""
    killed = time.monotonic()
    wait_for(lambda: ended(run), SOON)
    assert (now(run).status, now(run).attempts) == (RunStatus.DONE, 2)
    assert files_of(run) == ["csv", "json", "pdf", "xlsx"]
    return time.monotonic() - killed


class Killable(Redis):
    """A Redis that keeps nothing on disk and comes back, empty, under the address that it had."""

    @property
    def address(self) -> str:
        """The address that the settings of tests make of ours: that of this process's database."""
        return f"{self.url().rsplit('/', 1)[0]}/{settings.REDIS_URL.rsplit('/', 1)[1]}"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def start_again(self) -> None:
        self.process = children.start([server_binary(), str(self.folder / "redis.conf")], self.log, cwd=self.folder)
        self._wait()


@pytest.fixture
def own_redis(tmp_path, monkeypatch, process_environment) -> Iterator[Killable]:
    """A Redis of this test's own, which the processes that it starts are given."""
    server = Killable(tmp_path / "redis", "synthetic-pass", lasting=False)
    server.start()
    process_environment["REDIS_URL"] = server.url()
    yield server
    server.stop()


@pytest.fixture
def beats(celery, tmp_path, own_redis) -> Callable[[], list[Process]]:
    """Two clocks that know nothing of each other."""
    return lambda: [celery("beat", "-s", str(tmp_path / f"beat{one}"), "--pidfile", "") for one in (1, 2)]


@pytest.mark.parametrize("many", JOBS)
def test_redis_killed_over_a_full_queue_beside_two_beats(own_redis, celery, worker, beats, process_environment, many):
    completed_exchange(40, 150)
    subprocess.run([sys.executable, "-c", ASK, str(many)], env=process_environment, check=True, timeout=120)
    with redis.Redis.from_url(own_redis.address) as client:
        assert client.llen("obmin") == many
    workers = [worker() for _each in range(2)]
    beats()
    wait_for(lambda: ReportRun.objects.filter(status=RunStatus.DONE).count() >= many // 10)
    own_redis.kill()
    assert ReportRun.objects.filter(status=RunStatus.QUEUED).exists(), "it was killed over a queue"
    time.sleep(1)
    own_redis.start_again()
    began = time.monotonic()
    wait_for(lambda: not ReportRun.objects.exclude(status=RunStatus.DONE).exists(), SOON)
    print(f"{many} jobs ended {time.monotonic() - began:.0f} s after Redis came back")  # noqa: T201
    assert all(each.popen.poll() is None for each in workers), "no worker was lost with Redis"
    assert Counter(Artefact.objects.values_list("format", flat=True)) == dict(
        zip(ArtefactFormat, repeat(many), strict=False)
    )
