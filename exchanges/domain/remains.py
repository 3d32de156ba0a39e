"""Verbs of a transfer of remains: log, revise, void."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.domain.identifications import take_back
from exchanges.domain.sealing import refuse_changes, refuse_sealed
from exchanges.models import RemainsTransfer


@verb("exchanges.log_remains", permission=Permission.EXCHANGES_WRITE)
def log_remains(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> RemainsTransfer:
    """Log the dead handed over one way, in a return of remains or alone. Raises ValidationError by field."""
    if exchange := fields.get("exchange"):
        current = records.lock(exchange)
        records.refuse_voided(current)
        refuse_sealed(current)
    return records.create(RemainsTransfer, id=id, **fields)


@verb("exchanges.revise_remains", permission=Permission.EXCHANGES_WRITE)
def revise_remains(
    *, remains_transfer: RemainsTransfer, by: User, expected_version: int | None = None, **changes: Any
) -> RemainsTransfer:
    """Correct what is known of a transfer of remains. Raises ValidationError by field, and for a completed exchange."""
    current = records.lock(remains_transfer, expected_version)
    if current.exchange_id:
        refuse_changes(records.lock(current.exchange), current, changes)
    return records.revise(current, **changes)


@verb("exchanges.void_remains", permission=Permission.EXCHANGES_VOID)
def void_remains(
    *, remains_transfer: RemainsTransfer, by: User, reason: str, expected_version: int | None = None
) -> RemainsTransfer:
    """Void a transfer of remains that never was, with the claims about it and what was found of its dead."""
    current = records.lock(remains_transfer, expected_version)
    check_void(current)
    take_back(current.identifications.standing(), by=by, reason=reason)
    voided = records.void(current, by=by, reason=reason)
    marks = {"voided_at": voided.voided_at, "voided_by": by, "void_reason": voided.void_reason}
    for parts in (voided.claims, voided.identifications):
        parts.standing().update(**marks)
    return voided


def check_void(remains_transfer: RemainsTransfer) -> None:
    """Raises ValidationError for one of a completed exchange."""
    if remains_transfer.exchange:
        refuse_sealed(remains_transfer.exchange)
