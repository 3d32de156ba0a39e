"""Particulars of a captivity: seven kinds of records with one kind of page. What a kind needs is declared here."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common import clock
from common.classification import FieldClass
from common.partial_dates import PartialDate, Precision
from common.pieces import Chip, Event
from prisoners.domain import custody, evidence, health
from prisoners.enums import ConsentAnswer, Voluntariness
from prisoners.interfaces.after_return import AFTER_RETURN
from prisoners.interfaces.particular import Cells, Particular, form_of
from prisoners.models import (
    CommissionDecision,
    Confirmation,
    Consent,
    CustodyChange,
    Detention,
    HealthAssessment,
)


def _day(date: Any) -> PartialDate:
    return PartialDate(date, Precision.DAY) if date else PartialDate()


def _detention_cells(each: Detention) -> Cells:
    return [
        ("place", _("Place"), str(each)),
        ("since", _("Since"), each.began),
        ("until", _("Until"), each.ended),
        ("note", _("Note"), each.note or "–"),
    ]


def _custody_cells(each: CustodyChange) -> Cells:
    return [
        ("holder_from", _("From"), each.holder_from),
        ("holder_to", _("To"), each.holder_to),
        ("changed_on", _("On"), each.changed),
        ("manner", _("Manner"), each.get_manner_display()),
    ]


def _health_cells(each: HealthAssessment) -> Cells:
    return [
        ("grade", _("State of health"), each.get_grade_display()),
        ("assessed_on", _("Assessed on"), each.assessed),
        ("findings", _("Findings"), each.findings or "–"),
    ]


def decision_state(each: CommissionDecision) -> Chip:
    """Whether a decision was carried out, or by when it is to be."""
    if each.carried_out_on:
        return Chip(_("carried out on %(day)s") % {"day": _day(each.carried_out_on)}, "good")
    overdue = each.due_on < clock.today()
    told = _("overdue since %(day)s") if overdue else _("due by %(day)s")
    return Chip(told % {"day": _day(each.due_on)}, "bad" if overdue else "active")


def _decision_cells(each: CommissionDecision) -> Cells:
    return [
        ("basis", _("Decision"), each.get_basis_display()),
        ("decided_on", _("Decided on"), each.decided_on),
        ("carried_out_on", _("Carrying out"), decision_state(each)),
        ("commission", _("Commission"), each.commission),
    ]


def _confirmation_cells(each: Confirmation) -> Cells:
    return [
        ("evidence", _("Known from"), each.get_evidence_display()),
        ("strength", _("Strength"), each.get_strength_display()),
        ("confirmed_on", _("Confirmed on"), each.confirmed),
        ("note", _("Note"), each.note or "–"),
    ]


def consent_state(each: Consent) -> Chip:
    """The answer in words; one given under coercion is none."""
    if each.answer == ConsentAnswer.GIVEN and not each.counts:
        return Chip(_("no consent: coerced"), "bad")
    tone = {ConsentAnswer.GIVEN: "good", ConsentAnswer.REFUSED: "warning"}.get(each.answer, "neutral")
    return Chip(str(each.get_answer_display()), tone)


def _consent_cells(each: Consent) -> Cells:
    return [
        ("purpose", _("Consent"), each.get_purpose_display()),
        ("answer", _("Answer"), consent_state(each)),
        ("voluntariness", _("Voluntariness"), each.get_voluntariness_display()),
        ("answered_on", _("Answered on"), each.answered_on),
        ("document", _("Document"), each.document or "–"),
    ]


def _detention_event(each: Detention) -> Event:
    until = _("until %(day)s") % {"day": each.ended} if each.ended else ""
    return Event(each.began, _("Held at %(place)s") % {"place": each}, until)


def _custody_event(each: CustodyChange) -> Event:
    return Event(each.changed, _("Passed to %(holder)s") % {"holder": each.holder_to}, each.get_manner_display())


def _health_event(each: HealthAssessment) -> Event:
    return Event(each.assessed, _("Health: %(grade)s") % {"grade": each.get_grade_display()}, tone="warning")


def _decision_event(each: CommissionDecision) -> Event:
    return Event(_day(each.decided_on), _("Medical commission: %(basis)s") % {"basis": each.get_basis_display()})


def _confirmation_event(each: Confirmation) -> Event:
    told = _("Confirmation: %(evidence)s") % {"evidence": each.get_evidence_display()}
    return Event(each.confirmed, told, each.get_strength_display(), tone="active")


def _consent_event(each: Consent) -> Event:
    title = _("Asked for consent %(purpose)s") % {"purpose": each.get_purpose_display()}
    coerced = each.voluntariness == Voluntariness.COERCED
    return Event(_day(each.answered_on), title, str(consent_state(each)), tone="bad" if coerced else "neutral")


DETENTION = Particular(
    "detentions",
    Detention,
    gettext_lazy("Where held"),
    gettext_lazy("Add a place of detention"),
    form_of(Detention, "place", "place_as_reported", "since", "until", "source", "note"),
    custody.record_detention,
    custody.revise_detention,
    "detention",
    FieldClass.LOCATION,
    ("place",),
    _detention_cells,
    _detention_event,
)
CUSTODY = Particular(
    "custody",
    CustodyChange,
    gettext_lazy("By whom held"),
    gettext_lazy("Add a change of custody"),
    form_of(CustodyChange, "holder_from", "holder_to", "manner", "changed_on", "source", "note"),
    custody.change_custody,
    custody.revise_custody_change,
    "custody_change",
    FieldClass.STAFF,
    ("holder_from", "holder_to"),
    _custody_cells,
    _custody_event,
)
CONFIRMATION = Particular(
    "confirmations",
    Confirmation,
    gettext_lazy("Confirmations"),
    gettext_lazy("Add a confirmation"),
    form_of(Confirmation, "evidence", "strength", "confirmed_on", "source", "note"),
    evidence.record_confirmation,
    evidence.revise_confirmation,
    "confirmation",
    FieldClass.STAFF,
    (),
    _confirmation_cells,
    _confirmation_event,
)
HEALTH = Particular(
    "health",
    HealthAssessment,
    gettext_lazy("Health"),
    gettext_lazy("Add a health assessment"),
    form_of(HealthAssessment, "grade", "assessed_on", "findings", "source"),
    health.record_health_assessment,
    health.revise_health_assessment,
    "health_assessment",
    FieldClass.HEALTH,
    (),
    _health_cells,
    _health_event,
)
DECISION = Particular(
    "decisions",
    CommissionDecision,
    gettext_lazy("Decisions of medical commissions"),
    gettext_lazy("Add a decision"),
    form_of(CommissionDecision, "basis", "decided_on", "carried_out_on", "commission", "presented_by", "source"),
    health.record_commission_decision,
    health.revise_commission_decision,
    "commission_decision",
    FieldClass.HEALTH,
    (),
    _decision_cells,
    _decision_event,
)
CONSENT = Particular(
    "consents",
    Consent,
    gettext_lazy("Consents"),
    gettext_lazy("Add a consent"),
    form_of(Consent, "purpose", "answer", "voluntariness", "answered_on", "document", "source"),
    evidence.record_consent,
    evidence.revise_consent,
    "consent",
    FieldClass.STAFF,
    (),
    _consent_cells,
    _consent_event,
)
#: In the order of the page.
PARTICULARS = (DETENTION, CUSTODY, CONFIRMATION, HEALTH, DECISION, CONSENT, AFTER_RETURN)


def kind_of(record: Model) -> Particular:
    """The kind of particular that a record is."""
    return next(kind for kind in PARTICULARS if isinstance(record, kind.model))


def revise_particular(*, particular: Model, by: User, expected_version: int | None = None, **changes: Any) -> Model:
    """Correct a particular by the verb of its kind."""
    kind = kind_of(particular)
    return kind.revise(**{kind.argument: particular}, by=by, expected_version=expected_version, **changes)
