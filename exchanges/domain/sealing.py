"""What verbs ask before they touch a completed exchange: it is corrected by another record in its place (ADR 0028)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Record
from exchanges.models import Exchange

#: What of a completed exchange is no statement about what happened, and may be revised.
OPEN_AFTERWARDS = frozenset({"notes", "embargo_until"})


def refuse_sealed(exchange: Exchange) -> None:
    """Raises ValidationError where people came home in the exchange already."""
    if exchange.is_sealed:
        raise ValidationError(
            _("This exchange is completed. Propose a correction, which comes in its place when another person agrees."),
            code="sealed",
        )


def refuse_changes(exchange: Exchange, record: Record, changes: Mapping[str, Any]) -> None:
    """Raises ValidationError where the exchange is completed and something else is said of it or of a part of it."""
    said = changes.keys() - (OPEN_AFTERWARDS if record == exchange else set())
    if any(getattr(record, name) != changes[name] for name in said):
        refuse_sealed(exchange)
