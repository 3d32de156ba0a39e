"""What is recorded of a captivity: where, by whom held, health, what is known from whom, what happened."""

from accounts.models import User
from api.fields import PartialDateField
from api.queries.rows import partial_date
from api.resources import VOIDED, Key, Resource
from prisoners.domain import after_return, alerts, cohorts, custody, evidence, health
from prisoners.interfaces import record_filters as filters
from prisoners.models import (
    Alert,
    Cohort,
    CommissionDecision,
    Confirmation,
    Consent,
    CustodyChange,
    Detention,
    HealthAssessment,
    PostReturnReport,
    StatusEvent,
)

_OF_CAPTIVITY = ("captivity",)


def _answered(*, alert: Alert, by: User, expected_version: int, reason: str = "") -> Alert:
    """Answer an alert: the reason says what was found."""
    return alerts.answer_alert(alert=alert, answer=reason, by=by, expected_version=expected_version, reason=reason)


DETENTIONS = Resource(
    name="detentions",
    model=Detention,
    create=custody.record_detention,
    create_together=custody.record_detentions,
    revise=custody.revise_detention,
    revise_together=custody.revise_detentions,
    doors={VOIDED: custody.void_detention},
    filterset=filters.DetentionFilter,
    fixed=_OF_CAPTIVITY,
    left_out=("since_precision", "until_precision"),
    computed={
        "since": partial_date("since", "since_precision"),
        "until": partial_date("until", "until_precision"),
    },
    members_fields={
        "since": PartialDateField(source="began", required=False),
        "until": PartialDateField(source="ended", required=False),
    },
)

CUSTODY_CHANGES = Resource(
    name="custody-changes",
    model=CustodyChange,
    create=custody.change_custody,
    revise=custody.revise_custody_change,
    doors={VOIDED: custody.void_custody_change},
    filterset=filters.CustodyChangeFilter,
    fixed=_OF_CAPTIVITY,
    left_out=("changed_on_precision",),
    computed={"changed_on": partial_date("changed_on", "changed_on_precision")},
    members_fields={"changed_on": PartialDateField(source="changed", required=False)},
)

HEALTH_ASSESSMENTS = Resource(
    name="health-assessments",
    model=HealthAssessment,
    create=health.record_health_assessment,
    create_together=health.record_health_assessments,
    revise=health.revise_health_assessment,
    revise_together=health.revise_health_assessments,
    doors={VOIDED: health.void_health_assessment},
    filterset=filters.HealthAssessmentFilter,
    fixed=_OF_CAPTIVITY,
    left_out=("assessed_on_precision",),
    computed={"assessed_on": partial_date("assessed_on", "assessed_on_precision")},
    members_fields={"assessed_on": PartialDateField(source="assessed", required=False)},
)

COMMISSION_DECISIONS = Resource(
    name="commission-decisions",
    model=CommissionDecision,
    create=health.record_commission_decision,
    revise=health.revise_commission_decision,
    doors={VOIDED: health.void_commission_decision},
    filterset=filters.CommissionDecisionFilter,
    fixed=_OF_CAPTIVITY,
)

CONFIRMATIONS = Resource(
    name="confirmations",
    model=Confirmation,
    create=evidence.record_confirmation,
    create_together=evidence.record_confirmations,
    revise=evidence.revise_confirmation,
    revise_together=evidence.revise_confirmations,
    doors={VOIDED: evidence.void_confirmation},
    filterset=filters.ConfirmationFilter,
    fixed=_OF_CAPTIVITY,
    left_out=("confirmed_on_precision",),
    computed={"confirmed_on": partial_date("confirmed_on", "confirmed_on_precision")},
    members_fields={"confirmed_on": PartialDateField(source="confirmed", required=False)},
)

CONSENTS = Resource(
    name="consents",
    model=Consent,
    create=evidence.record_consent,
    revise=evidence.revise_consent,
    doors={VOIDED: evidence.void_consent},
    filterset=filters.ConsentFilter,
    fixed=_OF_CAPTIVITY,
)

POST_RETURN_REPORTS = Resource(
    name="post-return-reports",
    model=PostReturnReport,
    create=after_return.report_after_return,
    revise=after_return.revise_report_after_return,
    doors={VOIDED: after_return.void_report_after_return},
    filterset=filters.PostReturnReportFilter,
    orderings=("reported_on",),
    fixed=_OF_CAPTIVITY,
    left_out=("reported_on_precision",),
    computed={"reported_on": partial_date("reported_on", "reported_on_precision")},
    members_fields={"reported_on": PartialDateField(source="reported", required=False)},
)

COHORTS = Resource(
    name="cohorts",
    model=Cohort,
    create=cohorts.register_cohort,
    revise=cohorts.revise_cohort,
    doors={VOIDED: cohorts.void_cohort},
    filterset=filters.CohortFilter,
    orderings=("code", "name_en", "name_uk"),
    keys={"code": Key.equal("code")},
)

STATUS_EVENTS = Resource(
    name="status-events",
    model=StatusEvent,
    filterset=filters.StatusEventFilter,
    left_out=("occurred_on_precision",),
    computed={"occurred_on": partial_date("occurred_on", "occurred_on_precision")},
    members_fields={"occurred_on": PartialDateField(source="occurred", read_only=True)},
)

ALERTS = Resource(name="alerts", model=Alert, filterset=filters.AlertFilter, doors={"answered": _answered})
