"""Forms of a manifest: whom to look for, why they are nominated or go off, who comes in whose place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from accounts.models import User
from common import clock
from common.forms import Form, ReasonField
from exchanges.manifest_enums import OUTCOMES, EntryCategory, EntryOutcome
from exchanges.models import ManifestEntry, Transfer
from exchanges.queries.manifest.candidates import lists_with_verdicts
from negotiations.interfaces.outgoing import FillForm
from negotiations.models import NameList
from prisoners.queries.held import Selection, of_reader
from units.models import Party
from units.queries.records import parties


class SearchForm(Form):
    """Somebody to look up."""

    q = forms.CharField(label=_("Look for a person"), max_length=200)


class PriorityForm(FillForm):
    """How many of the first of the order of priority, and of whom."""

    number = forms.IntegerField(label=_("How many"), initial=10, min_value=1, max_value=1000)

    def selection(self, transfer: Transfer) -> Selection:
        """Whom the order is asked about: people of the side that the transfer brings home."""
        told = self.cleaned_data
        return Selection(
            transfer.to_party_id,
            clock.today(),
            of_reader(self.user),
            unit=told["unit"] and told["unit"].pk,
            category=told["category"],
            sex=told["sex"],
            cohort=told["cohort"] and told["cohort"].pk,
        )


class ListForm(Form):
    """The list whose verdicts are taken."""

    name_list = forms.ModelChoiceField(label=_("List"), queryset=NameList.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_list"].queryset = lists_with_verdicts(user)


class GoesAsField(forms.ChoiceField):
    """As what somebody goes; blank follows from the captivity."""

    blank_label = _("as they are held")


class OutcomeField(forms.ChoiceField):
    """How a captivity ends; blank follows from as what somebody goes."""

    blank_label = _("as it follows from that")


class GoingForm(Form):
    """Base: as what somebody goes, and how their captivity ends with it."""

    category = GoesAsField(label=_("They go"), choices=[("", ""), *EntryCategory.choices], required=False)
    outcome = OutcomeField(
        label=_("How the captivity ends"),
        choices=[("", ""), *EntryOutcome.choices],
        required=False,
        help_text=_("Civilians are released, never exchanged; the sick and wounded are repatriated."),
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("category") == EntryCategory.CIVILIAN and told.get("outcome") == EntryOutcome.EXCHANGED:
            self.add_error("outcome", _("Civilians are released, never exchanged."))
        return told


class NominateForm(GoingForm):
    """Why those marked are nominated."""

    reason = ReasonField(label=_("Why they are nominated"))
    field_order = ("reason", "category", "outcome")


class SubstituteForm(GoingForm):
    """Why somebody comes in another's place, and at whose demand."""

    reason = ReasonField(label=_("Why somebody else goes"))
    demanded_by = forms.ModelChoiceField(label=_("At the demand of"), queryset=Party.objects.none(), required=False)
    field_order = ("reason", "demanded_by", "category", "outcome")
    blank_label = _("nobody: by our own decision")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["demanded_by"].queryset = parties(user)
        del self.fields["outcome"]


class OffForm(Form):
    """Why people are taken off, or what their home side answered."""

    reason = ReasonField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class VetoForm(OffForm):
    """Why people are struck off, and by whom."""

    demanded_by = forms.ModelChoiceField(label=_("Which side will not have it"), queryset=Party.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["demanded_by"].queryset = parties(user)


class AcceptForm(OffForm):
    """What the home side answered, where it takes them."""

    reason = forms.CharField(
        label=_("How it is known"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApproveForm(Form):
    """What was looked at, and a word to who approves."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Note to who approves"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class EntryForm(RecordForm):
    """As what somebody goes, how the captivity ends with it and on what terms, and why."""

    fieldsets = (
        ("", ["category", "outcome", "reason"]),
        (_("Internment in a neutral country"), ["condition", "until"]),
    )

    class Meta(RecordForm.Meta):
        model = ManifestEntry
        fields = ("category", "outcome", "reason", "condition", "until")

    def clean_outcome(self) -> str:
        """The outcome that was chosen; that of the new category where only the category was changed.

        An internment stays one: also the wounded and sick are interned.
        """
        changed, category, outcome = self.changed_data, self.cleaned_data.get("category"), self.cleaned_data["outcome"]
        stays = "outcome" in changed or outcome == EntryOutcome.INTERNED
        follows = category and "category" in changed and not stays
        return OUTCOMES[EntryCategory(category)] if follows else outcome
