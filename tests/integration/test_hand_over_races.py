"""Many phones at once: the same mark has one effect, others follow each other. The control lets go of the lock."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import Error, connection

from accounts.domain import records
from accounts.models import User
from common.errors import Conflict
from exchanges.domain.hand_over import hand_over
from exchanges.domain.marking import Mark
from exchanges.hand_over_enums import MarkEffect, MarkKind
from exchanges.models import Exchange, HandOverMark
from tests.factories.hand_over import at_the_bus, entry_of, marked, under_way

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 32
NAMES = [f"Синтетичний {letter}" for letter in "АБВГДЕЖЗ"]


@pytest.fixture
def exchange() -> Exchange:
    return under_way(*NAMES)


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


def send(exchange: Exchange, marks: list[Mark]) -> list[str]:
    by = at_the_bus()

    def sent(number: int) -> str:
        # A person as each request reads her anew.
        person = User.objects.get(pk=by.pk)
        return hand_over(exchange=exchange, marks=[marks[number % len(marks)]], by=person)[0].effect

    return at_once(sent)


@pytest.fixture
def without_lock(monkeypatch) -> None:
    monkeypatch.setattr(records, "lock", lambda record, version=None: type(record).objects.get(pk=record.pk))


def test_the_same_mark_from_many_requests_has_one_effect_and_one_answer(exchange) -> None:
    before = entry_of(exchange, NAMES[0]).version
    told = send(exchange, [marked(MarkKind.BOARDED, entry_of(exchange, NAMES[0]))])
    assert set(told) == {MarkEffect.APPLIED}
    assert (HandOverMark.objects.count(), entry_of(exchange, NAMES[0]).version) == (1, before + 1)


def test_control_without_the_lock_the_others_fail(exchange, without_lock) -> None:
    told = send(exchange, [marked(MarkKind.BOARDED, entry_of(exchange, NAMES[0]))])
    assert any(isinstance(each, Exception) for each in told)


def test_many_phones_are_numbered_one_after_the_other(exchange) -> None:
    marks = [marked(MarkKind.BOARDED, entry_of(exchange, NAMES[place % 8])) for place in range(MANY)]
    told = send(exchange, marks)
    assert (told.count(MarkEffect.APPLIED), told.count(MarkEffect.AGREED)) == (8, MANY - 8)
    assert list(HandOverMark.objects.order_by("number").values_list("number", flat=True)) == list(range(1, MANY + 1))
