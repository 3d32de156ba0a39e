"""Forms of a person, of names and numbers, of a captivity, and of what happens in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import DayField, Form, PartialDateField, ReasonField
from places.interfaces.choosing import PlaceField
from places.queries.records import places
from prisoners.enums import ENDED, LEADS_TO, OPEN, CaptivityStatus, EventKind
from prisoners.interfaces.record_forms import PersonsForm, source_field
from prisoners.models import Captivity, Identifier, Person, PersonName
from prisoners.queries.records import cohorts
from prisoners.rules import possible_events

OPEN_CHOICES = [(status.value, status.label) for status in OPEN]
#: What may have ended a captivity that is logged afterwards.
ENDINGS = [(kind.value, kind.label) for kind, status in LEADS_TO.items() if status in ENDED]


class PersonForm(PersonsForm):
    """Corrects what is known of a person. Names and numbers are added and voided one by one."""

    class Meta(PersonsForm.Meta):
        model = Person
        fields = (
            "party",
            "description",
            "sex",
            "born_on",
            "birth_place",
            "citizenships",
            "origin_group",
            "identity_status",
            "identity_basis",
            "distinguishing_marks",
            "last_residence",
            "father_name",
            "mother_maiden_name",
            "person_to_inform",
            "correspondence_address",
            "transmission",
            "transmission_reason",
            "notes",
        )

    fieldsets = (
        ("", ["party", "description", "sex", "born_on", "birth_place", "citizenships"]),
        (_("Identity"), ["identity_status", "identity_basis", "distinguishing_marks", "origin_group"]),
        (
            _("Family and addresses (GC III art. 122)"),
            ["last_residence", "father_name", "mother_maiden_name", "person_to_inform", "correspondence_address"],
        ),
        (_("Sending on (GC IV art. 137)"), ["transmission", "transmission_reason"]),
        ("", ["notes"]),
    )


class NameForm(PersonsForm):
    """Adds a name as somebody wrote it."""

    is_preferred = forms.BooleanField(label=_("Call the person by this name"), required=False)

    class Meta(PersonsForm.Meta):
        model = PersonName
        fields = ("surname", "given_name", "patronymic", "as_written", "kind", "language", "source")


class IdentifierForm(PersonsForm):
    """Adds a number by which a body knows the person."""

    class Meta(PersonsForm.Meta):
        model = Identifier
        fields = ("scheme", "value", "issuer")


class CaptivityForm(PersonsForm):
    """Corrects what is known of a captivity. Its status is changed by what happens."""

    class Meta(PersonsForm.Meta):
        model = Captivity
        fields = (
            "detaining_power",
            "holder",
            "captured_on",
            "captured_at",
            "unit",
            "rank",
            "service_basis",
            "legal_category",
            "determined_by",
            "measure",
            "proceedings",
            "arrived_in_camp_on",
            "card_to_family_on",
            "card_to_agency_on",
            "source",
            "notes",
        )

    fieldsets = (
        (_("Capture"), ["status", "captured_on", "captured_at", "detaining_power", "holder", "cohorts"]),
        (_("How it ended"), ["outcome", "ended_on"]),
        (_("Service"), ["unit", "rank", "service_basis"]),
        (_("As what"), ["legal_category", "determined_by", "measure", "proceedings"]),
        (_("Cards (GC III art. 70)"), ["arrived_in_camp_on", "card_to_family_on", "card_to_agency_on"]),
        (_("Where it is known from"), ["source", "notes"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        known = cohorts(user)
        if not known:
            return
        self.fields["cohorts"] = forms.ModelMultipleChoiceField(
            known, label=_("Cohorts"), required=False, widget=forms.CheckboxSelectMultiple
        )
        if not self.instance._state.adding:
            members = self.instance.memberships.standing()
            self.initial["cohorts"] = list(members.values_list("cohort_id", flat=True))


class NewCaptivityForm(CaptivityForm):
    """Records that a person is missing or held."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["status"] = forms.ChoiceField(
            label=_("Status"), choices=OPEN_CHOICES, initial=CaptivityStatus.CLAIMED
        )


class PastCaptivityForm(CaptivityForm):
    """Logs a captivity that is over."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["outcome"] = forms.ChoiceField(label=_("How it ended"), choices=[("", _("Choose")), *ENDINGS])
        self.fields["ended_on"] = PartialDateField(label=_("Ended on"), required=False)
        self.dates["ended_on"] = "ended"


class EventForm(Form):
    """Records what happened to a prisoner; only what can happen in the state that the captivity is in."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, captivity: Captivity, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": captivity.version}, **kwargs)
        kinds = [("", _("Choose")), *((kind.value, kind.label) for kind in possible_events(captivity.status))]
        fields = {
            "kind": forms.ChoiceField(label=_("What happened"), choices=kinds),
            "occurred_on": PartialDateField(label=_("Happened on"), required=False),
            "place": PlaceField(places(user).standing().order_by("name_uk"), label=_("Where"), required=False),
            "condition": forms.CharField(
                label=_("On what condition"),
                help_text=_("Of an internment in a neutral country or a parole: where, and what was promised."),
                required=False,
                max_length=500,
            ),
            "until": DayField(label=_("In force until"), required=False),
            "source": source_field(user, label=_("Source")),
            "note": forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})),
        }
        if "location" not in user.field_classes_seen:
            del fields["place"]
        self.fields |= fields

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb `record_event` takes."""
        data = dict(self.cleaned_data)
        renamed = {"occurred": data.pop("occurred_on"), "expected_version": data.pop("version")}
        return {**data, **renamed, "kind": EventKind(data["kind"])}


class CorrectionForm(Form):
    """Takes back a status that was recorded wrongly."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, captivity: Captivity, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": captivity.version}, **kwargs)
        choices = [(value, label) for value, label in OPEN_CHOICES if value != captivity.status]
        self.fields["to"] = forms.ChoiceField(label=_("The right status"), choices=[("", _("Choose")), *choices])
        self.fields["source"] = source_field(user, label=_("Source"))
        self.fields["reason"] = ReasonField()

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb `correct_status` takes."""
        data = dict(self.cleaned_data)
        return {"to": CaptivityStatus(data.pop("to")), "expected_version": data.pop("version"), **data}


class AnswerForm(Form):
    """Says what was found and done about an alert."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("What was found and done"),
        help_text=_("Was the person on active service again? Who was told of it?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
