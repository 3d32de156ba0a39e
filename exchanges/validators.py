"""Checks of an exchange, a transfer and a claim that a model, a form and a serializer share."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common import clock
from exchanges.enums import SETBACKS, ExchangeKind, ExchangeStatus, Measure
from exchanges.manifest_enums import EntryCategory, EntryOutcome
from prisoners.enums import LegalCategory

if TYPE_CHECKING:
    from exchanges.models import Claim, Exchange, ManifestEntry, Transfer
    from prisoners.models import Captivity


def check_exchange(exchange: "Exchange") -> None:
    """Raises ValidationError by field: dates in the future, a stage of a stage. A stage's number may be unknown."""
    errors = {}
    if exchange.date and exchange.date > clock.today():
        errors["date"] = _("This day has not come yet. Use “planned for”.")
    if exchange.parent and exchange.parent.parent_id:
        errors["parent"] = _("A stage has no stages of its own.")
    corrected = exchange.supersedes if exchange.status == ExchangeStatus.DRAFT else None
    if corrected and (corrected.is_voided or not corrected.is_sealed):
        errors["supersedes"] = _("Only a completed exchange that stands is corrected by another record.")
    if exchange.previous_attempt_id and exchange.previous_attempt_id == exchange.pk:
        errors["previous_attempt"] = _("An exchange is not its own previous attempt.")
    if errors:
        raise ValidationError(errors)


def check_transfer(transfer: "Transfer") -> None:
    """Raises ValidationError by field when the parts of a transfer are more than the whole, or its parties are one."""
    errors = {}
    parts = (transfer.delivered_military or 0) + (transfer.delivered_civilian or 0)
    if transfer.delivered is not None and parts > transfer.delivered:
        errors["delivered"] = _("Military and civilians together are %(parts)d, more than %(whole)d delivered.") % {
            "parts": parts,
            "whole": transfer.delivered,
        }
    if transfer.delivered is None and (transfer.delivered_military, transfer.delivered_civilian) != (None, None):
        errors["delivered"] = _("Give the whole number too when you give its parts.")
    if transfer.from_party_id and transfer.from_party_id == transfer.to_party_id:
        errors["to_party"] = _("From and to are the same party.")
    if transfer.exchange_id and transfer.exchange.kind == ExchangeKind.REMAINS:
        errors["exchange"] = _("In a return of remains nobody living moves: log a transfer of remains.")
    if errors:
        raise ValidationError(errors)


def check_claim(claim: "Claim") -> None:
    """Raises ValidationError by field: a figure is a number or a percentage, of exactly one thing."""
    errors = {}
    if (claim.number is None) == (claim.percent is None):
        errors["number"] = _("Give either a number or a percentage.")
    if bool(claim.axis) != bool(claim.category):
        errors["category"] = _("A part is named by its axis and its category together.")
    errors |= _check_share(claim)
    if sum(subject is not None for subject in claim.subject_ids) != 1:
        errors["transfer"] = _("A claim is about exactly one thing.")
    if claim.as_of and claim.as_of > clock.today():
        errors["as_of"] = _("This day has not come yet.")
    if errors:
        raise ValidationError(errors)


def _check_share(claim: "Claim") -> dict[str, str]:
    """Errors by field of what is said as a percentage."""
    if claim.measure != Measure.RETURNED_SHARE:
        if claim.percent is not None and not claim.axis:
            return {"percent": _("A percentage is a part of a whole: say of which axis and category.")}
        return {}
    if claim.percent is None:
        return {"percent": _("Give the share as a percentage.")}
    if not (claim.unit_id or claim.party_id):
        return {"measure": _("This share is said of a unit or of a party.")}
    return {}


def check_reason(status: str, note: str) -> None:
    """Raises ValidationError when a setback has no reason in words."""
    if status in SETBACKS and not note.strip():
        raise ValidationError({"reason": _("Say why.")})


def check_entry(entry: "ManifestEntry") -> None:
    """Raises ValidationError by field: a civilian who would be exchanged, terms of what is no internment."""
    if entry.category == EntryCategory.CIVILIAN and entry.outcome == EntryOutcome.EXCHANGED:
        raise ValidationError({"outcome": _("Civilians are released, never exchanged.")})
    terms = [name for name in ("condition", "until") if getattr(entry, name)]
    if terms and entry.outcome != EntryOutcome.INTERNED:
        fault = _("Only an internment in a neutral country has a condition and an end.")
        raise ValidationError(dict.fromkeys(terms, fault))


def check_terms_of(entry: "ManifestEntry", changes: Mapping[str, Any]) -> None:
    """Raises ValidationError where these changes intern somebody in a neutral country on no condition."""
    outcome, condition = (changes.get(name, getattr(entry, name)) for name in ("outcome", "condition"))
    if outcome == EntryOutcome.INTERNED and not condition and changes.keys() & {"outcome", "condition"}:
        raise ValidationError({"condition": _("Say in which country, and what was agreed.")})


def check_entry_of(captivity: "Captivity", category: str) -> None:
    """Raises ValidationError where a civilian would go as military."""
    if captivity.legal_category == LegalCategory.CIVILIAN and category == EntryCategory.MILITARY:
        raise ValidationError({"category": _("Held as a civilian: civilians are released, never exchanged.")})
