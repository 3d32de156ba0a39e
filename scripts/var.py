"""The folder `var/`: data that survive, secrets made once, and whose turn it is to use them."""

import fcntl
import json
import os
import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from scripts.console import ROOT, Trouble
from scripts.postgres import ANALYST, APPLICATION, OWNER

#: Marks the processes of a run in their environment, so that those which outlive a killed run can be told.
MARK = "OBMIN_RUN"
NAMES = ("OBMIN_SECRET_KEY", "OBMIN_ANCHOR_KEY", "postgres", OWNER, APPLICATION, ANALYST, "redis")
#: Bytes of those that are not as long as the others.
BYTES = {"OBMIN_ANCHOR_KEY": 32}


class Var:
    """One data folder; `claimed` while anything is started on it."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get("OBMIN_VAR", ROOT / "var")).resolve()
        self.environment_file = self.folder / "environment.json"
        self.sign_ins = self.folder / "demo-sign-ins.txt"

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Holds the folder for this process, till it ends however it ends, and ends what a killed run left over."""
        try:
            self.folder.mkdir(exist_ok=True)
            self.folder.chmod(0o711)
            lock = (self.folder / "lock").open("a+")
        except OSError as error:
            raise Trouble(f"no write access to {self.folder}: {error.strerror}. The data live there") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip()
                raise Trouble(f"another `make run` uses {self.folder} (process {holder}): stop it first") from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            self.end_leftovers()
            yield

    def is_claimed(self) -> bool:
        """Whether a run is alive on the folder."""
        try:
            with (self.folder / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def secrets(self) -> dict[str, str]:
        """Keys and passwords of this data folder, made at the first start and kept from others."""
        file = self.folder / "secrets.json"
        known = json.loads(file.read_text()) if file.exists() else {}
        if missing := [name for name in NAMES if name not in known]:
            known |= {name: secrets.token_urlsafe(BYTES.get(name, 40)) for name in missing}
            write_private(file, json.dumps(known, indent=1))
        return known

    def end_leftovers(self) -> None:
        """Ends what is left of a run that was killed: ours by the mark, the servers by their pid files."""
        self.end_marked()
        data, redis = self.folder / "postgres" / "data", self.folder / "redis"
        _end_server(data / "postmaster.pid", lambda process: str(data) in process.cmdline())
        _end_server(redis / "redis.pid", lambda process: process.cwd() == str(redis))

    def end_marked(self) -> None:
        """Ends every process that carries this folder's mark."""
        end(processes(lambda process: process.environ().get(MARK) == str(self.folder)))


def write_private(file: Path, text: str) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(file)


def processes(wanted: Callable[[psutil.Process], bool]) -> list[psutil.Process]:
    """Processes, other than this one, that we may look at and that are wanted."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and wanted(process):
                found.append(process)
        except psutil.Error:
            continue
    return found


def end(found: list[psutil.Process], how: signal.Signals = signal.SIGTERM, seconds: float = 15) -> None:
    """Ends processes, by force those that do not go by themselves."""
    for process in found:
        process.send_signal(how)
    for process in psutil.wait_procs(found, timeout=seconds)[1]:
        process.kill()


def _end_server(pid_file: Path, is_ours: Callable[[psutil.Process], bool]) -> None:
    """Ends the server named in a pid file and removes the file, also when its number belongs to another program now."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        pid = -1
    # At SIGTERM PostgreSQL would wait for its clients; at SIGINT both servers stop at once and in order.
    end(processes(lambda process: process.pid == pid and is_ours(process)), signal.SIGINT)
    pid_file.unlink(missing_ok=True)
