"""Exchanges counted to programmes, and what was carried out of each."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from accounts.models import User
from exchanges.enums import Direction, ExchangeKind
from exchanges.models import Exchange, ProgrammeBooking, Transfer
from negotiations.models import Programme
from negotiations.tally import Tally


def counted_to(programme: Programme, user: User) -> QuerySet[Exchange]:
    """The exchanges booked to a programme that a user may see, the latest first, with the sums of each direction."""
    booked = ProgrammeBooking.objects.visible_to(user).standing().filter(programme=programme).values("exchange")
    rows = Exchange.objects.visible_to(user).standing().filter(pk__in=booked)
    return rows.with_counts().order_by("-day", "-number")


def counted(programmes: Iterable[Programme], user: User) -> Mapping[uuid.UUID, Tally]:
    """What was carried out of each programme, in two queries.

    A booking of a numbered exchange counts its stages; each hand-over counts once to a programme.
    """
    by_exchange = defaultdict(set)
    bookings = ProgrammeBooking.objects.visible_to(user).standing().filter(programme__in=list(programmes))
    for programme, exchange in bookings.values_list("programme", "exchange"):
        by_exchange[exchange].add(programme)
    booked = Q(exchange__in=by_exchange) | Q(exchange__parent__in=by_exchange)
    living = Exchange.objects.exclude(kind=ExchangeKind.REMAINS)
    done = living.visible_to(user).standing().hand_overs().delivered()
    rows = Transfer.objects.visible_to(user).standing().filter(booked, exchange__in=done)
    found: dict[uuid.UUID, _Sum] = defaultdict(_Sum)
    for exchange, parent, direction, number in rows.values_list(
        "exchange", "exchange__parent", "direction", "delivered"
    ):
        for programme in by_exchange.get(exchange, set()) | by_exchange.get(parent, set()):
            found[programme].add(exchange, direction, number)
    return {programme: each.tally for programme, each in found.items()}


class _Sum:
    """What adds up to a tally."""

    def __init__(self) -> None:
        self.exchanges: set[uuid.UUID] = set()
        self.unknown: set[uuid.UUID] = set()
        self.numbers = dict.fromkeys(Direction, 0)

    def add(self, exchange: uuid.UUID, direction: str, number: int | None) -> None:
        self.exchanges.add(exchange)
        if number is None:
            self.unknown.add(exchange)
        else:
            self.numbers[Direction(direction)] += number

    @property
    def tally(self) -> Tally:
        to_us, to_them = self.numbers[Direction.TO_US], self.numbers[Direction.TO_THEM]
        return Tally(len(self.exchanges), to_us, to_them, len(self.unknown))
