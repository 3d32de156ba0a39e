"""Verbs of a claim: record what a party said, adopt one of several, void."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.domain.sealing import refuse_changes
from exchanges.enums import CountStatus, Qualifier
from exchanges.models import Claim


@verb("exchanges.record_claim", permission=Permission.EXCHANGES_WRITE)
def record_claim(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Claim:
    """Record what a party said, with its source. It changes no figure of ours until it is adopted."""
    return records.create(Claim, id=id, **fields)


@verb("exchanges.revise_claim", permission=Permission.EXCHANGES_WRITE)
def revise_claim(*, claim: Claim, by: User, expected_version: int | None = None, **changes: Any) -> Claim:
    """Correct how a claim was written down. Raises ValidationError for an adopted one: void it instead."""
    if records.lock(claim).adopted:
        raise ValidationError(_("This claim was adopted. Adopt another, then correct it."))
    return records.revise(claim, expected_version=expected_version, **changes)


@verb("exchanges.adopt_claim", permission=Permission.EXCHANGES_WRITE)
def adopt_claim(*, claim: Claim, by: User, reason: str, expected_version: int | None = None) -> Claim:
    """Take a claim as our figure of its transfer, and let go of the one adopted before.

    Raises ValidationError without a reason, for a claim that is no exact number of a transfer, and where it would
    change a figure of a completed exchange.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this figure is the one to go by.")})
    if not is_adoptable(claim):
        raise ValidationError(_("Only an exact number of a transfer can be adopted."))
    exchange = records.lock(claim.transfer.exchange)
    transfer = records.lock(claim.transfer)
    current = records.lock(claim, expected_version)
    rivals = transfer.claims.standing().filter(measure=claim.measure, axis=claim.axis, category=claim.category)
    rivals.filter(adopted=True).exclude(pk=current.pk).update(adopted=False)
    figure = _figure(claim.figure, claim.number)
    refuse_changes(exchange, transfer, figure)
    records.revise(transfer, **figure)
    return records.revise(current, adopted=True)


@verb("exchanges.void_claim", permission=Permission.EXCHANGES_VOID)
def void_claim(*, claim: Claim, by: User, reason: str, expected_version: int | None = None) -> Claim:
    """Void a claim that nobody made. The figure that it was adopted for stays until another is adopted."""
    return records.void(claim, by=by, reason=reason, expected_version=expected_version)


def is_adoptable(claim: Claim) -> bool:
    """Whether a claim can become our figure: an exact number, of something that a transfer counts."""
    return bool(claim.figure and claim.number is not None and claim.qualifier == Qualifier.EXACTLY)


def _figure(figure: str, number: int) -> dict[str, Any]:
    return {figure: number} | ({"count_status": CountStatus.KNOWN} if figure == "delivered" else {})
