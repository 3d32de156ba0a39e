"""Verbs of a prisoner's health: assessments and the decisions of medical commissions."""

import uuid
from typing import Any

from accounts.domain import records
from accounts.domain.together import creating, revising
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from prisoners.domain.standing import standing, standing_each
from prisoners.models import Captivity, CommissionDecision, HealthAssessment


@verb("prisoners.record_health_assessment", permission=Permission.PRISONERS_WRITE)
def record_health_assessment(
    *, captivity: Captivity, by: User, id: uuid.UUID | None = None, **fields: Any
) -> HealthAssessment:
    """Record how a prisoner was on a day (GC III art. 122). Raises ValidationError by field."""
    return records.create(HealthAssessment, id=id, captivity=standing(captivity), **fields)


record_health_assessments = creating(record_health_assessment, HealthAssessment, standing_each)


@verb("prisoners.revise_health_assessment", permission=Permission.PRISONERS_WRITE)
def revise_health_assessment(
    *, health_assessment: HealthAssessment, by: User, expected_version: int | None = None, **changes: Any
) -> HealthAssessment:
    """Correct an assessment."""
    return records.revise(health_assessment, expected_version=expected_version, **changes)


revise_health_assessments = revising(revise_health_assessment, HealthAssessment)


@verb("prisoners.void_health_assessment", permission=Permission.PRISONERS_VOID)
def void_health_assessment(
    *, health_assessment: HealthAssessment, by: User, reason: str, expected_version: int | None = None
) -> HealthAssessment:
    """Void an assessment that was recorded wrongly."""
    return records.void(health_assessment, by=by, reason=reason, expected_version=expected_version)


@verb("prisoners.record_commission_decision", permission=Permission.PRISONERS_WRITE)
def record_commission_decision(
    *, captivity: Captivity, by: User, id: uuid.UUID | None = None, **fields: Any
) -> CommissionDecision:
    """Record what a medical commission decided (GC III arts. 110, 112). Raises ValidationError by field."""
    return records.create(CommissionDecision, id=id, captivity=standing(captivity), **fields)


@verb("prisoners.revise_commission_decision", permission=Permission.PRISONERS_WRITE)
def revise_commission_decision(
    *, commission_decision: CommissionDecision, by: User, expected_version: int | None = None, **changes: Any
) -> CommissionDecision:
    """Correct a decision, or record that it was carried out."""
    return records.revise(commission_decision, expected_version=expected_version, **changes)


@verb("prisoners.void_commission_decision", permission=Permission.PRISONERS_VOID)
def void_commission_decision(
    *, commission_decision: CommissionDecision, by: User, reason: str, expected_version: int | None = None
) -> CommissionDecision:
    """Void a decision that was recorded wrongly."""
    return records.void(commission_decision, by=by, reason=reason, expected_version=expected_version)
