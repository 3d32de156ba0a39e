"""Those named on the manifests of exchanges: how far they came, who went in whose place, and each of them by name."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.sight import in_sight
from exchanges.manifest_enums import EntryStatus
from exchanges.models import ManifestEntry
from exchanges.queries.glance import APPROVED, BOARDED, LOST, REQUESTED
from prisoners.models import Person
from reports.queries.transfers import Period, transfers

S = EntryStatus
#: What is counted of those named, step by step, and what became of whoever did not go.
STEPS: dict[str, Q] = {
    "requested": REQUESTED,
    "approved": APPROVED,
    "boarded": Q(status__in=BOARDED),
    "named": Q(status=S.DELIVERED),
    **{status.value: Q(status=status) for status in LOST},
}


def entries(user: User, period: Period) -> QuerySet[ManifestEntry]:
    """The entries of the manifests of a period that a user may see."""
    return ManifestEntry.objects.visible_to(user).standing().filter(transfer__in=transfers(user, period).values("pk"))


def steps(user: User, period: Period) -> dict[tuple[str, str], list[int]]:
    """By exchange and direction how many stand on each of STEPS; one statement."""
    counts = {f"step_{key}": Count("pk", filter=fits) for key, fits in STEPS.items()}
    rows = entries(user, period).order_by().values("transfer__exchange", "transfer__direction").annotate(**counts)
    return {(str(row["transfer__exchange"]), row["transfer__direction"]): [row[key] for key in counts] for row in rows}


@dataclass(frozen=True)
class Fate:
    """How many named came to one state, by direction."""

    status: str
    to_us: int
    to_them: int


def fates(user: User, period: Period, permission: str) -> list[Fate]:
    """All those named by what became of them, of whom a permission lets a user be told; one statement."""
    seen = in_sight("captivity__person", Person, user.sight(permission)) if user.has_perm(permission) else Q(pk__in=[])
    rows = ManifestEntry.objects.standing().filter(seen, transfer__in=transfers(user, period).values("pk"))
    ways = {way: Count("pk", filter=Q(transfer__direction=way)) for way in ("to_us", "to_them")}
    found = {row["status"]: Fate(**row) for row in rows.order_by().values("status").annotate(**ways)}
    return [found[status] for status in S if status in found]


def behind(user: User, period: Period, status: str, direction: str) -> QuerySet[ManifestEntry]:
    """The entries that one count of `fates` counts."""
    return _told(entries(user, period).filter(status=status, transfer__direction=direction))


@dataclass(frozen=True)
class Substitution:
    """How many of one category came in the place of those of another, and at whose demand (None: nobody's)."""

    demanded_by: list[str] | None
    gone: str
    came: str
    number: int


def substitutions(user: User, period: Period) -> list[Substitution]:
    """Who went in whose place, by the side that demanded it; one statement. A user must see both of them."""
    seen = entries(user, period)
    rows = seen.filter(substitutes__in=seen.values("pk")).order_by()
    party = ("demanded_by__code", "demanded_by__name_uk", "demanded_by__name_en")
    counted = rows.values_list(*party, "substitutes__category", "category").annotate(number=Count("pk"))
    found = [Substitution(list(row[:3]) if row[0] else None, *row[3:]) for row in counted]
    return sorted(found, key=lambda each: (-each.number, each.demanded_by or [""], each.gone, each.came))


def substitutes(user: User, period: Period, row: list[Any]) -> QuerySet[ManifestEntry]:
    """The entries that one row of `substitutions` counts."""
    seen = entries(user, period)
    party, gone, came = row[:3]
    demanded = Q(demanded_by__code=party[0]) if party else Q(demanded_by__isnull=True)
    found = seen.filter(demanded, substitutes__in=seen.values("pk"), substitutes__category=gone, category=came)
    return _told(found)


def _told(rows: QuerySet[ManifestEntry]) -> QuerySet[ManifestEntry]:
    """With whom they name, in an order that stays."""
    return rows.select_related("captivity__person").order_by("pk")


def by_name(user: User, period: Period) -> Iterable[ManifestEntry]:
    """Each entry with whom it names and in whose place they came, by direction."""
    rows = entries(user, period).select_related("transfer", "captivity__person", "substitutes__captivity__person")
    return rows.select_related("demanded_by").order_by("-transfer__direction", "status", "pk")


def persons(user: User, period: Period) -> list[uuid.UUID]:
    """Whom `by_name` names."""
    return list(entries(user, period).order_by("pk").values_list("captivity__person", flat=True))
