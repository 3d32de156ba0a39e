"""What goes beside and after exchanges: the dead brought home with what was found, information passed on."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from api.fields import KeyField, PartialDateField
from api.queries.rows import none_of, partial_date
from api.resources import VOIDED, Resource
from exchanges.after_enums import Fate, RemainsResult
from exchanges.domain import identifications, information, remains
from exchanges.interfaces import after_filters as filters
from exchanges.models import InformationTransfer, RemainsIdentification, RemainsTransfer
from prisoners.models import Person


def _with_progress(rows: QuerySet) -> QuerySet:
    return rows.with_progress()


def _corrected(
    *,
    remains_identification: RemainsIdentification,
    by: User,
    expected_version: int,
    reason: str = "",
    result: str = RemainsResult.UNIDENTIFIED,
    person: Person | None = None,
    fate: str = "",
) -> RemainsIdentification:
    """Say another result, person or fate, with the reason; who was taken for the dead is told so."""
    said = {"result": result, "person": person, "fate": fate, "expected_version": expected_version}
    return identifications.correct_identification(
        remains_identification=remains_identification, reason=reason, by=by, **said
    )


REMAINS_TRANSFERS = Resource(
    name="remains-transfers",
    model=RemainsTransfer,
    create=remains.log_remains,
    revise=remains.revise_remains,
    doors={VOIDED: remains.void_remains},
    filterset=filters.RemainsFilter,
    orderings=("handed_over_on", "received"),
    fixed=("exchange",),
    left_out=("handed_over_on_precision",),
    computed={"handed_over_on": partial_date("handed_over_on", "handed_over_on_precision")},
    members_fields={"handed_over_on": PartialDateField(source="handed_over", required=False)},
    rows=_with_progress,
)

REMAINS_IDENTIFICATIONS = Resource(
    name="remains-identifications",
    model=RemainsIdentification,
    create=identifications.identify_remains,
    revise=identifications.correct_identification,
    doors={"corrected": _corrected, VOIDED: identifications.void_identification},
    doors_help=_("Another result, person or fate is said by `corrected`, with a reason."),
    door_members={
        "result": serializers.ChoiceField(choices=RemainsResult.choices, required=False),
        "person": KeyField(queryset=none_of(Person), required=False, allow_null=True),
        "fate": serializers.ChoiceField(choices=[("", ""), *Fate.choices], required=False),
    },
    filterset=filters.IdentificationFilter,
    orderings=("tag", "decided_on"),
    fixed=("remains_transfer",),
    left_out=("decided_on_precision",),
    computed={"decided_on": partial_date("decided_on", "decided_on_precision")},
    members_fields={"decided_on": PartialDateField(source="decided", required=False)},
)

INFORMATION_TRANSFERS = Resource(
    name="information-transfers",
    model=InformationTransfer,
    create=information.log_information,
    revise=information.revise_information,
    doors={VOIDED: information.void_information},
    filterset=filters.InformationFilter,
    orderings=("passed_on", "count", "kind"),
    left_out=("passed_on_precision",),
    computed={"passed_on": partial_date("passed_on", "passed_on_precision")},
    members_fields={"passed_on": PartialDateField(source="passed", required=False)},
)
