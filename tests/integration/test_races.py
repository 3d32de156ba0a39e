"""Several people at once: each race has one winner, and the control shows that the guard is what makes it so."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from common.errors import Conflict, IllegalMove, Stale
from exchanges.domain.claims import adopt_claim
from exchanges.domain.exchanges import move_exchange, revise_exchange
from exchanges.enums import ExchangeStatus
from exchanges.models import Claim, Exchange
from sources.domain.sources import register_source
from sources.models import Source
from tests.factories import ClaimFactory, ExchangeFactory, TransferFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 16


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What came of `act(0)`, `act(1)`, … begun at the same moment in connections of their own."""
    gate = threading.Barrier(MANY)

    def run(number: int) -> Any:
        gate.wait()
        try:
            return act(number)
        except (Conflict, IllegalMove, Stale, IntegrityError, ValidationError) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def winners(outcomes: list[Any]) -> int:
    return sum(not isinstance(outcome, Exception) for outcome in outcomes)


def test_one_move_wins() -> None:
    exchange, system = ExchangeFactory(), User.objects.system()
    outcomes = at_once(lambda _: move_exchange(exchange=exchange, to=ExchangeStatus.PROPOSED, by=system))
    assert winners(outcomes) == 1
    assert Exchange.objects.get().version == 2


def test_one_revision_of_a_version_wins() -> None:
    exchange, system = ExchangeFactory(), User.objects.system()
    outcomes = at_once(lambda n: revise_exchange(exchange=exchange, notes=f"by {n}", expected_version=1, by=system))
    assert winners(outcomes) == 1
    assert all(isinstance(outcome, Stale | Exchange) for outcome in outcomes)


def test_without_the_version_every_revision_wins() -> None:
    exchange, system = ExchangeFactory(), User.objects.system()
    assert winners(at_once(lambda n: revise_exchange(exchange=exchange, notes=f"by {n}", by=system))) == MANY


def test_one_claim_is_adopted_in_the_end() -> None:
    transfer, system = TransferFactory(), User.objects.system()
    claims = [ClaimFactory(transfer=transfer, number=n) for n in range(MANY)]
    at_once(lambda n: adopt_claim(claim=claims[n], by=system, reason="mine"))
    adopted = Claim.objects.get(adopted=True)
    transfer.refresh_from_db()
    assert transfer.delivered == adopted.number


def test_round_the_verb_the_constraint_lets_one_through() -> None:
    transfer = TransferFactory()
    rivals = [ClaimFactory(transfer=transfer, number=n) for n in range(MANY)]

    def adopt(n: int) -> int:
        with transaction.atomic():
            return Claim.objects.filter(pk=rivals[n].pk).update(adopted=True)

    assert winners(at_once(adopt)) == 1


def test_one_source_of_an_address() -> None:
    system = User.objects.system()
    outcomes = at_once(lambda n: register_source(kind="press", title=f"{n}", url="https://example.org/same", by=system))
    assert winners(outcomes) == Source.objects.filter(url="https://example.org/same").count() == 1
