"""The FilterSets of what is recorded of a captivity, and of what is decided about records."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet, PeriodFilter
from common.search import SearchFilter
from prisoners.enums import (
    AlertKind,
    ConsentAnswer,
    ConsentPurpose,
    CustodyManner,
    EventKind,
    EvidenceClass,
    HealthGrade,
    MedicalBasis,
    MergeStatus,
    PolicyStatus,
    Strength,
    Verdict,
)
from prisoners.interfaces.filters import CaptivityFilter
from prisoners.interfaces.recipients import RecipientFilter
from prisoners.models import (
    Alert,
    Cohort,
    CommissionDecision,
    Confirmation,
    Consent,
    CustodyChange,
    Detention,
    HealthAssessment,
    Judgement,
    Merge,
    PostReturnReport,
    PriorityPolicy,
    StatusEvent,
    Withholding,
)
from prisoners.return_enums import EVIDENCE, AfterReturn


class OfCaptivity(FilterSet):
    """What belongs to a captivity is asked for by it, or by the person."""

    captivity = filters.UUIDFilter(label=_("Captivity"))
    person = filters.UUIDFilter(label=_("Person"), field_name="captivity__person")
    recipient = RecipientFilter(field_name="captivity__person")


class CaptivityResourceFilter(CaptivityFilter):
    """The filters of the list of captivities, and the person, whose page shows them otherwise."""

    person = filters.UUIDFilter(label=_("Person"))
    recipient = RecipientFilter(field_name="person")

    class Meta(CaptivityFilter.Meta):
        pass


class WithholdingFilter(FilterSet):
    """Filters of withholdings."""

    person = filters.UUIDFilter(label=_("Person"))
    party = filters.UUIDFilter(label=_("Party or body"))
    client = filters.UUIDFilter(label=_("Machine client"))

    class Meta:
        model = Withholding
        fields = ()


class DetentionFilter(OfCaptivity):
    """Filters of detentions."""

    place = filters.UUIDFilter(label=_("Place"))
    since = PeriodFilter(label=_("Since"))

    class Meta:
        model = Detention
        fields = ()


class CustodyChangeFilter(OfCaptivity):
    """Filters of changes of custody."""

    holder_to = filters.UUIDFilter(label=_("To"))
    manner = filters.ChoiceFilter(label=_("Manner"), choices=CustodyManner)
    changed_on = PeriodFilter(label=_("Date"))

    class Meta:
        model = CustodyChange
        fields = ()


class HealthAssessmentFilter(OfCaptivity):
    """Filters of health assessments."""

    grade = filters.ChoiceFilter(label=_("State of health"), choices=HealthGrade)
    assessed_on = PeriodFilter(label=_("Date"))

    class Meta:
        model = HealthAssessment
        fields = ()


class CommissionDecisionFilter(OfCaptivity):
    """Filters of decisions of medical commissions."""

    basis = filters.ChoiceFilter(label=_("Decision"), choices=MedicalBasis)
    decided_on = PeriodFilter(label=_("Date"))
    carried_out = filters.BooleanFilter(
        label=_("Carried out"), field_name="carried_out_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = CommissionDecision
        fields = ()


class ConfirmationFilter(OfCaptivity):
    """Filters of confirmations."""

    source = filters.UUIDFilter(label=_("Source"))
    evidence = filters.ChoiceFilter(label=_("Known from"), choices=EvidenceClass)
    strength = filters.ChoiceFilter(label=_("Strength"), choices=Strength)
    confirmed_on = PeriodFilter(label=_("Date"))

    class Meta:
        model = Confirmation
        fields = ()


class PostReturnReportFilter(OfCaptivity):
    """Filters of reports after the return."""

    kind = filters.ChoiceFilter(label=_("After the return"), choices=AfterReturn)
    article_117 = filters.BooleanFilter(label=_("Speaks of a breach of art. 117"), field_name="kind", method="breach")
    reported_on = PeriodFilter(label=_("Reported on"))

    class Meta:
        model = PostReturnReport
        fields = ()

    def breach(self, rows: QuerySet, _name: str, value: bool) -> QuerySet:
        """Reports that speak against art. 117, or those that do not."""
        return rows.evidence() if value else rows.exclude(kind__in=sorted(EVIDENCE))


class ConsentFilter(OfCaptivity):
    """Filters of consents."""

    purpose = filters.ChoiceFilter(label=_("Consent"), choices=ConsentPurpose)
    answer = filters.ChoiceFilter(label=_("Answer"), choices=ConsentAnswer)

    class Meta:
        model = Consent
        fields = ()


class StatusEventFilter(OfCaptivity):
    """Filters of what happened to prisoners."""

    kind = filters.ChoiceFilter(label=_("What happened"), choices=EventKind)
    occurred_on = PeriodFilter(label=_("Date"))
    recorded_at = PeriodFilter(label=_("Recorded"))

    class Meta:
        model = StatusEvent
        fields = ()


class AlertFilter(OfCaptivity):
    """Filters of alerts."""

    kind = filters.ChoiceFilter(label=_("Alert"), choices=AlertKind)
    answered = filters.BooleanFilter(label=_("Answered"), field_name="answered_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Alert
        fields = ()


class CohortFilter(FilterSet):
    """Filters of cohorts."""

    q = SearchFilter("code", "name_uk", "name_en", label=_("Words"))

    class Meta:
        model = Cohort
        fields = ()


class PriorityPolicyFilter(FilterSet):
    """Filters of priority policies."""

    status = filters.ChoiceFilter(label=_("Status"), choices=PolicyStatus)
    effective_from = PeriodFilter(label=_("In effect from"))

    class Meta:
        model = PriorityPolicy
        fields = ()


class JudgementFilter(FilterSet):
    """Filters of judgements of identity."""

    person = filters.UUIDFilter(label=_("One of the records"), field_name="first", method="about")
    verdict = filters.ChoiceFilter(label=_("Verdict"), choices=Verdict)

    class Meta:
        model = Judgement
        fields = ()

    def about(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """Judgements of pairs that a record is one of."""
        return queryset.filter(Q(first=value) | Q(second=value))


class MergeFilter(FilterSet):
    """Filters of merges."""

    duplicate = filters.UUIDFilter(label=_("Duplicate"))
    into = filters.UUIDFilter(label=_("Record that stays"))
    status = filters.ChoiceFilter(label=_("Status"), choices=MergeStatus)

    class Meta:
        model = Merge
        fields = ()
