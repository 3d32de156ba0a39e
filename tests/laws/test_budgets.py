"""Budgets of DESIGN section 2: what does not fit is two things in one."""

import ast

from tests.laws.house import ROOT, sources, told, tree

FILE, VIEWS, FUNCTION = 300, 200, 35


def _lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_are_short() -> None:
    assert [f"{path.relative_to(ROOT)}: {_lines(path)}" for path in sources() if _lines(path) > FILE] == []


def test_views_are_thin() -> None:
    views = [path for path in sources() if "views" in path.parts]
    assert [f"{path.relative_to(ROOT)}: {_lines(path)}" for path in views if _lines(path) > VIEWS] == []


def test_functions_are_short() -> None:
    long = [
        f"{told(path, node)} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > FUNCTION
    ]
    assert long == []


def test_one_model_a_file() -> None:
    crowded = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.parent.name == "models"
        and sum(
            isinstance(node, ast.ClassDef)
            and any(isinstance(inner, ast.ClassDef) and inner.name == "Meta" for inner in node.body)
            for node in tree(path).body
        )
        > 1
    ]
    assert crowded == []
