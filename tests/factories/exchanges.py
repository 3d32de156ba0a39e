"""Synthetic exchanges."""

import datetime
from typing import Any

import factory

from common.partial_dates import PartialDate
from exchanges.domain.claims import record_claim
from exchanges.domain.exchanges import log_exchange
from exchanges.domain.transfers import add_transfer
from exchanges.enums import COMPLETE, CountStatus, Direction, ExchangeStatus, Measure
from exchanges.models import Exchange
from tests.factories.approvals import by_two
from tests.factories.base import VerbFactory
from tests.factories.records import SourceFactory, home, other


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


def completed_exchange(to_us: int | None, to_them: int | None, on: str = "2024-10-18", **fields: Any) -> Exchange:
    """An exchange that was carried out; None is a number that nobody stated."""
    exchange = ExchangeFactory(when=PartialDate.parse(on), **fields)
    for direction, number in ((Direction.TO_US, to_us), (Direction.TO_THEM, to_them)):
        status = CountStatus.NOT_STATED if number is None else CountStatus.KNOWN
        TransferFactory(exchange=exchange, direction=direction, delivered=number, count_status=status)
    return by_two(COMPLETE, exchange, to=ExchangeStatus.COMPLETED)
