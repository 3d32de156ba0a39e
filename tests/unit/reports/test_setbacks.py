"""Setbacks against the rows that the register was made of, and against the public record."""

import datetime
from collections.abc import Iterator

import pytest

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.catalogue.answer import Answer
from tests.factories import user_with
from tests.factories.awkward import SWAPS
from tests.factories.told import awkward_told
from tests.shared import kept, shared
from tests.unit.reports import record
from tests.unit.reports.asking import ask, values

KEY = "setbacks"
pytestmark = pytest.mark.django_db
#: Made on top of the register: carried out, and what failed before them.
MORE, FAILED = ["formula157", "named", "third", "late"], ["first", "second"]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shared(django_db_blocker):
        kept(awkward_told)
        yield


@pytest.fixture
def answer(made) -> Answer:
    return ask(KEY)


def carried_out() -> list[str]:
    parents = {swap.stage_of for swap in SWAPS}
    return [
        swap.key
        for swap in SWAPS
        if swap.status == "completed"
        and not (swap.void or swap.restricted or swap.kind == "remains" or swap.key in parents)
    ]


def test_how_many_ended_and_how(answer) -> None:
    completed, derailed, cancelled = len(carried_out()) + len(MORE), 1 + 1, 1
    found = {key: answer.value(key) for key in ("completed", "derailed", "cancelled", "ended", "failure_rate")}
    ended = completed + derailed + cancelled
    assert found == {
        "completed": completed,
        "derailed": derailed,
        "cancelled": cancelled,
        "ended": ended,
        "failure_rate": round(100 * (derailed + cancelled) / ended, 1),
    }


def test_one_that_was_postponed_and_carried_out_still_counts(answer) -> None:
    assert (answer.value("postponed"), answer.value("waiting")) == (2, 1)


def test_why(answer) -> None:
    rows = values(answer.table("reasons"), "setback_reason", "derailed", "cancelled", "postponed", "together")
    assert {row[0]: row[1:] for row in rows} == {
        None: (1, 1, 1, 3),
        "category-demand": (1, 0, 1, 2),
        "transport-loss": (0, 0, 1, 1),
    }
    assert answer.table("reasons").foot == [None, 2, 1, 2, 5]


def test_attempts(answer) -> None:
    tries = [1] * (len(carried_out()) + len(MORE) - 1) + [3]
    assert dict(answer.table("attempts").rows) == {1: len(tries) - 1, 3: 1}
    assert answer.value("attempts_per_completed") == round(sum(tries) / len(tries), 2)


def test_what_came_of_each(answer) -> None:
    rows = values(answer.table("setbacks"), "status", "times_postponed", "next", "came_of_it")
    assert sorted(rows, key=str) == sorted(
        [
            ("derailed", 0, None, "nothing"),
            ("postponed", 1, None, "waits"),
            ("derailed", 0, "tried", "carried_out"),
            ("cancelled", 0, "tried", "carried_out"),
            ("completed", 2, None, "carried_out"),
        ],
        key=str,
    )


def test_every_row_leads_to_as_many_exchanges(answer) -> None:
    for key, place in (("reasons", 4), ("attempts", 1)):
        table = answer.table(key)
        assert [row[place] for row in table.rows] == [len(set(ids)) for ids in table.behind]
    assert len(answer.figure("postponed").exchanges) == 2


def test_why_is_told_to_the_staff_only(made) -> None:
    report, reader = catalogue.find(KEY), user_with(Role.REGISTRAR)
    reader.__dict__["field_classes_seen"] = frozenset({"open"})
    shy = report.answer(report.clean({}), datetime.date(2025, 12, 31), reader, lambda *_: None)
    assert [row[0] for row in shy.table("reasons").rows] == [None]
    assert shy.value("postponed") == 0


def test_without_any_exchange_there_is_a_sentence_and_no_chart() -> None:
    report, nobody = catalogue.find(KEY), User(username="nobody")
    answer = report.answer(report.clean({}), record.TODAY, nobody, lambda *_: None)
    assert report.sentence(answer).startswith("No exchange of this period has ended")
    assert report.chart(answer) is None
