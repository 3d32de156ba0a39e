"""Servers started as children: in a session of their own, so that Ctrl-C reaches the one who stops them in order."""

import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

from scripts.console import Trouble


def dies_with_parent(how: signal.Signals) -> list[str]:
    """A command prefix (util-linux) that has the kernel signal the server if its parent is killed outright."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", how.name.removeprefix("SIG")] if setpriv else []


def start(command: list[str], log: Path, **options: Any) -> subprocess.Popen:
    """Starts a server whose output goes to the end of `log`."""
    with log.open("ab") as sink:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
            **options,
        )


def stop(process: subprocess.Popen, how: signal.Signals, seconds: float = 20) -> None:
    """Asks the server to stop, waits, and kills it if it does not."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_words(log: Path, name: str) -> Trouble:
    """The trouble that a server which did not start wrote last."""
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return Trouble(f"{name} did not start: {lines[-1] if lines else 'it wrote nothing'} (see {log})")
