"""What the laws are checked on: our rooms, their models, their source files."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]

#: From the ground to the roof: a room imports and points to those before it only. `api` and `reports` are neighbours.
ROOMS = [
    "common",
    "audit",
    "accounts",
    "sources",
    "places",
    "units",
    "prisoners",
    "negotiations",
    "exchanges",
    "reports",
    "api",
    "config",
]


def our_models() -> list[type[models.Model]]:
    """Every model of our rooms that has a table."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ROOMS]


def sources(*rooms: str) -> Iterator[Path]:
    """The Python files of our rooms, without migrations."""
    for room in rooms or ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def told(path: Path, node: ast.AST) -> str:
    """Where a node stands, as `room/file.py:12`."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"
