"""What takes two people in the register. A merge and a policy have proposals of their own, with their own records."""

from django.utils.translation import gettext_lazy as _

from accounts import acts
from prisoners.domain import after_return, captivities, cohorts, custody, evidence, health, persons, restricting
from prisoners.domain.importing.imports import check_undo, undo_import
from prisoners.models import (
    Captivity,
    Cohort,
    CommissionDecision,
    Confirmation,
    Consent,
    CustodyChange,
    Detention,
    HealthAssessment,
    Person,
    PersonImport,
    PostReturnReport,
)

UNDONE = (
    _("Everything that the import brought is voided, unless somebody changed or built upon any of it."),
    _("What it changed of persons recorded before is taken back."),
)
TWO_PEOPLE = (
    acts.void(Person, persons.void_person, persons.check_void),
    acts.lift(Person, restricting.lift_restriction),
    acts.void(Captivity, captivities.void_captivity),
    acts.void(Detention, custody.void_detention),
    acts.void(CustodyChange, custody.void_custody_change),
    acts.void(HealthAssessment, health.void_health_assessment),
    acts.void(CommissionDecision, health.void_commission_decision),
    acts.void(Confirmation, evidence.void_confirmation),
    acts.void(Consent, evidence.void_consent),
    acts.void(PostReturnReport, after_return.void_report_after_return),
    acts.void(Cohort, cohorts.void_cohort),
    acts.Act(
        acts.UNDO_IMPORT,
        _("undo this whole import"),
        PersonImport,
        undo_import,
        check=check_undo,
        takes="batch",
        consequences=UNDONE,
    ),
)
