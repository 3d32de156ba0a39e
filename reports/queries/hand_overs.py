"""Hand-overs with their counts by direction, for every report that adds persons up: one query, however many."""

import datetime
from itertools import starmap
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, Sum, TextField, When
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from accounts.models import User
from exchanges.enums import DELIVERED, CountStatus, Direction, ExchangeKind
from exchanges.models import Exchange, Mediation

#: Figures of a transfer, and the names they go by here.
MEASURES = {"whole": "transfers__delivered", "military": "transfers__delivered_military"}


class Side(NamedTuple):
    """What is known of one direction: a sum only when every transfer of it is known, for a part is not the whole."""

    transfers: int
    withheld: int
    whole: int | None
    military: int | None


NOT_COUNTED = Side(0, 0, None, None)


class HandOver(NamedTuple):
    """One exchange, or one stage of an exchange that was carried out in stages; `kind` and `status` are codes."""

    id: str
    number: int
    formula: str
    date: datetime.date | None
    precision: str
    kind: str
    status: str
    counted: bool
    to_us: Side = NOT_COUNTED
    to_them: Side = NOT_COUNTED

    @property
    def is_delivered(self) -> bool:
        return self.status in DELIVERED

    @property
    def day(self) -> str:
        """The date as far as it is known: 2024-10-18, 2024-10 or 2024."""
        return self.date.isoformat()[: {"month": 7, "year": 4}.get(self.precision, 10)] if self.date else ""

    @property
    def reference(self) -> list[Any]:
        """What a table needs to name and link the exchange."""
        return [self.id, self.number, self.formula, self.day]


def hand_overs(
    user: User, *, since: datetime.date | None, as_of: datetime.date, counted: bool = True
) -> list[HandOver]:
    """Hand-overs of living persons that the user may see, by date: carried out in the period, or planned for it.

    Not `counted`, nothing is known of how many they were: cheaper for who asks for states and days only.
    """
    rows = Exchange.objects.visible_to(user).standing().hand_overs().exclude(kind=ExchangeKind.REMAINS)
    rows = rows.filter(day__lte=as_of, **({"day__gte": since} if since else {})).order_by("day", "number")
    if not counted:
        return [*starmap(HandOver, rows.values_list(*FIELDS))]
    us, them = (_counts(direction) for direction in (Direction.TO_US, Direction.TO_THEM))
    found = rows.annotate(**us, **them).values_list(*FIELDS, *us, *them)
    end, middle = len(FIELDS), len(FIELDS) + len(us)
    return [HandOver(*row[:end], Side(*row[end:middle]), Side(*row[middle:])) for row in found]


def mediators(user: User, ids: list[str]) -> dict[str, list[tuple[str, str, str]]]:
    """For each exchange the parties that mediated it, each once whatever its roles: code and names."""
    rows = (
        Mediation.objects.visible_to(user)
        .standing()
        .filter(exchange_id__in=ids)
        .order_by("mediator__code")
        .values_list("exchange_id", "mediator__code", "mediator__name_uk", "mediator__name_en")
        .distinct()
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for exchange, *party in rows:
        found.setdefault(str(exchange), []).append(tuple(party))
    return found


FIELDS = (
    *(Cast("pk", TextField()), "number", "formula", "day", "date_precision"),
    *("kind", "status", "counted_in_format"),
)


def _counts(direction: Direction) -> dict[str, Any]:
    """The fields of a Side, over the one join with the transfers."""
    standing = Q(transfers__voided_at__isnull=True, transfers__direction=direction)
    all_of_them = Count("transfers", filter=standing)
    withheld = Count("transfers", filter=standing & Q(transfers__count_status=CountStatus.WITHHELD))
    counts: dict[str, Any] = {f"{direction}_transfers": all_of_them, f"{direction}_withheld": withheld}
    for name, path in MEASURES.items():
        known = Exact(all_of_them, Count(path, filter=standing))
        counts[f"{direction}_{name}"] = Case(When(known, then=Sum(path, filter=standing)))
    return counts
