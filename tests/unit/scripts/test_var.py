"""The data folder: one run at a time, private secrets, and recovery from a run that was killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from scripts.console import Trouble
from scripts.postgres import Postgres
from scripts.redis_server import Redis
from scripts.var import MARK, Var


def claim(var: Var) -> None:
    """What the start of a run does to the folder."""
    with var.claimed():
        pass


@pytest.fixture
def var(tmp_path):
    return Var(tmp_path / "var")


@pytest.fixture
def claimed(var):
    with var.claimed():
        yield var


def test_a_second_run_is_refused_and_told_of_the_first(claimed):
    with pytest.raises(Trouble, match=f"another `make run` uses .* \\(process {os.getpid()}\\)"):
        claim(Var(claimed.folder))


def test_a_run_that_was_killed_leaves_no_lock(var):
    var.folder.mkdir()
    code = f"""
import os, pathlib, scripts.var
with scripts.var.Var(pathlib.Path({str(var.folder)!r})).claimed():
    os.kill(os.getpid(), 9)
"""
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == -signal.SIGKILL
    claim(var)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match="no write access to .*/file/var"):
        claim(Var(tmp_path / "file" / "var"))


def test_secrets_are_kept_and_private(claimed):
    first = claimed.secrets()
    assert Var(claimed.folder).secrets() == first
    assert (claimed.folder / "secrets.json").stat().st_mode & 0o777 == 0o600


@contextmanager
def sleeper(mark: str) -> Iterator[subprocess.Popen]:
    """A process that carries a mark, once others can read it: a program that is just being loaded has none yet."""
    process = subprocess.Popen(["sleep", "60"], env={**os.environ, MARK: mark})
    while MARK not in psutil.Process(process.pid).environ():
        time.sleep(0.01)
    yield process
    process.kill()
    process.wait()


def test_a_process_of_a_killed_run_is_ended(var):
    with sleeper(str(var.folder)) as left:
        claim(var)
        assert left.poll() is not None


def test_a_process_of_another_folder_is_left_alone(var):
    with sleeper("/elsewhere") as other:
        claim(var)
        assert other.poll() is None


def test_a_postgres_of_a_killed_run_is_ended_and_its_data_serve_again(var):
    var.folder.mkdir(mode=0o711)
    first = Postgres(var.folder / "postgres", var.secrets(), lasting=True)
    first.start()
    claim(var)
    assert first.process.wait(5) == 0
    second = Postgres(var.folder / "postgres", var.secrets(), lasting=True)
    second.start()
    second.stop()


def test_a_pid_file_whose_number_belongs_to_another_program_is_removed(var):
    data = var.folder / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    claim(var)
    assert not (data / "postmaster.pid").exists()
    assert psutil.pid_exists(os.getpid())


def test_a_redis_of_a_killed_run_is_ended(var):
    var.folder.mkdir()
    left = Redis(var.folder / "redis", "password", lasting=True)
    left.start()
    claim(var)
    assert left.process.wait(5) == 0


def test_a_cluster_whose_creation_was_interrupted_is_created_anew(claimed):
    half = claimed.folder / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server = Postgres(claimed.folder / "postgres", claimed.secrets(), lasting=True)
    server.start()
    server.stop()
    assert not half.exists()
