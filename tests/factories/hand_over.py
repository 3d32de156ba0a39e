"""Synthetic hand-overs: an exchange under way, and marks as a phone makes them."""

import datetime
import uuid
from typing import Any

from accounts.models import User
from accounts.roles import Role
from common import clock
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.marking import Mark
from exchanges.enums import ExchangeStatus
from exchanges.hand_over_enums import MarkKind
from exchanges.models import Exchange, ManifestEntry, Transfer
from tests.factories.accounts import user_with
from tests.factories.exchanges import ExchangeFactory, TransferFactory
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, at
from tests.factories.prisoners import CaptivityFactory, PersonFactory


def at_the_bus(name: str = "bus") -> User:
    """Somebody who stands at a bus; the same one for the same name."""
    return User.objects.filter(username=name).first() or user_with(Role.NEGOTIATOR, username=name, language="en")


def under_way(*names: str, status: str = ExchangeStatus.UNDER_WAY, agreed: int | None = None) -> Exchange:
    """An exchange with these people on its way to us, approved by two."""
    transfer = TransferFactory(exchange=ExchangeFactory(embargo_until=None), agreed=agreed or len(names))
    for name in names:
        ManifestEntryFactory(transfer=transfer, captivity=CaptivityFactory(person=PersonFactory(called=name)))
    return at(approved_manifest(transfer.exchange), status)


def cancelled(exchange: Exchange) -> Exchange:
    """An exchange that came to nothing, whose people were let go."""
    return move_exchange(exchange=exchange, to=ExchangeStatus.CANCELLED, reason="synthetic", by=User.objects.system())


def entry_of(exchange: Exchange, name: str) -> ManifestEntry:
    """The entry of somebody, as it is now."""
    return ManifestEntry.objects.get(transfer__exchange=exchange, captivity__person__name=name)


def transfer_of(exchange: Exchange) -> Transfer:
    return exchange.transfers.get()


def marked(kind: MarkKind, entry: ManifestEntry | uuid.UUID, *, minutes: int = 0, **fields: Any) -> Mark:
    """A mark that was just made."""
    key = entry.pk if isinstance(entry, ManifestEntry) else entry
    noted_at = clock.now() + datetime.timedelta(minutes=minutes)
    return Mark(fields.pop("id", None) or uuid.uuid4(), kind, key, noted_at, **fields)
