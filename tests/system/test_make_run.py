"""`make run` for real: everything starts, answers, and is gone after Ctrl-C; a killed run is recovered from."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from scripts.console import ROOT
from scripts.ports import free_port

pytestmark = pytest.mark.timeout(300)


class Run:
    """A run on a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.start()

    def start(self) -> None:
        clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        ours = {
            "OBMIN_VAR": str(self.folder),
            "OBMIN_PORT": str(self.port),
            "OBMIN_DEMO_PERSONS": "100",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.log = (self.folder.parent / "log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scripts.run"],
            cwd=ROOT,
            env=clean | ours,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def wait(self) -> None:
        """Till the run says that it is ready."""
        end = time.monotonic() + 240
        while "Ctrl-C stops everything" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.2)

    def said(self) -> str:
        return Path(self.log.name).read_text()

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        code = self.process.wait(60)
        self.log.close()
        return code


@pytest.fixture(scope="module")
def seeded(tmp_path_factory) -> Iterator[Run]:
    """Filling a site takes a minute, starting a filled one seconds."""
    run = Run(tmp_path_factory.mktemp("run") / "var")
    yield run
    if run.process.poll() is None:
        run.stop(signal.SIGINT)


@pytest.fixture
def run(seeded) -> Run:
    """A run that is ready."""
    if seeded.process.poll() is not None:
        seeded.start()
    seeded.wait()
    return seeded


def answers(run: Run) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{run.port}/health/ready/", timeout=5) as answer:
        return answer.status == 200


def test_it_starts_and_is_gone_after_ctrl_c(run):
    assert answers(run)
    family = run.family()
    assert run.stop(signal.SIGINT) == 0
    assert psutil.wait_procs(family, timeout=5)[1] == []


def test_it_starts_again_after_it_was_killed(run):
    family = run.family()
    run.stop(signal.SIGKILL)
    run.start()
    run.wait()
    assert answers(run)
    assert psutil.wait_procs(family, timeout=5)[1] == []
