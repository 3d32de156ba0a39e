"""The verb that begins the next attempt at an exchange that did not take place, or only in part."""

import datetime
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records, restricting
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import lending, verb
from common.errors import IllegalMove
from exchanges.domain.exchanges import log_exchange
from exchanges.domain.manifest.nominating import BY_TWO_AT_ONCE, Nominee, nominate
from exchanges.domain.relations import set_mediators, set_programmes
from exchanges.domain.transfers import add_transfer
from exchanges.enums import ExchangeStatus
from exchanges.manifest_enums import EntryOrigin, EntryStatus
from exchanges.models import Exchange, ManifestEntry, Transfer
from exchanges.queries.eligibility import withheld
from prisoners.models import Captivity

#: The states after which another attempt is made.
AGAIN = frozenset({ExchangeStatus.DERAILED, ExchangeStatus.CANCELLED, ExchangeStatus.PARTLY_COMPLETED})


@dataclass(frozen=True)
class Attempt:
    """A next attempt: the exchange, and how many went onto its manifest, wait for a second person, were left out."""

    exchange: Exchange
    nominated: int = 0
    waiting: int = 0
    left_out: int = 0


@verb("exchanges.try_again", permission=Permission.EXCHANGES_WRITE)
def try_again(
    *,
    exchange: Exchange,
    by: User,
    id: uuid.UUID | None = None,
    planned_on: datetime.date | None = None,
    expected_version: int | None = None,
) -> Attempt:
    """Log the next attempt as a draft, with the transfers, mediators and programmes of this one and whoever was let go.

    Those who cannot go any more are left out. Raises IllegalMove before the exchange is over or when everybody came
    home, ValidationError where the next attempt is logged already.
    """
    current = records.lock(exchange, expected_version)
    records.refuse_voided(current)
    if current.status not in AGAIN:
        told = {"status": current.get_status_display()}
        raise IllegalMove(_("There is no next attempt at an exchange that is “%(status)s”.") % told)
    if current.next_attempts.standing().exists():
        raise ValidationError(_("The next attempt is logged already."))
    made = _logged(current, id, planned_on, by)
    _copy_relations(current, made, by)
    found = Attempt(_restricted_like(current, made, by))
    for transfer in current.transfers.standing().order_by("-direction", "id"):
        found = _copy_transfer(transfer, found, by=by)
    return found


def _logged(old: Exchange, id: uuid.UUID | None, planned_on: datetime.date | None, by: User) -> Exchange:
    """The next attempt as a draft. What was carried out in part has a formula that does not fit the rest."""
    said = {} if old.status == ExchangeStatus.PARTLY_COMPLETED else {"formula": old.formula}
    return log_exchange(
        id=id,
        previous_attempt=old,
        kind=old.kind,
        counted_in_format=old.counted_in_format,
        parent=old.parent,
        venue=old.venue,
        planned_on=planned_on,
        by=by,
        **said,
    )


def copied(exchange: Exchange) -> dict[uuid.UUID, list[ManifestEntry]]:
    """Whoever goes onto the next manifest, by transfer: those let go with the exchange, and those not brought."""
    rows = ManifestEntry.objects.standing().filter(transfer__exchange=exchange)
    again = rows.filter(let_go=True) | rows.filter(status=EntryStatus.ABSENT)
    found: dict[uuid.UUID, list[ManifestEntry]] = {}
    for entry in again.order_by("pk"):
        found.setdefault(entry.transfer_id, []).append(entry)
    return found


def _copy_relations(old: Exchange, new: Exchange, by: User) -> None:
    mediations = old.mediations.standing().select_related("mediator")
    set_mediators(exchange=new, mediators=[(each.mediator, each.role) for each in mediations], by=by)
    bookings = old.bookings.standing().select_related("programme")
    set_programmes(exchange=new, programmes=[each.programme for each in bookings], by=by)


def _restricted_like(old: Exchange, new: Exchange, by: User) -> Exchange:
    """The next attempt of what is restricted is."""
    if not old.restricted:
        return new
    with lending(Permission.RESTRICT, to=by):
        return restricting.restrict(new, reason=_("The attempt before is restricted."))


def _copy_transfer(old: Transfer, found: Attempt, *, by: User) -> Attempt:
    """One transfer with its part of the manifest; there are two of them, mostly."""
    new = add_transfer(
        exchange=found.exchange,
        direction=old.direction,
        from_party=old.from_party,
        to_party=old.to_party,
        via=old.via,
        agreed=None if old.exchange.status == ExchangeStatus.PARTLY_COMPLETED else old.agreed,
        by=by,
    )
    again = copied(old.exchange).get(old.pk, [])
    people, crowd = _few_protected(new, [Nominee(captivity=each.captivity_id, **_said(each)) for each in again])
    if not people:
        return replace(found, left_out=found.left_out + crowd)
    told = {"reason": _("From the attempt before."), "origin": EntryOrigin.ATTEMPT, "skip": True}
    done = nominate(transfer=new, people=people, by=by, **told)
    return replace(
        found,
        nominated=found.nominated + len(done.entries),
        waiting=found.waiting + len(done.waiting),
        left_out=found.left_out + len(done.left_out) + crowd,
    )


def _few_protected(transfer: Transfer, people: list[Nominee]) -> tuple[list[Nominee], int]:
    """Those who are nominated at once, and how many more take a second person each than are proposed at once."""
    persons = dict(Captivity.objects.filter(pk__in=[each.captivity for each in people]).values_list("pk", "person"))
    kept = withheld(transfer, list(persons.values()))
    crowd = [each for each in people if persons[each.captivity] in kept][BY_TWO_AT_ONCE:]
    return [each for each in people if each not in crowd], len(crowd)


def _said(entry: ManifestEntry) -> dict[str, Any]:
    """What is said of somebody again."""
    names = ("category", "outcome", "reason", "acceptance", "condition", "until")
    return {name: getattr(entry, name) for name in names} | {"list_entry": entry.list_entry_id}
