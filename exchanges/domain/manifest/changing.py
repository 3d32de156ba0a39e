"""Taking people off a manifest before it is approved, and what their home side says of them."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from exchanges.domain.manifest.locking import become, lock_entries, lock_open, need, unlist
from exchanges.enums import ExchangeStatus
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange, ManifestEntry
from exchanges.validators import check_entry_of, check_terms_of
from negotiations.list_enums import Acceptance
from units.models import Party

S = EntryStatus


@verb("exchanges.veto_entries", permission=Permission.MANIFESTS_WRITE)
def veto(
    *,
    exchange: Exchange,
    entries: Collection[ManifestEntry],
    by: User,
    reason: str,
    demanded_by: Party | None = None,
    expected_version: int | None = None,
) -> int:
    """Strike people off because a side will not have them go; returns how many.

    Raises ValidationError without a reason, IllegalMove once they are approved: then others come in their place.
    """
    return _off(exchange, entries, S.VETOED, by, reason, expected_version, demanded_by=demanded_by)


@verb("exchanges.withdraw_entries", permission=Permission.MANIFESTS_WRITE)
def withdraw(
    *,
    exchange: Exchange,
    entries: Collection[ManifestEntry],
    by: User,
    reason: str,
    expected_version: int | None = None,
) -> int:
    """Take people off the manifest; returns how many. Raises as `veto` does."""
    return _off(exchange, entries, S.WITHDRAWN, by, reason, expected_version)


@verb("exchanges.answer_entries", permission=Permission.MANIFESTS_WRITE)
def answer_entries(
    *,
    exchange: Exchange,
    entries: Collection[ManifestEntry],
    acceptance: str,
    by: User,
    reason: str = "",
    expected_version: int | None = None,
) -> int:
    """Record whether the home side takes these people; whom it refuses is struck off with that. Returns how many.

    Raises ValidationError for a refusal without its reason, IllegalMove for the refusal of somebody approved.
    """
    current = lock_open(exchange)
    locked = lock_entries(current, entries, expected_version)
    if acceptance == Acceptance.REFUSED:
        need(reason, _("Say why the home side refuses."))
        _refuse_approved(current, locked)
        return _leave(locked, S.VETOED, by, reason, acceptance=acceptance)
    keys = [entry.pk for entry in locked]
    return ManifestEntry.objects.filter(pk__in=keys).update(acceptance=acceptance)


@verb("exchanges.revise_entry", permission=Permission.MANIFESTS_WRITE)
def revise_entry(
    *, manifest_entry: ManifestEntry, by: User, reason: str = "", expected_version: int | None = None, **changes: Any
) -> ManifestEntry:
    """Change as what somebody goes (`category`, `outcome`), on what terms (`condition`, `until`) or why (`reason`).

    Once it is approved nothing of it changes. Raises IllegalMove then, ValidationError by field for a civilian who
    would be exchanged, for an internment in a neutral country on no condition, and for terms of anything else.
    """
    current = lock_open(manifest_entry.transfer.exchange)
    entry = lock_entries(current, [manifest_entry], expected_version)[0]
    if entry.status != S.NOMINATED:
        told = {"status": entry.get_status_display()}
        raise IllegalMove(_("The entry is “%(status)s”: it is changed before its approval only.") % told)
    if reason.strip():
        changes = changes | {"reason": reason.strip()}
    check_entry_of(entry.captivity, changes.get("category", entry.category))
    check_terms_of(entry, changes)
    return records.revise(entry, **changes)


@verb("exchanges.void_entry", permission=Permission.EXCHANGES_VOID)
def void_entry(
    *, manifest_entry: ManifestEntry, by: User, reason: str, expected_version: int | None = None
) -> ManifestEntry:
    """Void an entry that never should have been. Raises ValidationError for one that was approved or handed over."""
    lock_open(manifest_entry.transfer.exchange)
    check_void_entry(manifest_entry)
    return records.void(manifest_entry, by=by, reason=reason, expected_version=expected_version)


def check_void_entry(entry: ManifestEntry) -> None:
    """Raises ValidationError for an entry that was approved or handed over, or in whose place somebody came."""
    if entry.frozen_in_id or entry.status in (S.BOARDED, S.DELIVERED):
        raise ValidationError(_("Two people approved it: it stays. Put somebody else in this person's place."))
    if entry.substituted_by.standing().exists():
        raise ValidationError(_("Somebody else came in this person's place already."))


def _off(
    exchange: Exchange,
    entries: Collection[ManifestEntry],
    to: EntryStatus,
    by: User,
    reason: str,
    expected_version: int | None,
    **values: object,
) -> int:
    need(reason, _("Say why."))
    current = lock_open(exchange)
    locked = lock_entries(current, entries, expected_version)
    _refuse_approved(current, locked)
    return _leave(locked, to, by, reason, **values)


def _leave(entries: Collection[ManifestEntry], to: EntryStatus, by: User, reason: str, **values: object) -> int:
    """Let them go off, and be again what they were before where they stood on an agreed list."""
    moved = become(entries, to, note=reason, **values)
    unlist(entries, by, reason)
    return moved


def _refuse_approved(exchange: Exchange, entries: Collection[ManifestEntry]) -> None:
    """Whoever is approved is changed by a substitution only; a postponed exchange is talked over anew."""
    if exchange.status != ExchangeStatus.POSTPONED and any(entry.frozen_in_id for entry in entries):
        raise IllegalMove(
            _("The manifest is approved. Put somebody else in this person's place, and say at whose demand.")
        )
    if not entries:
        raise ValidationError({"entries": _("Choose at least one person.")})
