"""`make run`: servers, migrations, demo data, then web, workers and beat until Ctrl-C; nothing outlives it.

`python -m scripts.run manage COMMAND` runs a command of Django on the same data, beside a run or without one.
"""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts import children
from scripts.console import ROOT, Trouble, exit_with, say
from scripts.ports import is_taken
from scripts.postgres import APPLICATION, OWNER, Postgres
from scripts.redis_server import Redis
from scripts.services import run
from scripts.var import MARK, Var, write_private

BIN = ROOT / ".venv" / "bin"
MANAGE = [str(BIN / "python"), "manage.py"]
Environment = dict[str, str]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def address() -> tuple[str, int]:
    """Where the site listens, from OBMIN_BIND and OBMIN_PORT."""
    host, given = os.environ.get("OBMIN_BIND", "127.0.0.1"), os.environ.get("OBMIN_PORT", "8000")
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Trouble(f"OBMIN_PORT: {given!r} is not a port; choose a number from 1024 to 65535")
    return host, int(given)


@contextmanager
def servers(var: Var) -> Iterator[Environment]:
    """The environment of the product beside its PostgreSQL and Redis: those the environment names, else our own."""
    known = var.secrets()
    ours = {
        "OBMIN_SECRET_KEY": known["OBMIN_SECRET_KEY"],
        "OBMIN_ANCHOR_KEY": known["OBMIN_ANCHOR_KEY"],
        "OBMIN_ANCHOR_FILE": str(var.folder / "anchors.jsonl"),
        "OBMIN_HTTPS": "no",
        "OBMIN_URL": "http://{}:{}".format(*address()),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    with ExitStack() as stack:
        if "DATABASE_URL" not in os.environ:
            postgres = Postgres(var.folder / "postgres", known, lasting=True)
            stack.callback(postgres.stop)
            postgres.start()
            ours |= {"DATABASE_URL": postgres.url(APPLICATION), "DATABASE_OWNER_URL": postgres.url(OWNER)}
        if "REDIS_URL" not in os.environ:
            redis = Redis(var.folder / "redis", known["redis"], lasting=True)
            stack.callback(redis.stop)
            redis.start()
            ours["REDIS_URL"] = redis.url()
        write_private(var.environment_file, json.dumps(ours))
        stack.callback(var.environment_file.unlink, missing_ok=True)
        path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
        marks = {MARK: str(var.folder), "OBMIN_VAR": str(var.folder)}
        yield {**ours, **os.environ, **marks, "PATH": path, "PYTHONUNBUFFERED": "1"}


def as_owner(environment: Environment) -> Environment:
    """The same with the database role that may change tables."""
    return {**environment, "DATABASE_URL": environment.get("DATABASE_OWNER_URL", environment["DATABASE_URL"])}


def manage(environment: Environment, *arguments: str) -> str:
    """What a command of Django prints."""
    done = subprocess.run([*MANAGE, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Trouble(f"manage.py {arguments[0]} failed: {last}")
    return done.stdout


def prepare(var: Var, environment: Environment) -> None:
    """Tables, demo data and static files; nothing to do for our own database while no file of the product changed."""
    stamp = var.folder / "postgres" / "prepared"
    persons = os.environ.get("OBMIN_DEMO_PERSONS", "3000")
    now = f"{fingerprint()} {persons}"
    done = stamp.exists() and stamp.read_text() == now and (ROOT / "staticfiles").is_dir()
    if done and "DATABASE_URL" not in os.environ:
        return
    say("Preparing the database ...")
    with ThreadPoolExecutor() as pool:
        static = pool.submit(manage, environment, "collectstatic", "--no-input", "--verbosity=0")
        manage(as_owner(environment), "migrate", "--no-input", "--verbosity=0")
        manage(environment, "seed_demo", "--persons", persons, "--sign-ins", str(var.sign_ins))
        static.result()
    if "DATABASE_URL" not in os.environ:
        write_private(stamp, now)


def fingerprint(root: Path = ROOT) -> str:
    """Changes when a file does that migrations, demo data or static files come from."""
    rooms = [path.parent for path in root.glob("*/apps.py")]
    files = [file for room in rooms for file in room.rglob("*") if file.suffix in {".py", ".csv"}]
    files += [file for file in (root / "static").rglob("*") if file.is_file()]
    told = [f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in sorted(files)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def serve(var: Var) -> int:
    """Everything, until a signal or until one of the processes ends."""
    host, port = address()
    with var.claimed():
        if is_taken(port, host):
            raise Trouble(
                f"port {port} is taken: stop what listens there, or choose another: OBMIN_PORT={port + 1} make run"
            )
        for number in SIGNALS:
            signal.signal(number, signal.default_int_handler)
        with servers(var) as environment:
            try:
                prepare(var, environment)
                _processes(var, environment, f"http://{host}:{port}")
            except KeyboardInterrupt:
                say("Stopping ...")
            finally:
                for number in SIGNALS:
                    signal.signal(number, signal.SIG_IGN)
                var.end_marked()
    say(f"Stopped. The data are in {var.folder}")
    return 0


def _processes(var: Var, environment: Environment, url: str) -> None:
    command = [*children.dies_with_parent(signal.SIGTERM), str(BIN / "honcho"), "start", "--procfile", "Procfile"]
    honcho = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        if _answers(honcho, f"{url}/health/live/"):
            welcome(var, url)
        code = honcho.wait()
    finally:
        with contextlib.suppress(KeyboardInterrupt):
            children.stop(honcho, signal.SIGTERM)
    raise Trouble(f"a process ended by itself (code {code}), see above; everything was stopped")


def _answers(honcho: subprocess.Popen, url: str, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while honcho.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return True
        except urllib.error.HTTPError:
            return True  # it refuses the name that it was asked by, and is up
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    return False


def welcome(var: Var, url: str) -> None:
    """The address and the demo sign-ins."""
    say(f"\n  Obmin is at {url}/\n")
    if var.sign_ins.exists():
        say(f"  Demo sign-ins (also in {var.sign_ins}):")
        for line in var.sign_ins.read_text().splitlines():
            say(f"    {line}")
        say("  Their second factor, new each half minute: make demo-code NAME=registrar")
    say("\n  Ctrl-C stops everything.\n")


def command(var: Var, arguments: list[str]) -> int:
    """A command of Django on the data, as the owner where it changes tables."""
    change = as_owner if arguments[0] in {"migrate", "dbshell"} else lambda environment: environment
    if var.is_claimed():
        environment = {**json.loads(var.environment_file.read_text()), **os.environ}
        return run([*MANAGE, *arguments], change(environment))
    with var.claimed(), servers(var) as environment:
        return run([*MANAGE, *arguments], change(environment))


def main() -> int:
    match sys.argv[1:]:
        case []:
            return serve(Var())
        case ["manage", *arguments] if arguments:
            return command(Var(), arguments)
        case _:
            raise Trouble("usage: python -m scripts.run [manage COMMAND ...]")


if __name__ == "__main__":
    exit_with(main)
