"""Law 1: a write is a verb with an actor, and lives in domain/."""

import ast
import importlib
import inspect
import pkgutil

import pytest

from audit.verbs import VERBS
from tests.laws.house import ROOMS, sources, told, tree

#: Calls that write. `.save(` on a form or a file has arguments of its own and is looked at where it stands.
WRITES = {"bulk_create", "bulk_update", "create", "get_or_create", "update_or_create", "update", "delete", "save"}
#: Where writes are at home, and the jobs of Postgres which are no records.
AT_HOME = {"domain", "migrations"}
NO_RECORDS = {"common/jobs.py"}


def _domain_modules() -> list[str]:
    names = []
    for room in ROOMS:
        try:
            package = importlib.import_module(f"{room}.domain")
        except ModuleNotFoundError:
            continue
        names += [name for _, name, _ in pkgutil.walk_packages(package.__path__, f"{room}.domain.")]
    return names


@pytest.mark.parametrize("name", _domain_modules())
def test_a_verb_takes_its_arguments_by_name_and_an_actor(name: str) -> None:
    for function in vars(importlib.import_module(name)).values():
        if not hasattr(function, "verb_name") or function.__module__ != name:
            continue
        parameters = inspect.signature(function).parameters
        assert "by" in parameters, function
        assert all(p.kind in {p.KEYWORD_ONLY, p.VAR_KEYWORD} for p in parameters.values()), function


def test_there_are_verbs() -> None:
    assert {"exchanges.log", "exchanges.move", "sources.register"} <= VERBS.keys()


def _writes(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
        return False
    # A queryset or a manager: `Model.objects.create`, `rows.filter(...).update`. Dictionaries and hashes update too.
    receiver = ast.unparse(node.func.value)
    return ".objects" in receiver or ".filter(" in receiver or node.func.attr in {"bulk_create", "bulk_update"}


def test_nobody_writes_outside_domain() -> None:
    found = [
        told(path, node)
        for path in sources()
        if not AT_HOME & set(path.parts) and not any(str(path).endswith(name) for name in NO_RECORDS)
        for node in ast.walk(tree(path))
        if _writes(node)
    ]
    assert found == []


def test_the_search_finds_a_write() -> None:
    call = ast.parse("Exchange.objects.filter(pk=1).update(notes='')").body[0].value
    assert _writes(call)
