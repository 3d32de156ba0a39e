"""Verbs that correct a completed exchange: another record, drafted by one person, comes in its place by two."""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.domain.exchanges import check_delivered, void_parts
from exchanges.domain.settling import check_settled, deliver, take_back
from exchanges.domain.whole import log_whole
from exchanges.enums import ExchangeStatus, Rest
from exchanges.models import Claim, Exchange, ManifestEntry, Transfer
from exchanges.models.claim import FIGURES
from exchanges.queries.completion import GOING

#: What a transfer says, and a correction takes over where the form cannot show it.
SAID = ("direction", "from_party", "to_party", "via", "agreed", "delivered", "delivered_military")
SAID += ("delivered_civilian", "count_status", "composition")


@verb("exchanges.draft_correction", permission=Permission.EXCHANGES_WRITE)
def draft_correction(*, exchange: Exchange, by: User, transfers: dict[str, dict[str, Any]], **whole: Any) -> Exchange:
    """Draft another record of a completed exchange, as `log_whole` takes it; it counts nowhere yet.

    Transfers that go one way together are taken over as they are. Raises ValidationError by field, and while there is
    another correction.
    """
    current = records.lock(exchange)
    records.refuse_voided(current)
    there = list(current.transfers.standing().select_related("via").order_by("id"))
    ways = [each.direction for each in there]
    if len(ways) == len(set(ways)):
        for each in there:
            transfers.get(each.direction, {}).setdefault("via", each.via)
        return log_whole(by=by, supersedes=current, transfers=transfers, **whole)
    draft = log_whole(by=by, supersedes=current, transfers={}, **whole)
    for each in there:
        records.create(Transfer, exchange=draft, **{name: getattr(each, name) for name in SAID})
    return draft


@verb("exchanges.supersede", permission=Permission.EXCHANGES_MOVE)
def supersede_exchange(
    *,
    exchange: Exchange,
    by: User,
    reason: str,
    mistaken: Collection[str] = (),
    expected_version: int | None = None,
) -> Exchange:
    """Put a correction in the place of the completed exchange that it corrects: the act of two people.

    That one is voided with its parts and says by what it was corrected; what hangs on it is carried over: claims,
    stages, next attempts, who was delivered, the row of the public record. `mistaken` are keys of entries of persons
    who were not delivered after all: they are held again. Raises ValidationError as `check_correction` does.
    """
    current = records.lock(exchange, expected_version)
    records.refuse_voided(current)
    check_correction(current, mistaken)
    old = records.lock(current.supersedes)
    why = _("Corrected by № %(number)s: %(reason)s") % {"number": current.number, "reason": reason}
    old = records.void(old, by=by, reason=why)
    take_back(delivered(old).filter(pk__in=mistaken), reason, by=by)
    deliver(current, Rest.BOARDED, by=by)
    _carry_over(old, current, mistaken)
    void_parts(old)
    current.status, current.status_note = old.status, reason
    return records.written(current, "status", "status_note")


def check_correction(exchange: Exchange, mistaken: Collection[str] = ()) -> None:
    """Raises ValidationError for what is no draft of a correction, lacks what a completed exchange needs, or would
    leave somebody who was delivered without a transfer.
    """
    if not exchange.supersedes_id or exchange.status != ExchangeStatus.DRAFT:
        raise ValidationError(_("This is no draft of a correction."))
    old = exchange.supersedes
    if old.is_voided:
        raise ValidationError(_("What it corrects does not stand any more."))
    check_delivered(exchange, consists_of_stages=old.stages.standing().exists())
    check_settled(exchange, Rest.BOARDED)
    pairs = list(_pairs(old, exchange))
    kept = delivered(old).exclude(pk__in=mistaken)
    if number := kept.exclude(transfer__in=[was for was, _one in pairs]).count():
        words = ngettext(
            "%(number)d person was delivered in a direction in which the correction says that nobody went.",
            "%(number)d persons were delivered in a direction in which the correction says that nobody went.",
            number,
        )
        raise ValidationError(words % {"number": number})
    for was, now in pairs:
        named = (
            kept.filter(transfer=was).count() + now.entries.standing().filter(status__in=GOING[Rest.BOARDED]).count()
        )
        if now.delivered is not None and named > now.delivered:
            message = _("The manifest names %(named)d persons who were handed over to %(party)s.")
            raise ValidationError(message % {"named": named, "party": now.to_party})


def told(arguments: dict[str, Any]) -> str:
    """What exactly is agreed to beside what the draft says: how many are held again."""
    number = len(arguments.get("mistaken", ()))
    held = ngettext("%(number)d person is held again", "%(number)d persons are held again", number)
    return held % {"number": number} if number else ""


def delivered(exchange: Exchange) -> QuerySet[ManifestEntry]:
    """Entries of those who were delivered in an exchange."""
    return ManifestEntry.objects.delivered().filter(transfer__exchange=exchange)


def _carry_over(old: Exchange, new: Exchange, mistaken: Collection[str]) -> None:
    """What others hang on the old record hangs on the new one from now on, a statement for each kind."""
    for was, now in _pairs(old, new):
        _let_go(was, now)
        was.claims.standing().update(transfer=now)
        was.entries.standing().exclude(pk__in=mistaken).update(transfer=now)
    old.claims.standing().update(exchange=new)
    old.stages.standing().update(parent=new)
    old.next_attempts.standing().update(previous_attempt=new)
    old.remains_transfers.standing().update(exchange=new)
    old.import_rows.standing().update(exchange=new)


def _pairs(old: Exchange, new: Exchange) -> Iterator[tuple[Transfer, Transfer]]:
    """The transfers of both records that bring home to the same side, in the order in which they were recorded."""
    rows = Transfer.objects.standing().filter(exchange__in=(old, new)).order_by("direction", "id")
    found: dict[str, dict[bool, list[Transfer]]] = {}
    for each in rows:
        found.setdefault(each.direction, {True: [], False: []})[each.exchange_id == old.pk].append(each)
    for ways in found.values():
        yield from zip(ways[True], ways[False], strict=False)


def _let_go(was: Transfer, now: Transfer) -> None:
    """A claim stays adopted where the new figure is what it says and no claim of the correction carries that figure."""
    taken = set(now.claims.standing().filter(adopted=True).values_list("measure", "axis", "category"))
    keeps = Q(pk__in=[])
    for key, field in FIGURES.items():
        if key not in taken and (number := getattr(now, field)) is not None:
            keeps |= Q(number=number, **dict(zip(("measure", "axis", "category"), key, strict=True)))
    Claim.objects.filter(transfer=was, adopted=True, voided_at=None).exclude(keeps).update(adopted=False)
