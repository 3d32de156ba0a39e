"""The forms of rounds, proposals, stances and programmes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from accounts.models import User
from common.forms import CountField
from negotiations.enums import ROUND_OVER, Category, Direction, MediatorRole, Qualifier
from negotiations.interfaces.rows import Choices, Rows, RowsForm
from negotiations.models import Programme, Proposal, Round, Stance
from places.interfaces.choosing import PlaceField
from places.queries.records import places
from sources.interfaces.citing import SourceField
from units.interfaces.choosing import UnitField
from units.queries.records import parties, units


class RoundForm(RowsForm):
    """Logs or corrects a round, with its delegations and mediators. The outcome is asked for when it ends."""

    class Meta(RowsForm.Meta):
        model = Round
        fields = (
            *("title", "starts_on", "ends_on", "channel", "venue", "venue_as_reported", "agenda", "outcome"),
            "source",
        )

    fieldsets = (
        ("", ["title", "starts_on", "ends_on", "channel"]),
        (_("Where"), ["venue", "venue_as_reported"]),
        (_("About what"), ["agenda", "outcome", "source"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if "venue" in self.fields:
            self.fields["venue"] = PlaceField(places(user).standing(), label=_("Venue"), required=False)
        self.fields["source"] = SourceField(user=user, label=_("Source"))
        if self.instance.status not in ROUND_OVER:
            del self.fields["outcome"]

    def get_lists(self, user: User) -> list[Rows]:
        known = Choices(parties(user).standing())

        def delegation() -> dict[str, forms.Field]:
            return {
                "party": known.field(label=_("Party"), blank=_("Nobody")),
                "body": forms.CharField(label=_("Body"), max_length=200),
                "members": forms.CharField(label=_("Officials"), max_length=2000),
            }

        def mediation() -> dict[str, forms.Field]:
            return {
                "mediator": known.field(label=_("Mediator"), blank=_("Nobody")),
                "role": forms.ChoiceField(label=_("Role"), choices=MediatorRole, initial=MediatorRole.BROKER),
            }

        return [
            Rows("delegations", _("Delegations"), delegation, spare=3),
            Rows("mediations", _("Mediators"), mediation),
        ]


class ProposalForm(RowsForm):
    """Logs or corrects a proposal with its terms. The answer is recorded by itself."""

    class Meta(RowsForm.Meta):
        model = Proposal
        fields = ("title", "kind", "made_by", "made_to", "made_on", "round", "channel", "format", "text", "source")
        widgets = {"kind": forms.RadioSelect}

    fieldsets = (
        ("", ["title", "kind", "made_by", "made_to", "made_on"]),
        (_("How"), ["round", "channel", "source"]),
        (_("What"), ["format", "text"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["round"].queryset = self.fields["round"].queryset.order_by("-starts_on", "-id")
        self.fields["kind"].choices = self._meta.model._meta.get_field("kind").choices
        self.fields["kind"].help_text = _("Only an official request starts the clock of an answer.")
        self.fields["source"] = SourceField(user=user, label=_("Source"))

    def get_lists(self, user: User) -> list[Rows]:
        def term() -> dict[str, forms.Field]:
            return {
                "direction": forms.ChoiceField(label=_("Return"), choices=[("", "–"), *Direction.choices]),
                "category": forms.ChoiceField(label=_("Whom"), choices=Category, initial=Category.ANYBODY),
                "qualifier": forms.ChoiceField(label=_("How many"), choices=Qualifier, initial=Qualifier.EXACTLY),
                "number": CountField(label=_("Number"), help_text=""),
            }

        return [Rows("terms", _("Terms by direction and category"), term, spare=4)]


class StanceForm(RecordForm):
    """Records or corrects a stance."""

    class Meta(RecordForm.Meta):
        model = Stance
        fields = (
            *("party", "position", "direction", "category", "branch", "unit", "cohort", "group", "since", "until"),
            *("source", "note"),
        )
        widgets = {"position": forms.RadioSelect, "direction": forms.RadioSelect}

    fieldsets = (
        ("", ["party", "position", "direction"]),
        (_("Of whom: one of these"), ["category", "branch", "unit", "cohort", "group"]),
        (_("When"), ["since", "until"]),
        (_("Who says so"), ["source", "note"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for name in ("position", "direction"):
            self.fields[name].choices = self._meta.model._meta.get_field(name).choices
        self.fields["unit"] = UnitField(units(user).standing(), label=_("Unit"), required=False)
        self.fields["source"] = SourceField(user=user, label=_("Source"))
        self.fields["source"].required = True
        for name in ("category", "branch", "cohort"):
            if name in self.fields:
                self.fields[name].blank_label = _("None")


class ProgrammeForm(RecordForm):
    """Registers or corrects a programme. What became of it is recorded by itself."""

    categories = forms.MultipleChoiceField(
        label=_("For whom"),
        choices=Category,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: anybody."),
    )

    class Meta(RecordForm.Meta):
        model = Programme
        fields = (
            *("code", "name_uk", "name_en", "agreed_on", "open_ended", "target_each", "categories"),
            *("age_from", "age_to", "age_taken", "terms", "source"),
        )

    fieldsets = (
        ("", ["code", "name_uk", "name_en", "agreed_on"]),
        (_("How many"), ["open_ended", "target_each"]),
        (_("Whom"), ["categories", "age_from", "age_to", "age_taken"]),
        (_("In words"), ["terms", "source"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for name in ("age_from", "age_to"):
            self.fields[name].help_text = _("In whole years; blank: no limit.")
        self.fields["source"] = SourceField(user=user, label=_("Source"))
