"""PostgreSQL and Redis for one command: `python -m scripts.services exec -- CMD`.

They live in a temporary folder, on free ports, and are removed afterwards. Those that the environment names are used
instead.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.console import Trouble, exit_with
from scripts.postgres import APPLICATION, OWNER, Postgres
from scripts.redis_server import Redis


@contextmanager
def ephemeral(*, large: bool = False) -> Iterator[dict[str, str]]:
    """Environment variables of servers that live as long as the block; `large` have memory for a large register."""
    folder = Path(tempfile.mkdtemp(prefix="obmin-"))
    folder.chmod(0o711)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        variables = {"OBMIN_SECRET_KEY": secrets.token_urlsafe(40), "OBMIN_HTTPS": "no"}
        if "DATABASE_URL" not in os.environ:
            passwords = {role: secrets.token_urlsafe(24) for role in ("postgres", OWNER, APPLICATION)}
            postgres = Postgres(folder / "postgres", passwords, lasting=False, large=large)
            stack.callback(postgres.stop)
            postgres.start()
            variables |= {"DATABASE_URL": postgres.url(OWNER), "DATABASE_APP_URL": postgres.url(APPLICATION)}
        if "REDIS_URL" not in os.environ:
            redis = Redis(folder / "redis", secrets.token_urlsafe(24), lasting=False)
            stack.callback(redis.stop)
            redis.start()
            variables["REDIS_URL"] = redis.url()
        yield {**variables, **os.environ}


def run(command: list[str], environment: dict[str, str]) -> int:
    """Runs a command to its end, whatever signal comes: Ctrl-C reaches it by itself, SIGTERM is handed on."""
    process = subprocess.Popen(command, env=environment)
    previous = {
        signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: process.terminate()),
    }
    try:
        code = process.wait()
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def main() -> int:
    match sys.argv[1:]:
        case ["exec", ("--" | "--large") as size, *command] if command:
            with ephemeral(large=size == "--large") as environment:
                return run(command, environment)
        case _:
            raise Trouble("usage: python -m scripts.services exec (-- | --large) COMMAND")


if __name__ == "__main__":
    exit_with(main)
