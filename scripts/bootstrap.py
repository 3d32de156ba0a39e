"""The virtual environment, from Python's own library alone: `python3 -m scripts.bootstrap`.

Installs the pinned and hashed requirements, and does nothing while they have not changed. This file is read by whatever
Python is there, so it keeps to what an old one understands until it has looked at the version.
"""

import contextlib
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
REQUIREMENTS = "requirements-dev.txt"


class Unfit(Exception):
    """This machine lacks something; the message says what, and how to get it."""


def check_python(version, has_ensurepip):
    """Raises Unfit for a Python that cannot make the environment."""
    if version < OLDEST:
        raise Unfit(
            "Python %d.%d is too old: 3.11 or later is needed. Choose another: make PYTHON=/path/to/python3.11 run"
            % version[:2]
        )
    if not has_ensurepip:
        raise Unfit("this Python has no venv module: apt-get install python3-venv, or make PYTHON=/path/to/python3 run")


def fingerprint(root=ROOT):
    """Changes when the requirements, the Python, or the place of the environment do: its programs name that place."""
    place = str((root / ".venv").resolve())
    content = (root / REQUIREMENTS).read_bytes() + sys.version.encode()
    return place + "\n" + hashlib.sha256(content).hexdigest()


def is_fresh(root=ROOT):
    """Whether the environment holds just what the requirements say."""
    return _stamp(root) == fingerprint(root)


def is_usable(root=ROOT):
    """Whether packages can be installed into the environment that is there: it runs and was not moved."""
    python = root / ".venv" / "bin" / "python"
    if not python.exists() or (_stamp(root) or fingerprint(root)).split("\n")[0] != fingerprint(root).split("\n")[0]:
        return False
    probe = "import pip, sys; sys.exit(sys.version_info[:2] != %r)" % (sys.version_info[:2],)
    return subprocess.run([str(python), "-c", probe], capture_output=True, check=False).returncode == 0


def install(root=ROOT):
    """Creates the environment if need be and installs the requirements; an interrupted run goes on the next time."""
    if not os.access(str(root), os.W_OK):
        raise Unfit("no write access to %s, where the virtual environment goes" % root)
    venv = root / ".venv"
    print("Installing Python packages into .venv (the first time takes a minute or two) ...", flush=True)
    usable = is_usable(root)
    with contextlib.suppress(FileNotFoundError):
        (venv / ".stamp").unlink()
    if not usable:
        _run([sys.executable, "-m", "venv", "--clear", str(venv)], "the creation of .venv")
    options = ["-qq", "--disable-pip-version-check", "--no-input", "--require-hashes", "-r", str(root / REQUIREMENTS)]
    _run([str(venv / "bin" / "python"), "-m", "pip", "install", *options], "the installation of packages")
    (venv / ".stamp").write_text(fingerprint(root))


def _stamp(root):
    stamp = root / ".venv" / ".stamp"
    return stamp.read_text() if stamp.exists() else None


def _run(command, what):
    if subprocess.run(command, check=False).returncode:
        raise Unfit("%s failed, see above; nothing else was changed. Mend it and run the same command again" % what)


def main():
    try:
        check_python(sys.version_info[:2], importlib.util.find_spec("ensurepip") is not None)
        if not is_fresh():
            install()
    except Unfit as unfit:
        print("obmin: %s" % unfit, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
