"""What the verbs of a manifest share: the locks, in the order of exchange, persons, entries. Called in verbs only."""

import uuid
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import lending
from common.errors import IllegalMove, Stale
from exchanges.enums import FINAL
from exchanges.manifest_enums import ENTRY_MOVES, EntryStatus
from exchanges.models import Exchange, ManifestEntry, Transfer
from prisoners.domain.together import take_back_events
from prisoners.enums import EventKind
from prisoners.models import Captivity, Person


def lock_open(exchange: Exchange) -> Exchange:
    """The exchange, locked. Raises IllegalMove for one that is over, ValidationError for a voided one."""
    current = records.lock(exchange)
    records.refuse_voided(current)
    if current.status in FINAL:
        told = {"status": current.get_status_display()}
        raise IllegalMove(_("The exchange is over (%(status)s): its manifest stays as it is.") % told)
    return current


def lock_transfer(transfer: Transfer) -> Transfer:
    """The transfer as it is now, with its exchange locked and its parties read. Raises as `lock_open` does."""
    exchange = lock_open(transfer.exchange)
    current = Transfer.objects.select_related("from_party", "to_party").get(pk=transfer.pk)
    records.refuse_voided(current)
    current.exchange = exchange
    return current


def lock_persons(captivities: Collection[uuid.UUID]) -> None:
    """Lock the persons of these captivities, so that of two who nominate one person the second one sees the first."""
    of_them = Captivity.objects.filter(pk__in=captivities).values("person")
    list(Person.objects.filter(pk__in=of_them).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def lock_entries(
    exchange: Exchange, entries: Iterable[ManifestEntry], expected_version: int | None = None
) -> list[ManifestEntry]:
    """These entries of one exchange as they are now, locked.

    Raises ValidationError for one of another exchange, Stale where one is not at the version expected.
    """
    keys = {entry.pk for entry in entries}
    rows = ManifestEntry.objects.standing().filter(pk__in=keys, transfer__exchange=exchange)
    found = list(rows.select_related("transfer").order_by("pk").select_for_update(of=["self"], no_key=True))
    if len(found) != len(keys):
        raise ValidationError(_("Some of these are not on the manifest of this exchange any more."))
    for entry in found:
        if expected_version not in (None, entry.version):
            raise Stale(entry.version, records.changed_since(entry, expected_version))
    return found


def become(entries: Collection[ManifestEntry], to: EntryStatus, *, note: str = "", **values: object) -> int:
    """The one door of the state machine of entries: moves locked ones together, in one statement; returns how many.

    Raises IllegalMove where the table does not hold the move for any of them.
    """
    stuck = [entry for entry in entries if to not in ENTRY_MOVES[EntryStatus(entry.status)]]
    if stuck:
        states = {str(EntryStatus(entry.status).label) for entry in stuck}
        told = {"number": len(stuck), "old": ", ".join(sorted(states)), "new": EntryStatus(to).label}
        raise IllegalMove(
            ngettext(
                "%(number)s entry is “%(old)s” and cannot become “%(new)s”.",
                "%(number)s entries are “%(old)s” and cannot become “%(new)s”.",
                len(stuck),
            )
            % told
        )
    values = {"delivered_on": None} | values
    keys = [entry.pk for entry in entries]
    return ManifestEntry.objects.filter(pk__in=keys).update(status=to, status_note=note.strip(), **values)


def unlist(entries: Collection[ManifestEntry], by: User, reason: str) -> None:
    """Let the captivities of entries that were approved be again what they were before they stood on an agreed list."""
    keys = [entry.captivity_id for entry in entries if entry.frozen_in_id]
    if keys:
        with lending(Permission.PRISONERS_VOID, to=by):
            take_back_events(captivities=keys, kinds=[EventKind.LISTED], by=by, reason=reason)


def need(reason: str, said: str) -> None:
    """Raises ValidationError without a reason; `said` is what to say."""
    if not reason.strip():
        raise ValidationError({"reason": said})
