"""The range that the record shows, against which a new number is looked at."""

from dataclasses import dataclass

from django.db.models import Aggregate, Count, IntegerField, Max

from accounts.models import User
from exchanges.enums import DELIVERED
from exchanges.models import Transfer

#: With fewer numbers than this the record shows no range.
ENOUGH = 10


class Percentile(Aggregate):
    """The number below which a part of all lies."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Range:
    """Nine numbers of ten delivered in one direction lie from `low` to `high`; `largest` is the greatest so far."""

    low: int
    high: int
    largest: int

    def holds(self, number: int) -> bool:
        return self.low <= number <= self.high


def historic_range(direction: str, user: User) -> Range | None:
    """The range of numbers delivered in a direction, as far as a user may see; None while too few are known."""
    known = (
        Transfer.objects.visible_to(user)
        .standing()
        .filter(direction=direction, delivered__gt=0, exchange__status__in=DELIVERED, exchange__voided_at=None)
    )
    found = known.aggregate(
        count=Count("pk"),
        low=Percentile("delivered", part=0.05),
        high=Percentile("delivered", part=0.95),
        largest=Max("delivered"),
    )
    return Range(found["low"], found["high"], found["largest"]) if found["count"] >= ENOUGH else None
