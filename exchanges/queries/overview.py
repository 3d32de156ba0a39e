"""Figures of the page Today: who came home, the longest gap, the last exchanges."""

import datetime
import itertools
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from accounts.models import User
from common.partial_dates import Precision
from exchanges.enums import Direction, ExchangeKind
from exchanges.models import Exchange, Transfer


@dataclass(frozen=True)
class Gap:
    """The days without an exchange between two of them."""

    days: int
    start: datetime.date
    end: datetime.date


@dataclass(frozen=True)
class Overview:
    """`to_us` and `to_them` count the living whose number is known; None before the first number."""

    exchanges: int
    to_us: int | None
    to_them: int | None
    longest_gap: Gap | None
    last: datetime.date | None


def carried_out(user: User) -> QuerySet[Exchange]:
    """Exchanges in which the living came home."""
    rows = Exchange.objects.visible_to(user).standing().hand_overs().delivered()
    return rows.exclude(kind=ExchangeKind.REMAINS)


def overview(user: User) -> Overview:
    """The figures, in three queries."""
    rows = carried_out(user)
    transfers = Transfer.objects.visible_to(user).standing().filter(exchange__in=rows)
    sums = transfers.aggregate(**{way: Sum("delivered", filter=Q(direction=way)) for way in Direction})
    days = list(rows.filter(date_precision=Precision.DAY).order_by("date").values_list("date", flat=True).distinct())
    gaps = [Gap((end - start).days, start, end) for start, end in itertools.pairwise(days)]
    return Overview(
        exchanges=rows.count(),
        to_us=sums[Direction.TO_US],
        to_them=sums[Direction.TO_THEM],
        longest_gap=max(gaps, key=lambda each: each.days, default=None),
        last=days[-1] if days else None,
    )


def latest(user: User, number: int) -> list[Exchange]:
    """The last exchanges carried out, the earliest of them first, with the sums of each direction."""
    rows = carried_out(user).filter(date__isnull=False).with_counts().order_by("-date", "-number")[:number]
    return list(reversed(rows))
