"""Verbs of an exchange: log, revise, move from state to state, void."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records, restricting
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from common.partial_dates import PartialDate
from exchanges.domain.sealing import refuse_changes
from exchanges.domain.settling import check_settled, deliver, entries_of, let_go, take_back
from exchanges.enums import DELIVERED, SETBACKS, CountStatus, ExchangeStatus
from exchanges.models import Claim, Exchange, ManifestEntry, SetbackReason
from exchanges.validators import check_reason


@verb("exchanges.log", permission=Permission.EXCHANGES_WRITE)
def log_exchange(*, by: User, id: uuid.UUID | None = None, when: PartialDate | None = None, **fields: Any) -> Exchange:
    """Log an exchange as a draft. Raises ValidationError by field."""
    return records.create(Exchange, id=id, **fields, **_dated(when))


@verb("exchanges.revise", permission=Permission.EXCHANGES_WRITE)
def revise_exchange(
    *,
    exchange: Exchange,
    by: User,
    expected_version: int | None = None,
    when: PartialDate | None = None,
    **changes: Any,
) -> Exchange:
    """Change what is recorded of an exchange; its state is moved by `move_exchange` only.

    Raises ValidationError for a completed one, but for its notes and its embargo.
    """
    said = changes | _dated(when)
    current = records.lock(exchange, expected_version)
    refuse_changes(current, current, said)
    return records.revise(current, **said)


@verb("exchanges.move", permission=Permission.EXCHANGES_MOVE)
def move_exchange(
    *,
    exchange: Exchange,
    to: ExchangeStatus,
    by: User,
    reason: str = "",
    setback_reason: SetbackReason | None = None,
    expected_version: int | None = None,
) -> Exchange:
    """The one door of the state machine: moves an exchange to its next state.

    Raises IllegalMove for a move that the table does not hold, Stale for a version that is not current, and
    ValidationError for a setback without a reason or a completion that leaves a transfer open.
    """
    current = records.lock(exchange, expected_version)
    records.refuse_voided(current)
    _check_move(current, to)
    check_reason(to, reason)
    if to in (ExchangeStatus.DERAILED, ExchangeStatus.CANCELLED):
        let_go(current, reason, by=by)
    current.status, current.status_note = to, reason
    current.setback_reason = setback_reason if to in SETBACKS else None
    return records.written(current, "status", "status_note", "setback_reason")


@verb("exchanges.complete", permission=Permission.EXCHANGES_MOVE)
def complete_exchange(
    *,
    exchange: Exchange,
    to: ExchangeStatus,
    by: User,
    reason: str = "",
    rest: str = "",
    named: int | None = None,
    expected_version: int | None = None,
) -> Exchange:
    """Complete an exchange, in whole or in part: the act of two people.

    The captivities of everybody handed over end, and whoever was not is let go. `rest` says of those on the manifest
    whom nobody marked one by one whether they were handed over (`Rest`), `named` how many are handed over by that.
    Raises as `move_exchange` does, and ValidationError where nothing is said of somebody, where they are not as many,
    or the manifest names more than were delivered.
    """
    current = records.lock(exchange, expected_version)
    records.refuse_voided(current)
    check_completion(current, to, rest, named)
    deliver(current, rest, by=by)
    return move_exchange(exchange=current, to=ExchangeStatus(to), by=by, reason=reason)


def check_completion(exchange: Exchange, to: str, rest: str = "", named: int | None = None) -> None:
    """Raises IllegalMove or ValidationError where the exchange cannot be completed as it is."""
    if to not in DELIVERED:
        raise ValidationError({"to": _("An exchange is completed in whole or in part.")})
    _check_move(exchange, ExchangeStatus(to))
    check_settled(exchange, rest, named)


def _check_move(exchange: Exchange, to: ExchangeStatus) -> None:
    if to not in exchange.moves:
        raise IllegalMove(
            _("An exchange that is “%(old)s” cannot become “%(new)s”.")
            % {"old": exchange.get_status_display(), "new": ExchangeStatus(to).label}
        )
    if to in DELIVERED:
        check_delivered(exchange)


@verb("exchanges.void", permission=Permission.EXCHANGES_VOID)
def void_exchange(*, exchange: Exchange, by: User, reason: str, expected_version: int | None = None) -> Exchange:
    """Void an exchange that never was, with its transfers, claims and manifest.

    Whoever it names is recorded again as before. Raises ValidationError while other exchanges stand on it (stages, a
    next attempt), and where somebody was captured again since: then a correction tells what was wrong.
    """
    current = records.lock(exchange, expected_version)
    check_void(current)
    take_back(entries_of(current), reason, by=by)
    voided = records.void(current, by=by, reason=reason)
    void_parts(voided)
    return voided


@verb("exchanges.restrict", permission=Permission.RESTRICT)
def restrict_exchange(*, exchange: Exchange, by: User, reason: str, expected_version: int | None = None) -> Exchange:
    """Restrict an exchange with its stages and all that belongs to it."""
    return restricting.restrict(exchange, reason=reason, expected_version=expected_version)


@verb("exchanges.lift_restriction", permission=Permission.LIFT_RESTRICTION)
def lift_restriction(*, exchange: Exchange, by: User, reason: str, expected_version: int | None = None) -> Exchange:
    """Make a restricted exchange general again."""
    return restricting.lift(exchange, reason=reason, expected_version=expected_version)


def check_void(exchange: Exchange) -> None:
    """Raises ValidationError while other exchanges stand on it (stages, a next attempt)."""
    dependants = Exchange.objects.standing().filter(parent=exchange) | Exchange.objects.standing().filter(
        previous_attempt=exchange
    )
    if names := [str(dependant) for dependant in dependants.order_by("number")]:
        raise ValidationError(_("First void what stands on it: %(names)s") % {"names": ", ".join(names)})


def void_parts(exchange: Exchange) -> None:
    """What belongs to a voided exchange is voided with it, a statement each."""
    marks = {"voided_at": exchange.voided_at, "voided_by": exchange.voided_by, "void_reason": exchange.void_reason}
    own = (exchange.transfers, exchange.mediations, exchange.ordinals, exchange.bookings, exchange.remains_transfers)
    for parts in (*own, exchange.claims, exchange.frozen_manifests, exchange.hand_over_marks):
        parts.standing().update(**marks)
    for model in (Claim, ManifestEntry):
        model.objects.standing().filter(transfer__exchange=exchange).update(**marks)
    Claim.objects.standing().filter(remains_transfer__exchange=exchange).update(**marks)


def check_delivered(exchange: Exchange, *, consists_of_stages: bool = False) -> None:
    """Raises ValidationError where a completed exchange would lack its date, or how many were delivered."""
    errors = []
    if not exchange.date:
        errors.append(_("Give the date on which people came home."))
    transfers = list(exchange.transfers.standing())
    if not (transfers or consists_of_stages or _moves_otherwise(exchange)):
        errors.append(_("Nobody was handed over yet: log a transfer first."))
    if any(transfer.count_status == CountStatus.PENDING for transfer in transfers):
        errors.append(_("Say of each transfer how many were delivered, or that the number is withheld."))
    if errors:
        raise ValidationError(errors, code="not_delivered")


def _moves_otherwise(exchange: Exchange) -> bool:
    """Whether somebody is handed over in its stages, or the dead are."""
    return exchange.stages.standing().exists() or exchange.remains_transfers.standing().exists()


def _dated(when: PartialDate | None) -> dict[str, Any]:
    return {} if when is None else {"date": when.date, "date_precision": when.precision}
