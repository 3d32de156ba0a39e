"""Thirty-two at once nominate the same people for as many exchanges: who loses is told why, and nobody deadlocks.

The control takes the lock away and sees it fail.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import Error, connection
from django.utils import translation

from accounts.models import User
from common.errors import Conflict
from exchanges.domain.manifest import nominating
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.models import ManifestEntry
from tests.factories import CaptivityFactory, TransferFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 32


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What came of `act(0)`, `act(1)`, …, begun at the same moment, each in a connection of its own."""
    gate = threading.Barrier(MANY)

    def run(number: int) -> Any:
        gate.wait()
        try:
            with translation.override("en"):
                return act(number)
        except (Conflict, Error) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def everywhere() -> list[Any]:
    """What came of nominating one person for many exchanges at once."""
    held, by = CaptivityFactory(), User.objects.system()
    transfers = [TransferFactory() for _ in range(MANY)]
    return at_once(lambda n: nominate(transfer=transfers[n], people=[Nominee(held.pk)], reason="synthetic", by=by))


@pytest.fixture
def without_lock(monkeypatch) -> None:
    monkeypatch.setattr(nominating, "lock_persons", lambda keys: None)


def test_one_stands_and_the_others_are_told_why() -> None:
    outcomes = everywhere()
    losers = [each for each in outcomes if isinstance(each, Exception)]
    assert (ManifestEntry.objects.live().count(), len(losers)) == (1, MANY - 1)
    assert all("on the manifest of an exchange already" in str(each) for each in losers)


def test_control_without_the_lock_the_database_still_refuses_but_nobody_is_told_why(without_lock) -> None:
    outcomes = everywhere()
    assert ManifestEntry.objects.live().count() == 1
    assert any(str(each) == "There is already such a record." for each in outcomes)


def test_two_who_nominate_the_same_people_in_another_order_never_deadlock() -> None:
    held, by = [CaptivityFactory().pk for _ in range(6)], User.objects.system()
    transfers = [TransferFactory() for _ in range(MANY)]

    def turned(number: int) -> Any:
        people = [Nominee(key) for key in held[number % 6 :] + held[: number % 6]]
        return nominate(transfer=transfers[number], people=people, reason="synthetic", by=by)

    losers = [each for each in at_once(turned) if isinstance(each, Exception)]
    assert (ManifestEntry.objects.live().count(), len(losers)) == (6, MANY - 1)
