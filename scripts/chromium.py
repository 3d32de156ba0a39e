"""The Chromium that tests drive: found, or installed where that is possible."""

import os
import shutil
import subprocess

from scripts.console import Trouble, exit_with, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: No sandbox, since containers have none to give; the rest keeps it from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium: OBMIN_CHROMIUM, else the first on PATH."""
    if given := os.environ.get("OBMIN_CHROMIUM"):
        if not shutil.which(given):
            raise Trouble(f"OBMIN_CHROMIUM: {given} is not a program")
        return given
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> None:
    """Installs Debian's package when there is none; says how when it may not."""
    if find():
        return
    apt = shutil.which("apt-get")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not apt or (prefix and not shutil.which("sudo")):
        raise Trouble(
            "the browser tests need Chromium: install it (Debian: apt-get install chromium) or set OBMIN_CHROMIUM"
        )
    say("Installing Chromium for the browser tests ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*prefix, apt, *command], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Trouble(f"Chromium could not be installed ({last}): install it yourself or set OBMIN_CHROMIUM")


def main() -> int:
    ensure()
    return 0


if __name__ == "__main__":
    exit_with(main)
