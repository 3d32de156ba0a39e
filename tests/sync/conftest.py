"""A real server in processes of its own over the test's database, and offices that sync with it."""

import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterator

import httpx
import pytest

from accounts.roles import Role
from clients import obmin_sync
from scripts import children
from scripts.console import ROOT
from scripts.ports import free_port
from tests.api.conftest import client_of, token_of
from tests.conftest import of_processes
from tests.factories import user_with
from tests.factories.accounts import token_for
from tests.integration.conftest import wait_for
from tests.sync.office import CLIENT, Office

__all__ = ["client_of", "token_of"]
#: What holds people back would hold rigs back.
UNHINDERED = {"OBMIN_API_RATE": "10000000", "OBMIN_READS_ALARM": "1000000000", "OBMIN_API_STRAIN": "0"}
SCOPES = ["*:read", "sources:write", "persons:write", "sync:write"]


@pytest.fixture(scope="session")
def server(django_db_setup, tmp_path_factory) -> Iterator[str]:
    """The address of the site, served by gunicorn as the Procfile has it."""
    port, log = free_port(), tmp_path_factory.mktemp("server") / "gunicorn.log"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--preload"]
    command += ["--workers", "2", "--threads", "8", "--no-control-socket"]
    process = children.start(command, log, env=of_processes() | UNHINDERED, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: process.poll() is not None or answers(url))
        assert process.poll() is None, log.read_text()
        yield url
    finally:
        # At once: a server that is asked to stop waits for those whom it keeps waiting for news.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/live/").is_success
    except httpx.RequestError:
        return False


@pytest.fixture
def token(transactional_db) -> str:
    """That of somebody who sees all that is general and may write sources and persons."""
    return token_for(user_with(Role.REGISTRAR), SCOPES)


@pytest.fixture
def line(server, token) -> Iterator[obmin_sync.Line]:
    """A line of the reference client, to ask by oneself."""
    made = obmin_sync.Line(server, token, 60)
    yield made
    made.http.close()


@pytest.fixture
def office(server, token, tmp_path) -> Iterator[Callable[..., Office]]:
    """Opens field offices; their processes are killed at the end."""
    opened: list[Office] = []
    numbers = itertools.count()

    def open_one(url: str = server, types: str = "", program: list[str] = CLIENT, **other: str) -> Office:
        folder = tmp_path / f"office{next(numbers)}"
        folder.mkdir()
        opened.append(Office(folder, url, other.get("token", token), types, program))
        return opened[-1]

    yield open_one
    for each in opened:
        each.kill()
