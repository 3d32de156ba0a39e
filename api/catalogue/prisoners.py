"""Persons and their captivities."""

import datetime
import functools
from urllib.parse import unquote_to_bytes

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from api.fields import BooleanField, CharField, ChoiceField, ClientKeyField, KeyField, PartialDateField
from api.queries.rows import none_of, partial_date
from api.resources import GENERAL, RESTRICTED, RESTRICTION, VOIDED, Key, Part, Resource
from common.partial_dates import PartialDate
from places.models import Place
from prisoners.domain import captivities, persons, restricting
from prisoners.enums import OPEN, CaptivityStatus, EventKind, IdentifierScheme
from prisoners.interfaces.filters import PersonFilter
from prisoners.interfaces.record_filters import CaptivityResourceFilter, WithholdingFilter
from prisoners.models import Captivity, CohortMembership, Identifier, Person, PersonName, StatusEvent, Withholding
from prisoners.queries.numbers import with_number
from sources.models import Source

#: What moves a captivity back to an open state: a correction, with its reason.
REVISED = EventKind.REVISED.value


def _numbered(scheme: str) -> Key:
    """The person who has a number. Beyond ASCII it is sent percent-encoded, or as UTF-8."""

    def narrow(rows: QuerySet, value: str) -> QuerySet:
        text = unquote_to_bytes(value.encode("latin-1", "replace")).decode("utf-8", "replace")
        return with_number(rows, scheme, text)

    return Key("identifiers", narrow)


def _happened(
    kind: EventKind,
    *,
    captivity: Captivity,
    by: User,
    expected_version: int,
    reason: str = "",
    occurred: PartialDate | None = None,
    place: Place | None = None,
    source: Source | None = None,
    condition: str = "",
    until: datetime.date | None = None,
) -> StatusEvent:
    """Record what happened to a prisoner; the reason is kept with the event."""
    return captivities.record_event(
        captivity=captivity,
        kind=kind,
        by=by,
        expected_version=expected_version,
        occurred=occurred,
        place=place,
        source=source,
        note=reason,
        condition=condition,
        until=until,
        reason=reason,
    )


def _corrected(
    *,
    captivity: Captivity,
    by: User,
    expected_version: int,
    reason: str = "",
    status: str = "",
    source: Source | None = None,
) -> StatusEvent:
    """Take back a status that was recorded wrongly."""
    if not status:
        raise serializers.ValidationError({"status": [_("Say which status is the right one.")]}, code="required")
    return captivities.correct_status(
        captivity=captivity,
        to=CaptivityStatus(status),
        by=by,
        reason=reason,
        expected_version=expected_version,
        source=source,
    )


PERSONS = Resource(
    name="persons",
    model=Person,
    create=persons.register_person,
    create_together=persons.register_persons,
    revise=persons.revise_person,
    revise_together=persons.revise_persons,
    doors={
        RESTRICTED: restricting.restrict_person,
        GENERAL: restricting.lift_restriction,
        VOIDED: persons.void_person,
    },
    doors_help=RESTRICTION,
    filterset=PersonFilter,
    orderings=("name",),
    sorted_by={"name": "sort_key"},
    left_out=("sort_key", "born_on_precision", "parts_revision"),
    computed={"born_on": partial_date("born_on", "born_on_precision")},
    members_fields={"born_on": PartialDateField(source="born", required=False)},
    parts=(
        Part(
            "names",
            PersonName,
            "person",
            ("surname", "given_name", "patronymic", "as_written", "kind", "language", "is_preferred", "source"),
            order=("-is_preferred", "pk"),
            members_fields={"is_preferred": BooleanField(default=False)},
        ),
        Part("identifiers", Identifier, "person", ("scheme", "value", "issuer")),
    ),
    keys={scheme.value: _numbered(scheme.value) for scheme in IdentifierScheme},
    elsewhere={"q": _("Names do not belong in addresses: POST them to /persons/search/.")},
)

WITHHOLDINGS = Resource(
    name="withholdings",
    model=Withholding,
    create=restricting.withhold,
    doors={VOIDED: restricting.end_withholding},
    doors_help=_("`voided` ends it: the recipient is told of the person again. It wants a reason."),
    filterset=WithholdingFilter,
    orderings=("since",),
    members_fields={"client": ClientKeyField(queryset=none_of(User), required=False, allow_null=True)},
)

CAPTIVITIES = Resource(
    name="captivities",
    model=Captivity,
    create=captivities.open_captivity,
    revise=captivities.revise_captivity,
    doors={
        **{kind.value: functools.partial(_happened, kind) for kind in EventKind if kind != EventKind.REVISED},
        REVISED: _corrected,
        VOIDED: captivities.void_captivity,
    },
    doors_help=_(
        "What happened, by the name of the event, which leads to a status or to none; `revised` corrects a status that "
        "was recorded wrongly to the open one in `status`, with a reason; `voided` takes the captivity out of all "
        "counts, with a reason."
    ),
    door_members={
        "occurred_on": PartialDateField(source="occurred", required=False),
        "place": KeyField(queryset=none_of(Place), required=False, allow_null=True),
        "source": KeyField(queryset=none_of(Source), required=False, allow_null=True),
        "condition": CharField(
            required=False, max_length=500, help_text=_("Of an internment in a neutral country or a parole.")
        ),
        "until": serializers.DateField(required=False, allow_null=True, help_text=_("In force until this day.")),
        "status": ChoiceField(
            choices=[state.value for state in OPEN], required=False, help_text=_("With `revised`: the right status.")
        ),
    },
    filterset=CaptivityResourceFilter,
    fixed=("person",),
    left_out=("captured_on_precision", "ended_on_precision", "number", "parts_revision", "surely_held"),
    computed={
        "captured_on": partial_date("captured_on", "captured_on_precision"),
        "ended_on": partial_date("ended_on", "ended_on_precision"),
    },
    members_fields={
        "captured_on": PartialDateField(source="captured", required=False),
        "ended_on": serializers.CharField(read_only=True, allow_null=True),
    },
    parts=(
        Part(
            "cohorts",
            CohortMembership,
            "captivity",
            ("cohort",),
            taken=lambda items: [item["cohort"] for item in items],
        ),
    ),
)
