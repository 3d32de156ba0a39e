"""Putting somebody in another's place: the one way in which an approved manifest changes."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.domain.approvals import propose
from accounts.models import Approval, User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from exchanges.domain.manifest.locking import become, lock_entries, lock_persons, lock_transfer, need, unlist
from exchanges.domain.manifest.nominating import Nominee, entry_of, refuse_out
from exchanges.manifest_enums import LIVE, REPLACEABLE, SUBSTITUTE, EntryOrigin, EntryStatus
from exchanges.models import ManifestEntry
from exchanges.queries.eligibility import eligibility
from prisoners.models import Captivity
from units.models import Party


@verb("exchanges.substitute", permission=Permission.MANIFESTS_WRITE)
def substitute(
    *,
    manifest_entry: ManifestEntry,
    captivity: Captivity,
    by: User,
    reason: str,
    category: str = "",
    demanded_by: Party | None = None,
    origin: str = EntryOrigin.SUBSTITUTION,
    expected_version: int | None = None,
) -> ManifestEntry:
    """Put somebody in the place of an entry, which becomes substituted unless it is off already; returns the new one.

    Who comes in after the approval needs an approval of the manifest again, but for who is added at the hand-over
    (`origin`). Raises PermissionDenied for somebody restricted or withheld: that takes two people
    (`propose_substitution`); otherwise as `nominate` does.
    """
    told = {"reason": reason, "category": category, "demanded_by": demanded_by, "origin": origin}
    return _substituted(manifest_entry, captivity.pk, by, alone=True, expected_version=expected_version, **told)


@verb("exchanges.substitute_protected", permission=Permission.MANIFESTS_WRITE)
def substitute_protected(
    *,
    manifest_entry: ManifestEntry,
    captivity: str,
    by: User,
    reason: str,
    category: str = "",
    demanded_by: str | None = None,
    origin: str = EntryOrigin.SUBSTITUTION,
    expected_version: int | None = None,
) -> ManifestEntry:
    """Put somebody who is restricted or withheld in another's place: the act of two people."""
    party = Party.objects.get(pk=demanded_by) if demanded_by else None
    told = {"reason": reason, "category": category, "demanded_by": party, "origin": origin}
    return _substituted(manifest_entry, uuid.UUID(captivity), by, alone=False, **told)


def propose_substitution(
    *,
    manifest_entry: ManifestEntry,
    captivity: Captivity,
    by: User,
    reason: str,
    category: str = "",
    demanded_by: Party | None = None,
) -> Approval:
    """Propose to a second person to put somebody restricted or withheld in another's place."""
    told = {"category": category, "demanded_by": str(demanded_by.pk) if demanded_by else ""}
    arguments = {"captivity": str(captivity.pk)} | {name: value for name, value in told.items() if value}
    return propose(act=SUBSTITUTE, subject=manifest_entry, reason=reason, arguments=arguments, by=by)


def check_substitution(entry: ManifestEntry, captivity: str, **_more: object) -> None:
    """Raises IllegalMove for an entry in whose place nobody comes."""
    _refuse_settled(entry)


def _substituted(
    entry: ManifestEntry,
    captivity: uuid.UUID,
    by: User,
    *,
    alone: bool,
    reason: str,
    category: str,
    demanded_by: Party | None,
    origin: str,
    expected_version: int | None = None,
) -> ManifestEntry:
    need(reason, _("Say why."))
    transfer = lock_transfer(entry.transfer)
    current = lock_entries(transfer.exchange, [entry], expected_version)[0]
    _refuse_settled(current)
    if captivity == current.captivity_id:
        raise ValidationError({"captivity": _("Nobody comes in their own place.")})
    lock_persons([captivity, current.captivity_id])
    judged = eligibility(transfer, [captivity], by)
    if alone and judged[captivity].takes_two:
        raise PermissionDenied(_("This takes two people: one proposes it, another one approves."))
    refuse_out({key: each for key, each in judged.items() if not (each.is_clear or each.takes_two)}, by)
    if current.status in LIVE:
        become([current], EntryStatus.SUBSTITUTED, note=reason, demanded_by=demanded_by)
        unlist([current], by, reason)
    nominee = Nominee(captivity, category=category)
    told = {"substitutes": current, "demanded_by": demanded_by, "origin": origin, "reason": reason}
    made = entry_of(transfer, nominee, judged[captivity].captivity, **told)
    made.save(force_insert=True)
    return made


def _refuse_settled(entry: ManifestEntry) -> None:
    if entry.status not in REPLACEABLE:
        told = {"status": entry.get_status_display()}
        raise IllegalMove(_("The entry is “%(status)s”: nobody comes in its place.") % told)
    if entry.substituted_by.standing().exists():
        raise IllegalMove(_("Somebody else came in this person's place already."))
