"""What an exchange comes to: of each transfer who is named, how their captivities end, and who was not handed over.

Counted over the whole manifest, because a transfer counts everybody; how many of it a reader sees is beside it.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from accounts.models import User
from exchanges.enums import DELIVERED, CountStatus, Rest
from exchanges.manifest_enums import EntryCategory, EntryStatus
from exchanges.models import Exchange, ManifestEntry, Transfer
from prisoners.domain.captivities import may_happen
from prisoners.enums import EventKind, LegalCategory

S = EntryStatus
#: Who is handed over, by what is said of those who were not marked one by one.
GOING: dict[str, tuple[EntryStatus, ...]] = {
    "": (S.DELIVERED,),
    Rest.MARKED: (S.DELIVERED,),
    Rest.BOARDED: (S.DELIVERED, S.BOARDED),
    Rest.EVERYBODY: (S.DELIVERED, S.BOARDED, S.APPROVED),
}
#: Of those legal categories who go as sick or otherwise, it is not told whether they count as military.
NEITHER = {LegalCategory.UNDETERMINED, LegalCategory.ACCOMPANYING, LegalCategory.MERCHANT_CREW}


@dataclass
class Figures:
    """The figures of one transfer, in persons.

    `outcomes`: how the captivities of those named end; `missed`: who is not handed over, by state; `over`: of those
    named whose captivity is over already, so that it cannot end so; `seen`: of those named whom the reader may see.
    """

    transfer: Transfer
    named: int = 0
    military: int = 0
    civilian: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    over: int = 0
    seen: int = 0

    @property
    def count(self) -> int | None:
        """Persons delivered as it is said; None where that is withheld, not stated or not known yet."""
        return self.transfer.delivered

    @property
    def unnamed(self) -> int | None:
        """Persons delivered whom no entry names; None where nobody says how many were delivered."""
        return None if self.count is None else self.count - self.named

    @property
    def excess(self) -> int:
        """Persons named beyond the number delivered."""
        return max(0, -(self.unnamed or 0))

    @property
    def out_of_sight(self) -> int:
        """Persons named whom the reader may not see."""
        return self.named - self.seen

    @property
    def is_said(self) -> bool:
        """Whether it was said how many were delivered, or that nobody says so."""
        return self.transfer.count_status != CountStatus.PENDING


def figures(exchange: Exchange, rest: str = "", user: User | None = None) -> list[Figures]:
    """The figures of each standing transfer, ours first; without a user everything counts as seen."""
    transfers = exchange.transfers.filter(voided_at=exchange.voided_at).select_related("from_party", "to_party")
    found = {transfer.pk: Figures(transfer) for transfer in transfers.order_by("-direction", "id")}
    rows = ManifestEntry.objects.filter(transfer__in=found, voided_at=exchange.voided_at).order_by()
    groups = "transfer", "status", "outcome", "category", "captivity__legal_category", "captivity__status"
    # Once an exchange is over, the captivities of those handed over are: by this exchange.
    open_still = exchange.status not in DELIVERED
    for key, status, outcome, category, legal, held, number in rows.values_list(*groups).annotate(n=Count("pk")):
        if status not in GOING[rest]:
            found[key].missed[status] += number
            continue
        _add(found[key], outcome, category, legal, number)
        found[key].over += number if open_still and not may_happen(held, EventKind(outcome)) else 0
    for each in found.values():
        each.seen = each.named
    if user is not None:
        _count_seen(found, user, rest)
    return list(found.values())


def _add(figure: Figures, outcome: str, category: str, legal: str, number: int) -> None:
    figure.named += number
    figure.outcomes[outcome] += number
    counted_as = counts_as(category, legal)
    if counted_as == EntryCategory.CIVILIAN:
        figure.civilian += number
    elif counted_as == EntryCategory.MILITARY:
        figure.military += number


def counts_as(category: str, legal: str) -> EntryCategory | None:
    """Whether somebody who goes as this, held as that, counts as military or as a civilian; None where it is not told.

    The sick and others count as what they are held as.
    """
    if category == EntryCategory.CIVILIAN or (category != EntryCategory.MILITARY and legal == LegalCategory.CIVILIAN):
        return EntryCategory.CIVILIAN
    return EntryCategory.MILITARY if category == EntryCategory.MILITARY or legal not in NEITHER else None


def _count_seen(found: dict[uuid.UUID, Figures], user: User, rest: str) -> None:
    rows = ManifestEntry.objects.visible_to(user).filter(transfer__in=found, status__in=GOING[rest])
    seen = dict(rows.order_by().values_list("transfer").annotate(number=Count("pk")))
    for key, each in found.items():
        each.seen = seen.get(key, 0)


def unmarked(exchange: Exchange) -> dict[str, int]:
    """Of those about to go whom nobody marked as handed over: how many boarded, how many are approved only."""
    rows = ManifestEntry.objects.standing().filter(transfer__exchange=exchange, status__in=(S.BOARDED, S.APPROVED))
    return dict(rows.order_by().values_list("status").annotate(number=Count("pk")))


def not_handed_over(exchange: Exchange, user: User, rest: str = "") -> QuerySet[ManifestEntry]:
    """Everybody on the manifest who is not handed over, of those whom a user may see."""
    rows = ManifestEntry.objects.visible_to(user).filter(transfer__exchange=exchange, voided_at=exchange.voided_at)
    named = rows.exclude(status__in=GOING[rest]).select_related("captivity__person", "transfer")
    return named.order_by("status", "pk")
