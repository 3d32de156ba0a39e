"""Synthetic manifests: somebody nominated, and everybody approved by two people."""

from typing import Any

import factory

from accounts.models import User
from exchanges.domain.manifest.approving import content_of, going, hash_of
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.enums import MOVES, ExchangeStatus
from exchanges.manifest_enums import APPROVE_MANIFEST, EntryStatus
from exchanges.models import Exchange, ManifestEntry, Transfer
from prisoners.models import Captivity
from tests.factories.approvals import by_two
from tests.factories.base import VerbFactory
from tests.factories.exchanges import ExchangeFactory, TransferFactory
from tests.factories.prisoners import CaptivityFactory

S = ExchangeStatus
WAY = (S.DRAFT, S.PROPOSED, S.AGREED, S.LISTS_VERIFIED, S.SCHEDULED, S.UNDER_WAY)


def nominated(
    *, transfer: Transfer, captivity: Captivity, by: User, status: str = "", delivered_on: Any = None, **fields: Any
) -> ManifestEntry:
    """Somebody on the manifest of a transfer; with a status further on the whole manifest is approved for it."""
    told = {name: fields.pop(name) for name in ("reason", "origin") if name in fields}
    [entry] = nominate(transfer=transfer, people=[Nominee(captivity.pk, **fields)], by=by, **told).entries
    return became(entry, status, delivered_on) if status else entry


def became(entry: ManifestEntry, status: str, delivered_on: Any = None) -> ManifestEntry:
    """An entry in another state, approved by two people on its way where it leads over that."""
    after_approval = (EntryStatus.APPROVED, EntryStatus.BOARDED, EntryStatus.DELIVERED)
    if status in after_approval and not entry.frozen_in_id:
        approved_manifest(entry.transfer.exchange)
    steps = after_approval[1 : after_approval.index(status) + 1] if status in after_approval else [status]
    for step in steps:
        day = delivered_on if step == EntryStatus.DELIVERED else None
        ManifestEntry.objects.filter(pk=entry.pk).update(status=step, delivered_on=day)
    entry.refresh_from_db()
    return entry


class ManifestEntryFactory(VerbFactory):
    """Somebody of ours on the manifest of an exchange; `status` leads there as people would."""

    class Meta:
        model = nominated

    transfer = factory.SubFactory(TransferFactory)
    captivity = factory.SubFactory(CaptivityFactory)


def agreed_exchange(**fields: Any) -> Exchange:
    """An exchange that is agreed, and waits for its manifest."""
    return at(ExchangeFactory(**fields), S.AGREED)


def at(exchange: Exchange, status: str) -> Exchange:
    """An exchange moved on its way to a status, step by step."""
    for step in WAY[WAY.index(exchange.status) + 1 : WAY.index(status) + 1]:
        assert step in MOVES[ExchangeStatus(exchange.status)]
        Exchange.objects.filter(pk=exchange.pk).update(status=step)
        exchange.refresh_from_db()
    return exchange


def approved_manifest(exchange: Exchange) -> Exchange:
    """An exchange whose nominated people two people approved; it is agreed for that first."""
    exchange.refresh_from_db()
    if exchange.status in (S.DRAFT, S.PROPOSED):
        at(exchange, S.AGREED)
    return by_two(APPROVE_MANIFEST, exchange, sha256=hash_of(content_of(going(exchange))))
