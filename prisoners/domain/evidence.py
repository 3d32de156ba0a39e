"""Verbs of what is known of a captivity and from whom: confirmations, consents."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.domain.together import creating, revising
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.domain.standing import standing, standing_each
from prisoners.models import Captivity, Confirmation, Consent


@verb("prisoners.record_confirmation", permission=Permission.PRISONERS_WRITE)
def record_confirmation(*, captivity: Captivity, by: User, id: uuid.UUID | None = None, **fields: Any) -> Confirmation:
    """Record that a source says that the prisoner is held; no status moves. Raises ValidationError for one twice."""
    return records.create(Confirmation, id=id, captivity=standing(captivity), **fields)


record_confirmations = creating(record_confirmation, Confirmation, standing_each)


@verb("prisoners.revise_confirmation", permission=Permission.PRISONERS_WRITE)
def revise_confirmation(
    *, confirmation: Confirmation, by: User, expected_version: int | None = None, **changes: Any
) -> Confirmation:
    """Correct a confirmation."""
    return records.revise(confirmation, expected_version=expected_version, **changes)


revise_confirmations = revising(revise_confirmation, Confirmation)


@verb("prisoners.void_confirmation", permission=Permission.PRISONERS_VOID)
def void_confirmation(
    *, confirmation: Confirmation, by: User, reason: str, expected_version: int | None = None
) -> Confirmation:
    """Void a confirmation that was recorded wrongly."""
    return records.void(confirmation, by=by, reason=reason, expected_version=expected_version)


@verb("prisoners.record_consent", permission=Permission.PRISONERS_WRITE)
def record_consent(*, captivity: Captivity, by: User, id: uuid.UUID | None = None, **fields: Any) -> Consent:
    """Record what a prisoner answered when asked, and whether freely (GC III art. 109)."""
    return records.create(Consent, id=id, captivity=standing(captivity), **fields)


@verb("prisoners.revise_consent", permission=Permission.PRISONERS_WRITE)
def revise_consent(*, consent: Consent, by: User, expected_version: int | None = None, **changes: Any) -> Consent:
    """Correct a consent."""
    return records.revise(consent, expected_version=expected_version, **changes)


@verb("prisoners.void_consent", permission=Permission.PRISONERS_VOID)
def void_consent(*, consent: Consent, by: User, reason: str, expected_version: int | None = None) -> Consent:
    """Void a consent that was recorded wrongly."""
    return records.void(consent, by=by, reason=reason, expected_version=expected_version)
