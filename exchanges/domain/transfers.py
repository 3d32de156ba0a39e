"""Verbs of a transfer."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.domain.settling import take_back
from exchanges.enums import DELIVERED, CountStatus
from exchanges.models import Exchange, Transfer


@verb("exchanges.add_transfer", permission=Permission.EXCHANGES_WRITE)
def add_transfer(*, exchange: Exchange, by: User, id: uuid.UUID | None = None, **fields: Any) -> Transfer:
    """Add the persons moving one way. Raises ValidationError by field, also where the exchange consists of stages."""
    current = records.lock(exchange)
    records.refuse_voided(current)
    if current.stages.standing().exists():
        raise ValidationError(_("This exchange consists of stages: log the transfer in its stage."))
    transfer = records.create(Transfer, id=id, exchange=current, **fields)
    _refuse_pending(transfer, current)
    return transfer


@verb("exchanges.revise_transfer", permission=Permission.EXCHANGES_WRITE)
def revise_transfer(*, transfer: Transfer, by: User, expected_version: int | None = None, **changes: Any) -> Transfer:
    """Change the figures of a transfer. A claim that was adopted for a figure is let go of when the figure changes."""
    exchange = records.lock(transfer.exchange)
    current = records.lock(transfer, expected_version)
    overruled = [
        claim.pk
        for claim in current.claims.standing().filter(adopted=True)
        if claim.figure in changes and changes[claim.figure] != claim.number
    ]
    current.claims.filter(pk__in=overruled).update(adopted=False)
    revised = records.revise(current, **changes)
    _refuse_pending(revised, exchange)
    _refuse_fewer_than_named(revised, exchange)
    return revised


@verb("exchanges.void_transfer", permission=Permission.EXCHANGES_VOID)
def void_transfer(*, transfer: Transfer, by: User, reason: str, expected_version: int | None = None) -> Transfer:
    """Void a transfer, with the claims about it and its part of the manifest: whoever it names is recorded as before.

    Raises ValidationError where somebody was captured again since.
    """
    records.lock(transfer.exchange)
    take_back(transfer.entries.standing(), reason, by=by)
    voided = records.void(transfer, by=by, reason=reason, expected_version=expected_version)
    marks = {"voided_at": voided.voided_at, "voided_by": by, "void_reason": voided.void_reason}
    for parts in (voided.claims, voided.entries):
        parts.standing().update(**marks)
    return voided


def _refuse_pending(transfer: Transfer, exchange: Exchange) -> None:
    """A completed exchange has no open transfer, neither when it is completed nor afterwards."""
    if exchange.status in DELIVERED and transfer.count_status == CountStatus.PENDING:
        message = _("Say of each transfer how many were delivered, or that the number is withheld.")
        raise ValidationError({"count_status": message})


def _refuse_fewer_than_named(transfer: Transfer, exchange: Exchange) -> None:
    """Of a completed exchange no number says fewer than the manifest names."""
    if exchange.status not in DELIVERED or transfer.delivered is None:
        return
    if (named := transfer.entries.delivered().count()) > transfer.delivered:
        message = _("The manifest names %(named)d persons who were handed over.") % {"named": named}
        raise ValidationError({"delivered": message})
