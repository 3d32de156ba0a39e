"""`make check`: every check, two at a time, all of them even when one fails. Names after it choose some."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from scripts.console import ROOT, Trouble, exit_with, say

BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
SCHEMA = ROOT / "docs" / "openapi.yaml"
#: Settings as on a real server, for Django's own check of a deployment.
DEPLOYED = {"OBMIN_HTTPS": "yes", "OBMIN_DEBUG": "no", "OBMIN_HOSTS": "obmin.example"}


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def manage(*arguments: str) -> list[str]:
    return [PYTHON, "manage.py", *arguments]


CHECKS = [
    Check("format", tool("ruff", "format", "--check", "--quiet", ".")),
    Check("ruff", tool("ruff", "check", "--quiet", ".")),
    Check("imports", tool("lint-imports", "--no-logo")),
    Check("deploy", manage("check", "--deploy", "--fail-level=WARNING"), DEPLOYED),
    Check("migrations", manage("makemigrations", "--check", "--dry-run")),
    Check("messages", [PYTHON, "-m", "scripts.messages", "check"]),
    Check("templates", tool("djlint", "templates", "--lint", "--quiet")),
    Check("schema", [PYTHON, "-m", "scripts.check", "--schema"]),
    Check("requirements", [PYTHON, "-m", "scripts.lock", "check"]),
    Check("yaml", tool("yamllint", "--strict", "docker-compose.yml", ".pre-commit-config.yaml", ".yamllint.yaml")),
    Check("bandit", tool("bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", ".")),
    Check("dockerfile", tool("hadolint", "Dockerfile")),
]


def run(check: Check) -> bool:
    """Whether a check passes; what it printed is shown when it does not."""
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    line = f"{'ok  ' if passed else 'FAIL'} {check.name} ({time.monotonic() - start:.1f} s)"
    say(line if passed else f"{line}\n{done.stdout.rstrip()}\n")
    return passed


def check_schema() -> int:
    """Whether the committed OpenAPI document is the one that the code gives."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.yaml"
        command = manage("spectacular", "--lang", "en", "--validate", "--fail-on-warn", "--file", str(fresh))
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise Trouble("the OpenAPI document has faults, see above")
        if not SCHEMA.exists() or SCHEMA.read_text() != fresh.read_text():
            raise Trouble("docs/openapi.yaml is not what the code gives: run `make schema`")
    return 0


def main() -> int:
    chosen = sys.argv[1:]
    if chosen == ["--schema"]:
        return check_schema()
    if unknown := set(chosen) - {check.name for check in CHECKS}:
        raise Trouble(f"no check named {', '.join(sorted(unknown))}; there are {', '.join(c.name for c in CHECKS)}")
    todo = [check for check in CHECKS if not chosen or check.name in chosen]
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = list(pool.map(run, todo)).count(False)
    say(f"{len(todo) - failed} of {len(todo)} checks passed")
    return bool(failed)


if __name__ == "__main__":
    exit_with(main)
