"""Applications behind gunicorn with one worker, asked over one connection that stays open."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from django.db import connection

from scripts.ports import HOST, free_port, is_taken

PATIENCE = 60
#: One worker; a connection that waits for its turn stays open.
THREADED = ("--worker-class", "gthread", "--threads", "1", "--keep-alive", str(PATIENCE), "--log-level", "warning")


class Asked:
    """A served application and the connection to it."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.connection, self.headers = http.client.HTTPConnection(HOST, port, timeout=PATIENCE), headers

    def get(self, path: str) -> bytes:
        """The body of an answer. Raises RuntimeError for any that is no success."""
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{path}: {answer.status} {content[:200]!r}")
        return content


@contextmanager
def served(application: str, headers: dict[str, str] | None = None, **environment: str) -> Iterator[Asked]:
    """Serve an application over the measured database until the end of the block."""
    port, server = free_port(), os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    known = {"DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    gunicorn = [sys.executable, "-m", "gunicorn", application, "--bind", f"{HOST}:{port}", "--no-control-socket"]
    process = subprocess.Popen(
        [*gunicorn, *THREADED],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, **known, **environment},
    )
    try:
        end = time.monotonic() + PATIENCE
        while not is_taken(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{application} does not start")
            time.sleep(0.1)
        yield Asked(port, headers or {})
    finally:
        process.terminate()
        process.wait(PATIENCE)
