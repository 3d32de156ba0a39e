"""The notebook of docs is run cell by cell against a real server, as an analyst would."""

import ast
import json

import altair
import pytest

from accounts.domain.tokens import issue_token
from accounts.models import User
from accounts.roles import Role
from scripts.console import ROOT
from tests.factories import CaptivityFactory, completed_exchange, user_with

NOTEBOOK = ROOT / "docs" / "notebooks" / "reports.ipynb"


def cells() -> list[str]:
    return [
        "".join(each["source"]) for each in json.loads(NOTEBOOK.read_text())["cells"] if each["cell_type"] == "code"
    ]


def run(cell: str, known: dict[str, object]) -> object:
    """What a cell shows: the value of its last line, where that is an expression."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, NOTEBOOK.name, "exec"), known)  # noqa: S102 - our own file
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), known) if last else None  # noqa: S307


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("default")
def test_three_reports_are_pulled_and_drawn(live_server, monkeypatch) -> None:
    completed_exchange(95, 90)
    for _ in range(6):
        CaptivityFactory()
    told = {
        "user": user_with(Role.ANALYST),
        "name": "notebook",
        "scopes": ["reports:read"],
        "by": User.objects.system(),
    }
    monkeypatch.setenv("OBMIN_URL", live_server.url)
    monkeypatch.setenv("OBMIN_TOKEN", issue_token(**told)[1])
    known: dict[str, object] = {}
    shown = [run(cell, known) for cell in cells()]
    charts = [each for each in shown if isinstance(each, altair.Chart)]
    assert len([each.to_dict() for each in charts]) == 3
    assert known["ratio"]["to_us"].tolist() == [95]
    assert known["held"]["shown"].sum() == 5


def test_it_holds_no_output() -> None:
    """What somebody's own server answered is not for the repository."""
    stored = json.loads(NOTEBOOK.read_text())["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in stored)
