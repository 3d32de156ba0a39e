"""The forms of transfers of remains, of what was found, and of information passed on."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, User
from common.forms import Form, ReasonField
from exchanges.after_enums import Fate, InformationKind, RemainsResult
from exchanges.enums import CountStatus, Direction, Measure
from exchanges.interfaces.claim_form import FigureForm
from exchanges.models import InformationTransfer, RemainsIdentification, RemainsTransfer
from exchanges.queries.after import returns_of_remains
from exchanges.queries.choices import parties
from negotiations.queries.lists import lists_to_choose, rounds_to_choose
from prisoners.interfaces.choosing import PersonField
from prisoners.interfaces.record_forms import PersonsForm, particular_field
from prisoners.models import Person


def after_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field; persons are found by words, not chosen from a million."""
    return None if field.related_model is Person else particular_field(field, **kwargs)


class AfterForm(PersonsForm):
    """Base of these forms."""

    class Meta(PersonsForm.Meta):
        formfield_callback = after_field


class RemainsForm(AfterForm):
    """Logs or corrects a transfer of remains."""

    class Meta(AfterForm.Meta):
        model = RemainsTransfer
        fields = (
            *("direction", "from_party", "to_party", "handed_over_on", "via", "received", "count_status"),
            *("exchange", "programme", "source", "notes"),
        )
        widgets = {"direction": forms.RadioSelect}

    fieldsets = (
        (_("The dead who were handed over"), ["direction", "from_party", "to_party", "handed_over_on", "via"]),
        (_("How many"), ["received", "count_status"]),
        (_("Part of"), ["exchange", "programme"]),
        (_("Where it comes from"), ["source", "notes"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["direction"].choices = RemainsTransfer._meta.get_field("direction").choices
        self.fields["received"].help_text = _("Leave blank if no source says; 0 is a number")
        self.fields["count_status"].required = False
        for name in ("from_party", "to_party"):
            self.fields[name].queryset = parties(user)
        self.fields["exchange"].queryset = returns_of_remains(user)
        self.fields["exchange"].blank_label = _("None: it stands alone")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("received") is not None:
            data["count_status"] = CountStatus.KNOWN
        elif not data.get("count_status"):
            data["count_status"] = CountStatus.NOT_STATED
        return data


class IdentificationForm(AfterForm):
    """Records or corrects what the examination of one body came to."""

    class Meta(AfterForm.Meta):
        model = RemainsIdentification
        fields = ("tag", "result", "fate", "method", "decided_on", "source", "note")
        widgets = {"result": forms.RadioSelect, "fate": forms.RadioSelect}

    fieldsets = (
        (_("The body"), ["tag", "result"]),
        (_("Who it is, if it is somebody of ours"), ["person", "fate"]),
        (_("How it was found"), ["method", "decided_on", "source", "note"]),
        (_("If you correct it"), ["reason"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["result"].choices = RemainsResult.choices
        self.fields["fate"].choices = [("", _("does not apply")), *Fate.choices]
        self.fields["person"] = PersonField(user=user, label=_("Person"))
        if self.instance._state.adding:
            return
        self.initial["person"] = self.instance.person_id
        self.fields["reason"] = ReasonField(
            required=False, help_text=_("Wanted when another result, person or fate is said. It stays in the book.")
        )


class InformationForm(AfterForm):
    """Logs or corrects information that was passed on."""

    class Meta(AfterForm.Meta):
        model = InformationTransfer
        fields = (
            *("kind", "direction", "passed_on", "mediator", "qualifier", "count"),
            *("round", "name_list", "source", "notes"),
        )
        widgets = {"kind": forms.RadioSelect, "direction": forms.RadioSelect}

    fieldsets = (
        (_("What was passed on"), ["kind", "direction", "passed_on", "mediator"]),
        (_("How many"), ["qualifier", "count"]),
        (_("Part of"), ["round", "name_list"]),
        (_("Where it comes from"), ["source", "notes"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["kind"].choices = InformationKind.choices
        self.fields["direction"].choices = [*Direction.choices, ("", _("not stated"))]
        self.fields["mediator"].queryset = parties(user)
        self.fields["count"].help_text = _("Leave blank if no source says")
        for name, rows in (("round", rounds_to_choose), ("name_list", lists_to_choose)):
            if name in self.fields:
                self.fields[name].queryset = rows(user)
                self.fields[name].blank_label = _("None")


class RemainsClaimForm(FigureForm):
    """Records what somebody said of a transfer of remains."""

    measures = (Measure.REMAINS,)

    def __init__(self, *args: Any, remains: RemainsTransfer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remains = remains
        for name in ("percent", "axis", "category", "is_partition"):
            del self.fields[name]

    @property
    def arguments(self) -> dict[str, Any]:
        names = ("claimed_by", "measure", "qualifier", "number", "as_of", "quote")
        return {name: self.cleaned_data[name] for name in names} | self.about | {"source": self.source}

    @property
    def about(self) -> dict[str, Record]:
        return {"remains_transfer": self.remains}


class ManyForm(Form):
    """Results for many bodies, one a line."""

    lines = forms.CharField(
        label=_("One body a line"),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "code"}),
        help_text=_(
            "Number of the body; result; method; day; number of the person; fate. What is not known may be left out."
        ),
    )
