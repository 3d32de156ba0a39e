"""Verbs of information that was passed on: log, revise, void."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from exchanges.models import InformationTransfer


@verb("exchanges.log_information", permission=Permission.EXCHANGES_WRITE)
def log_information(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> InformationTransfer:
    """Log letters, lists, parcels or messages that were passed on; nobody moved. Raises ValidationError by field."""
    return records.create(InformationTransfer, id=id, **fields)


@verb("exchanges.revise_information", permission=Permission.EXCHANGES_WRITE)
def revise_information(
    *, information_transfer: InformationTransfer, by: User, expected_version: int | None = None, **changes: Any
) -> InformationTransfer:
    """Correct what is known of it."""
    return records.revise(information_transfer, expected_version=expected_version, **changes)


@verb("exchanges.void_information", permission=Permission.EXCHANGES_VOID)
def void_information(
    *, information_transfer: InformationTransfer, by: User, reason: str, expected_version: int | None = None
) -> InformationTransfer:
    """Void what never was passed on."""
    return records.void(information_transfer, by=by, reason=reason, expected_version=expected_version)
