"""Verbs of a transfer."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.domain.sealing import refuse_changes, refuse_sealed
from exchanges.domain.settling import take_back
from exchanges.models import Exchange, Transfer


@verb("exchanges.add_transfer", permission=Permission.EXCHANGES_WRITE)
def add_transfer(*, exchange: Exchange, by: User, id: uuid.UUID | None = None, **fields: Any) -> Transfer:
    """Add the persons moving one way.

    Raises ValidationError by field, where the exchange consists of stages, and for one that is completed.
    """
    current = records.lock(exchange)
    records.refuse_voided(current)
    if current.stages.standing().exists():
        raise ValidationError(_("This exchange consists of stages: log the transfer in its stage."))
    refuse_sealed(current)
    return records.create(Transfer, id=id, exchange=current, **fields)


@verb("exchanges.revise_transfer", permission=Permission.EXCHANGES_WRITE)
def revise_transfer(*, transfer: Transfer, by: User, expected_version: int | None = None, **changes: Any) -> Transfer:
    """Change the figures of a transfer. A claim that was adopted for a figure is let go of when the figure changes.

    Raises ValidationError by field, and for one of a completed exchange.
    """
    exchange = records.lock(transfer.exchange)
    current = records.lock(transfer, expected_version)
    refuse_changes(exchange, current, changes)
    overruled = [
        claim.pk
        for claim in current.claims.standing().filter(adopted=True)
        if claim.figure in changes and changes[claim.figure] != claim.number
    ]
    current.claims.filter(pk__in=overruled).update(adopted=False)
    return records.revise(current, **changes)


@verb("exchanges.void_transfer", permission=Permission.EXCHANGES_VOID)
def void_transfer(*, transfer: Transfer, by: User, reason: str, expected_version: int | None = None) -> Transfer:
    """Void a transfer, with the claims about it and its part of the manifest: whoever it names is recorded as before.

    Raises ValidationError for one of a completed exchange, and where somebody was captured again since.
    """
    records.lock(transfer.exchange)
    check_void(transfer)
    take_back(transfer.entries.standing(), reason, by=by)
    voided = records.void(transfer, by=by, reason=reason, expected_version=expected_version)
    marks = {"voided_at": voided.voided_at, "voided_by": by, "void_reason": voided.void_reason}
    for parts in (voided.claims, voided.entries):
        parts.standing().update(**marks)
    return voided


def check_void(transfer: Transfer) -> None:
    """Raises ValidationError for a transfer of a completed exchange."""
    refuse_sealed(transfer.exchange)
