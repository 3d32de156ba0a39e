"""Pins: `python -m scripts.lock` compiles requirements*.in; `check` tells whether they are in step, offline."""

import re
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.console import ROOT, Trouble, exit_with, say

NAMES = ("requirements", "requirements-dev")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
OPTIONS = ("--generate-hashes", "--universal", "--python-version", "3.11", "--no-emit-index-url")


def wanted(source: Path) -> list[Requirement]:
    """The requirements of an .in file and of those that it includes."""
    found = []
    for line in (line.split("#")[0].strip() for line in source.read_text().splitlines()):
        if line.startswith("-r "):
            found += wanted(source.parent / line.removeprefix("-r "))
        elif line:
            found.append(Requirement(line))
    return found


def out_of_step(source: Path, compiled: Path) -> list[str]:
    """Lines of the .in file that the pins do not satisfy, and pins without a hash."""
    text = compiled.read_text()
    pins = {canonicalize_name(name): version for name, version in PIN.findall(text)}
    found = []
    for requirement in wanted(source):
        version = pins.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{compiled.name}: {requirement} has {version or 'no pin'}")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return found + [f"{compiled.name}: no hash: {block.split()[0]}" for block in blocks if unhashed(block)]


def unhashed(block: str) -> bool:
    return bool(PIN.match(block)) and "--hash=sha256:" not in block


def lock() -> None:
    """Compiles the pins; those that still fit stay as they are."""
    for name in NAMES:
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *OPTIONS, f"{name}.in", "-o", f"{name}.txt"]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise Trouble(f"{name}.in could not be compiled, see above")


def main() -> int:
    match sys.argv[1:]:
        case []:
            lock()
        case ["check"]:
            found = [line for name in NAMES for line in out_of_step(ROOT / f"{name}.in", ROOT / f"{name}.txt")]
            for line in found:
                say(line)
            return bool(found)
        case _:
            raise Trouble("usage: python -m scripts.lock [check]")
    return 0


if __name__ == "__main__":
    exit_with(main)
