"""A completed exchange and its correction, for their pages."""

from django.db.models import QuerySet

from accounts.models import Approval, User
from accounts.queries.approvals import approvals
from exchanges.domain.correcting import delivered
from exchanges.enums import SUPERSEDE, ExchangeStatus
from exchanges.models import Exchange, ManifestEntry


def correction_of(exchange: Exchange, user: User) -> Exchange | None:
    """The record that came in the place of this one, or the draft of one; none that was cancelled."""
    if not exchange.is_sealed:
        return None
    found = Exchange.objects.visible_to(user).standing().filter(supersedes=exchange)
    return found.exclude(status=ExchangeStatus.CANCELLED).first() or _voided_in_its_turn(exchange, user)


def _voided_in_its_turn(exchange: Exchange, user: User) -> Exchange | None:
    """The correction that was corrected again: it leads on."""
    if not exchange.is_voided:
        return None
    return Exchange.objects.visible_to(user).filter(supersedes=exchange, status=exchange.status).first()


def corrected_by(exchange: Exchange, user: User) -> Exchange | None:
    """What a correction corrects, where the reader may see it."""
    return Exchange.objects.visible_to(user).filter(pk=exchange.supersedes_id).first()


def proposal_of(correction: Exchange, user: User) -> Approval | None:
    """The proposal to put a correction in its place, while it waits."""
    return approvals(user).open().filter(act=SUPERSEDE, subject_id=correction.pk).first()


def delivered_in(exchange: Exchange, user: User) -> QuerySet[ManifestEntry]:
    """Entries of those delivered, that a user may see, by name."""
    seen = ManifestEntry.objects.visible_to(user).filter(pk__in=delivered(exchange).values("pk"))
    return seen.select_related("captivity__person").order_by("captivity__person__sort_key", "id")
