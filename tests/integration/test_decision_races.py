"""Sixteen people at one list at once: one decision stands, and the last entry closes the list.

Each control takes the guard away and sees it fail.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import Error, connection

from accounts.domain import records
from accounts.models import User
from common.errors import Conflict
from negotiations.domain import deciding
from negotiations.domain.deciding import AlreadyDecided, decide
from negotiations.list_enums import EntryVerdict, ListStatus
from negotiations.models import Decision, ListEntry, NameList
from tests.emptying import empty
from tests.factories.decided import entry_of, incoming

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 16
V = EntryVerdict


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What came of `act(0)`, `act(1)`, …, begun at the same moment, each in a connection of its own."""
    gate = threading.Barrier(MANY)

    def run(number: int) -> Any:
        gate.wait()
        try:
            return act(number)
        except (Conflict, Error) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


@pytest.fixture
def entry() -> ListEntry:
    return entry_of(incoming(), 1)


@pytest.fixture
def without_constraint() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'decision_one_stands'")
        (again,) = cursor.fetchone()
        cursor.execute("DROP INDEX decision_one_stands")
        yield
        empty()
        cursor.execute(again)


def standing(entry: ListEntry) -> int:
    return Decision.objects.standing().filter(entry=entry).count()


def test_of_many_who_decide_one_entry_one_stands_and_the_others_are_told(entry) -> None:
    by = User.objects.system()
    outcomes = at_once(lambda n: decide(entry=entry, verdict=[V.UNKNOWN, V.DECEASED][n % 2], by=by))
    losers = [each for each in outcomes if isinstance(each, Exception)]
    assert (standing(entry), len(losers)) == (1, MANY - 1)
    assert all(isinstance(each, AlreadyDecided) and each.standing for each in losers)


def test_round_the_door_the_constraint_lets_one_through(entry) -> None:
    at_once(lambda n: Decision.objects.create(entry=entry, verdict=V.UNKNOWN))
    assert standing(entry) == 1


def test_control_without_the_constraint_many_stand(entry, without_constraint) -> None:
    at_once(lambda n: Decision.objects.create(entry=entry, verdict=V.UNKNOWN))
    assert standing(entry) == MANY


def everybody_decides_one(name_list: NameList) -> str:
    entries = [entry_of(name_list, row) for row in range(1, MANY + 1)]
    by = User.objects.system()
    at_once(lambda n: decide(entry=entries[n], verdict=V.UNKNOWN, by=by))
    assert Decision.objects.standing().count() == MANY
    return NameList.objects.get(pk=name_list.pk).status


def test_the_last_of_many_closes_the_list() -> None:
    assert everybody_decides_one(incoming()) == ListStatus.DECIDED


def test_control_without_holding_the_list_nobody_closes_it(monkeypatch) -> None:
    gate = threading.Barrier(MANY)
    close = deciding.close_if_decided

    def close_together(name_list: NameList) -> None:
        close(name_list)
        gate.wait(timeout=20)

    monkeypatch.setattr(deciding, "lock_entry", lambda entry: (entry.name_list, records.lock(entry)))
    monkeypatch.setattr(deciding, "close_if_decided", close_together)
    assert everybody_decides_one(incoming()) == ListStatus.RECONCILED
