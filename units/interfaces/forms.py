"""The forms of a party, of a branch of service, of a unit, its names and its moves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.record_form import RecordForm
from accounts.models import User
from common.forms import DayField, Form, ReasonField
from sources.interfaces.citing import SourceField
from units.interfaces.choosing import UnitField
from units.models import Branch, Party, Unit, UnitName
from units.queries.records import units


class PartyForm(RecordForm):
    """Registers or corrects a party."""

    class Meta(RecordForm.Meta):
        model = Party
        fields = ("code", "name_uk", "name_en", "kind", "is_home", "acts_beside")

    fieldsets = (("", ["code", "name_uk", "name_en", "kind", "is_home", "acts_beside"]),)


class BranchForm(RecordForm):
    """Registers or corrects a branch of service."""

    class Meta(RecordForm.Meta):
        model = Branch
        fields = ("code", "name_uk", "name_en", "party")

    fieldsets = (("", ["code", "name_uk", "name_en", "party"]),)
    blank_label = _("Every side")


class UnitForm(RecordForm):
    """Corrects a unit. Its place in the tree is changed by a move."""

    predecessor = UnitField(Unit.objects.order_by("code", "name_uk"), label=_("Predecessor"), required=False)

    class Meta(RecordForm.Meta):
        model = Unit
        fields = (
            "party",
            "branch",
            "kind",
            "code",
            "name_uk",
            "name_en",
            "formed_on",
            "disbanded_on",
            "predecessor",
            "notes",
        )

    fieldsets = (
        ("", ["party", "branch", "kind", "code", "name_uk", "name_en"]),
        (_("Where it stands"), ["parent", "since"]),
        (_("Its history"), ["formed_on", "disbanded_on", "predecessor"]),
        ("", ["notes"]),
    )


class NewUnitForm(UnitForm):
    """Registers a unit, at its place in the tree."""

    parent = UnitField(Unit.objects.order_by("code", "name_uk"), label=_("Under"), required=False)
    since = DayField(label=_("Since"), help_text=_("Blank: as far back as is known."))


class UnitNameForm(RecordForm):
    """Adds what a unit was or is called."""

    class Meta(RecordForm.Meta):
        model = UnitName
        fields = ("kind", "name", "valid_from", "valid_until")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["source"] = SourceField(user=user, label=_("Source"))


class MoveForm(Form):
    """Moves a unit in the tree: under which one, since which day, and why."""

    parent = UnitField(label=_("Under"), required=False)
    on = DayField(label=_("Since"), help_text=_("Blank: as far back as is known. Before that day nothing changes."))
    reason = ReasonField()
    #: What the person saw of the move before confirming it.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units(user).standing().exclude(pk=unit.pk).order_by("code", "name_uk")
        self.fields["parent"].help_text = _("Code or name of the unit; blank: it stands under none")
