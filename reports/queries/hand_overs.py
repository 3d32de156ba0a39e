"""Hand-overs with their counts by direction, for every report that adds persons up: one query, however many."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from accounts.models import User
from exchanges.enums import DELIVERED, CountStatus, Direction, ExchangeKind, ExchangeStatus
from exchanges.models import Exchange, Mediation

#: Figures of a transfer, and the names they go by here.
MEASURES = {"whole": "transfers__delivered", "military": "transfers__delivered_military"}


@dataclass(frozen=True)
class Side:
    """What is known of one direction: a sum only when every transfer of it is known, for a part is not the whole."""

    transfers: int
    withheld: int
    whole: int | None
    military: int | None


@dataclass(frozen=True)
class HandOver:
    """One exchange, or one stage of an exchange that was carried out in stages."""

    id: str
    number: int
    formula: str
    date: datetime.date | None
    precision: str
    kind: ExchangeKind
    status: ExchangeStatus
    counted: bool
    to_us: Side
    to_them: Side

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
    counts = _counts() if counted else {}
    rows = Exchange.objects.visible_to(user).standing().hand_overs().exclude(kind=ExchangeKind.REMAINS)
    rows = rows.filter(day__lte=as_of, **({"day__gte": since} if since else {}))
    return [_hand_over(row) for row in rows.annotate(**counts).order_by("day", "number").values(*FIELDS, *counts)]


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


FIELDS = ("id", "number", "formula", "day", "date_precision", "kind", "status", "counted_in_format")


NOT_COUNTED = Side(0, 0, None, None)


def _counts() -> dict[str, Any]:
    """Counts and sums over one join with the transfers, a set for each direction."""
    counts: dict[str, Any] = {}
    for direction in Direction:
        standing = Q(transfers__voided_at__isnull=True, transfers__direction=direction)
        counts[f"{direction}_transfers"] = Count("transfers", filter=standing)
        counts[f"{direction}_withheld"] = Count(
            "transfers", filter=standing & Q(transfers__count_status=CountStatus.WITHHELD)
        )
        for name, path in MEASURES.items():
            counts[f"{direction}_{name}_known"] = Count(path, filter=standing)
            counts[f"{direction}_{name}"] = Sum(path, filter=standing)
    return counts


def _hand_over(row: dict[str, Any]) -> HandOver:
    return HandOver(
        id=str(row["id"]),
        number=row["number"],
        formula=row["formula"],
        date=row["day"],
        precision=row["date_precision"],
        kind=ExchangeKind(row["kind"]),
        status=ExchangeStatus(row["status"]),
        counted=row["counted_in_format"],
        to_us=_side(row, Direction.TO_US),
        to_them=_side(row, Direction.TO_THEM),
    )


def _side(row: dict[str, Any], direction: Direction) -> Side:
    if f"{direction}_transfers" not in row:
        return NOT_COUNTED
    transfers = row[f"{direction}_transfers"]
    known = {
        name: row[f"{direction}_{name}"] if transfers and row[f"{direction}_{name}_known"] == transfers else None
        for name in MEASURES
    }
    return Side(transfers, row[f"{direction}_withheld"], **known)
