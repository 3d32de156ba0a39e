"""Synthetic exchanges."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import factory

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.domain.claims import record_claim
from exchanges.domain.exchanges import log_exchange
from exchanges.domain.information import log_information
from exchanges.domain.relations import set_mediators, set_programmes
from exchanges.domain.remains import log_remains
from exchanges.domain.transfers import add_transfer
from exchanges.enums import COMPLETE, CountStatus, Direction, ExchangeKind, ExchangeStatus, Measure
from exchanges.models import Exchange
from negotiations.models import Programme
from tests.factories.approvals import by_two
from tests.factories.base import VerbFactory
from tests.factories.records import SourceFactory, home, other
from units.models import Party


class ExchangeFactory(VerbFactory):
    class Meta:
        model = log_exchange

    formula = factory.Sequence(lambda n: f"{n} for {n}")
    #: Long over, so that who reads it needs no permission.
    embargo_until = datetime.date(2022, 2, 24)


class TransferFactory(VerbFactory):
    class Meta:
        model = add_transfer

    exchange = factory.SubFactory(ExchangeFactory)
    direction = Direction.TO_US
    from_party = factory.LazyAttribute(lambda made: other() if made.direction == Direction.TO_US else home())
    to_party = factory.LazyAttribute(lambda made: home() if made.direction == Direction.TO_US else other())


class ClaimFactory(VerbFactory):
    class Meta:
        model = record_claim

    measure = Measure.DELIVERED
    number = 10
    source = factory.SubFactory(SourceFactory)
    claimed_by = factory.LazyFunction(home)


class RemainsFactory(VerbFactory):
    class Meta:
        model = log_remains

    direction = Direction.TO_US
    from_party = factory.LazyAttribute(lambda made: other() if made.direction == Direction.TO_US else home())
    to_party = factory.LazyAttribute(lambda made: home() if made.direction == Direction.TO_US else other())
    received = 10
    count_status = CountStatus.KNOWN
    handed_over = PartialDate.parse("2025-06-16")


class InformationFactory(VerbFactory):
    class Meta:
        model = log_information

    kind = "letters"
    direction = Direction.TO_US


def completed_exchange(
    to_us: int | None,
    to_them: int | None,
    on: str = "2024-10-18",
    *,
    mediators: Iterable[tuple[Party, str]] = (),
    programmes: Iterable[Programme] = (),
    before: Callable[[Exchange], Any] = str,
    **fields: Any,
) -> Exchange:
    """An exchange that was carried out; None is a number that nobody stated. `before` is done before it is completed.

    In a return of remains the numbers are of the dead.
    """
    exchange = ExchangeFactory(when=PartialDate.parse(on), **fields)
    dead = exchange.kind == ExchangeKind.REMAINS
    for direction, number in ((Direction.TO_US, to_us), (Direction.TO_THEM, to_them)):
        status = CountStatus.NOT_STATED if number is None else CountStatus.KNOWN
        made, counted = (RemainsFactory, "received") if dead else (TransferFactory, "delivered")
        made(exchange=exchange, direction=direction, count_status=status, **{counted: number})
    system = User.objects.system()
    set_mediators(exchange=exchange, mediators=mediators, by=system)
    set_programmes(exchange=exchange, programmes=programmes, by=system)
    before(exchange)
    exchange.refresh_from_db()
    return by_two(COMPLETE, exchange, to=ExchangeStatus.COMPLETED)
