"""One door of the state machine, and a trigger that refuses what goes round it."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, ProgrammingError

from accounts.models import User
from audit.verbs import acting
from common.errors import IllegalMove, Stale
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import complete_exchange, move_exchange
from exchanges.enums import COMPLETE, DELIVERED, MOVES, ExchangeStatus
from exchanges.models import Exchange
from tests.factories import ExchangeFactory, TransferFactory, allowed, completed_exchange, proposed

pytestmark = pytest.mark.django_db
S = ExchangeStatus


def move(exchange: Exchange, to: S, **arguments: object) -> Exchange:
    return move_exchange(exchange=exchange, to=to, by=User.objects.system(), **arguments)


def test_the_door_lets_a_legal_move_through() -> None:
    assert move(ExchangeFactory(), S.PROPOSED).status == S.PROPOSED


def test_the_door_refuses_another() -> None:
    with pytest.raises(IllegalMove, match="draft"):
        move(ExchangeFactory(), S.SCHEDULED)


def test_a_setback_needs_words() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        move(ExchangeFactory(), S.DERAILED)
    assert move(ExchangeFactory(), S.DERAILED, reason="lists were changed").status_note == "lists were changed"


def test_a_completion_needs_its_date_and_its_numbers() -> None:
    exchange = TransferFactory().exchange
    with pytest.raises(ValidationError) as refused:
        proposed(COMPLETE, exchange, to=S.COMPLETED)
    assert len(refused.value.messages) == 2


@pytest.mark.parametrize("verb", [move_exchange, complete_exchange])
def test_nobody_completes_alone(verb) -> None:
    exchange = TransferFactory(count_status="withheld", exchange__when=PartialDate.parse("2024-10-18")).exchange
    with pytest.raises(PermissionDenied, match="takes two people"):
        verb(exchange=exchange, to=S.COMPLETED, by=User.objects.system())
    assert not Exchange.objects.delivered().exists()


def test_an_approval_completes_as_it_was_proposed_only() -> None:
    exchange = _brought_to(S.UNDER_WAY)
    by = allowed(COMPLETE, exchange, to=S.PARTLY_COMPLETED)
    with pytest.raises(ProgrammingError, match="two people"), acting(by=by, verb_name="synthetic"):
        Exchange.objects.filter(pk=exchange.pk).update(status=S.COMPLETED)


def test_a_stale_move_is_refused() -> None:
    exchange = move(ExchangeFactory(), S.PROPOSED)
    with pytest.raises(Stale) as stale:
        move(exchange, S.AGREED, expected_version=1)
    assert (stale.value.current_version, stale.value.changed_fields) == (2, ["status"])


def _forced(exchange: Exchange, to: S) -> None:
    by = allowed(COMPLETE, exchange, to=to) if to in DELIVERED else User.objects.system()
    with acting(by=by, verb_name="synthetic"):
        Exchange.objects.filter(pk=exchange.pk).update(status=to)


@pytest.mark.parametrize(
    ("old", "new"), [pair for pair in itertools.permutations(S, 2) if pair[1] not in MOVES[pair[0]]]
)
def test_the_database_refuses_what_goes_round_the_door(old: S, new: S) -> None:
    exchange = _brought_to(old)
    with pytest.raises(InternalError, match="no move of status"):
        _forced(exchange, new)


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, news in MOVES.items() for new in news])
def test_the_database_allows_what_the_table_holds(old: S, new: S) -> None:
    exchange = _brought_to(old)
    _forced(exchange, new)
    assert Exchange.objects.get().status == new


def test_no_exchange_begins_as_completed() -> None:
    with pytest.raises(InternalError, match="starts as draft"):
        Exchange.objects.create(status=S.COMPLETED, date="2024-10-18", date_precision="day")


def _brought_to(status: S) -> Exchange:
    """An exchange led to a state over the shortest legal way."""
    exchange = ExchangeFactory(when=PartialDate.parse("2024-10-18"))
    chain = [S.PROPOSED, S.AGREED, S.LISTS_VERIFIED, S.SCHEDULED, S.UNDER_WAY]
    steps = chain[: chain.index(status) + 1] if status in chain else [status] if status != S.DRAFT else []
    for step in steps:
        _forced(exchange, step)
    return exchange


def test_completed_in_one_call() -> None:
    assert completed_exchange(95, 95).status == S.COMPLETED
