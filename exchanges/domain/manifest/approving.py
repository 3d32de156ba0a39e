"""Approving a manifest: by two people, who freeze who goes at that moment and put the embargo on."""

import hashlib

import orjson
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import lending, verb
from common.errors import IllegalMove, Stale
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.manifest.locking import become, lock_open, lock_persons
from exchanges.enums import Direction, ExchangeStatus
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange, FrozenManifest, ManifestEntry
from exchanges.queries.eligibility import is_held, refusing
from negotiations.domain.entry_words import SENT, words_of
from negotiations.list_enums import Acceptance
from prisoners.domain.together import Happening, record_events
from prisoners.enums import CaptivityStatus, EventKind

E = ExchangeStatus
#: States of an exchange in which its manifest is approved.
APPROVED_IN = (E.AGREED, E.LISTS_VERIFIED, E.SCHEDULED, E.UNDER_WAY)


@verb("exchanges.approve_manifest", permission=Permission.EXCHANGES_MOVE)
def approve_manifest(*, exchange: Exchange, sha256: str, by: User, reason: str = "") -> Exchange:
    """Approve everybody nominated, as two people saw them (`sha256`): the act of two people.

    The manifest is frozen and hashed, the embargo is on, captivities are on an agreed list, and an exchange that was
    agreed has its lists verified. Raises Stale where the manifest has changed since, PermissionDenied where somebody is
    on it whom `by` may not see, ValidationError where somebody cannot go any more.
    """
    current = lock_open(exchange)
    entries = going(current, lock=True)
    refuse_unseen(entries, by)
    content = content_of(entries)
    if hash_of(content) != sha256:
        raise Stale(current.version, [])
    lock_persons([entry.captivity_id for entry in entries])
    check_approval(current, sha256)
    frozen = _frozen(current, entries, content)
    fresh = [entry for entry in entries if entry.status == EntryStatus.NOMINATED]
    become(fresh, EntryStatus.APPROVED, frozen_in=frozen)
    _listed(fresh, by)
    if not current.is_under_embargo:
        current.embargo_until = None
        records.written(current, "embargo_until")
    if current.status == E.AGREED:
        current = move_exchange(exchange=current, to=E.LISTS_VERIFIED, by=by)
    return current


def check_approval(exchange: Exchange, sha256: str) -> None:
    """Raises IllegalMove or ValidationError where the manifest cannot be approved as it is."""
    if exchange.status not in APPROVED_IN:
        told = {"status": exchange.get_status_display()}
        raise IllegalMove(_("A manifest is approved once the exchange is agreed. It is: %(status)s.") % told)
    entries = going(exchange)
    if not any(entry.status == EntryStatus.NOMINATED for entry in entries):
        raise ValidationError(_("Nobody waits for approval."))
    refused = refusing([entry.captivity_id for entry in entries])
    out = {
        _("%(number)s are not held any more"): sum(not is_held(entry.captivity) for entry in entries),
        _("%(number)s refused to return"): len(refused),
        _("%(number)s are not accepted by the home side"): sum(
            entry.acceptance == Acceptance.REFUSED for entry in entries
        ),
    }
    told = [text % {"number": number} for text, number in out.items() if number]
    if told:
        raise ValidationError(_("Take some off first: %(who)s.") % {"who": "; ".join(told)})


def going(exchange: Exchange, *, lock: bool = False) -> list[ManifestEntry]:
    """Everybody about to go, of all whom there are, in the order in which they are frozen."""
    rows = ManifestEntry.objects.live().filter(transfer__exchange=exchange, transfer__voided_at__isnull=True)
    rows = rows.select_related("transfer", "captivity__person").order_by("transfer__direction", "pk")
    return list(rows.select_for_update(of=["self"], no_key=True) if lock else rows)


def content_of(entries: list[ManifestEntry]) -> str:
    """Who goes, as canonical JSON: keys in the order of the entries, and the hash of the words that stand for each."""
    words = words_of([entry.captivity_id for entry in entries])
    rows = [
        {
            "entry": entry.pk,
            "direction": entry.transfer.direction,
            "captivity": entry.captivity_id,
            "person": entry.captivity.person_id,
            "category": entry.category,
            "outcome": entry.outcome,
            "substitutes": entry.substitutes_id,
            "words": _hash([words[entry.captivity_id][name] for name in SENT]),
        }
        for entry in entries
    ]
    return orjson.dumps(rows, option=orjson.OPT_SORT_KEYS).decode()


def fingerprint(exchange: Exchange) -> str:
    """The hash of who goes as it stands now: what a proposal to approve the manifest is bound to."""
    return hash_of(content_of(going(exchange)))


def hash_of(content: str) -> str:
    """SHA-256 of a content."""
    return hashlib.sha256(content.encode()).hexdigest()


def _hash(value: object) -> str:
    return hashlib.sha256(orjson.dumps(value)).hexdigest()


def _listed(entries: list[ManifestEntry], by: User) -> None:
    """Their captivities are on an agreed list. Who seconds the approval need not be one who writes the register."""
    unlisted = [entry.captivity_id for entry in entries if entry.captivity.status != CaptivityStatus.LISTED]
    happenings = [Happening(key, EventKind.LISTED) for key in unlisted]
    with lending(Permission.PRISONERS_WRITE, to=by):
        record_events(happenings=happenings, by=by)


def refuse_unseen(entries: list[ManifestEntry], by: User) -> None:
    """Raises PermissionDenied for who may not see everybody on it: nobody approves people whom they may not see."""
    keys = [entry.pk for entry in entries]
    if ManifestEntry.objects.visible_to(by).filter(pk__in=keys).count() != len(keys):
        raise PermissionDenied(_("There is somebody on the manifest whom you may not see: another person approves it."))


def _frozen(exchange: Exchange, entries: list[ManifestEntry], content: str) -> FrozenManifest:
    last = exchange.frozen_manifests.aggregate(last=Max("number"))["last"] or 0
    to_us = sum(entry.transfer.direction == Direction.TO_US for entry in entries)
    return records.create(
        FrozenManifest,
        exchange=exchange,
        number=last + 1,
        content=content,
        sha256=hash_of(content),
        to_us=to_us,
        to_them=len(entries) - to_us,
        frozen_at=timezone.now(),
    )
