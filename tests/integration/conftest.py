"""Real workers over the test's own database and Redis."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings

from tests.integration.slow_reports import reports as slow

PATIENCE = 60


class Process:
    """A Celery process in a session of its own, so that its whole tree can be killed."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as sink:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", *command],
                env=environment,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )

    @property
    def child(self) -> int:
        """The one child that does the work."""
        pid = self.popen.pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def kill_tree(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()


@pytest.fixture
def celery(transactional_db, process_environment, tmp_path) -> Iterator[Callable[..., Process]]:
    """Starts `celery -A config <command>`; whatever it started is killed at the end."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.flushdb()
    started: list[Process] = []
    environment = process_environment | {"DJANGO_SETTINGS_MODULE": "tests.integration.worker_settings"}

    def start(*command: str) -> Process:
        started.append(Process([*command, "-l", "INFO"], environment, tmp_path / "celery.log"))
        return started[-1]

    slow.add()
    yield start
    slow.remove()
    for process in started:
        process.kill_tree()
    client.flushdb()
    client.close()


@pytest.fixture
def worker(celery) -> Callable[[], Process]:
    return lambda: celery("worker", "--concurrency", "1", "--without-gossip", "--without-mingle")


@pytest.fixture
def beat(celery, tmp_path) -> Process:
    """The clock that rings again for what was lost."""
    return celery("beat", "-s", str(tmp_path / "beat"), "--pidfile", "")


def wait_for(condition: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """The first true answer of a condition."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come in time")
