"""Parameters that several reports have, to be put together as the bases of a report's `Parameters`."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import Form
from prisoners.enums import LegalCategory, Sex
from prisoners.models import Cohort
from reports.queries.codes import has_unit, of_code, other_sides, side_of
from units.models import Branch

HOME = "home"


def _sides() -> list[tuple[str, Any]]:
    return [(HOME, _("ours, held by the other side")), *((party.code, party) for party in other_sides())]


def _coded(model: type[Branch] | type[Cohort]) -> list[tuple[str, Any]]:
    return [("", _("all")), *((each.code, each) for each in of_code(model))]


def day_field(label: str, help_text: str) -> forms.DateField:
    """A day that may be left blank."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class SideParameters(Form):
    """`side`: whose people; `home` is ours."""

    side = forms.ChoiceField(label=_("Whose people"), choices=_sides, initial=HOME)


class SinceParameters(Form):
    """`since`: the first day of a period that ends on the day of the answer; blank is everything that is recorded."""

    since = day_field(_("From"), _("First day of the period; leave blank for everything that is recorded"))


class KnownOnParameters(Form):
    """`known_on`: answer by what was on record at the end of that day; blank is what is known now."""

    known_on = day_field(
        _("As known on"), _("What was on record at the end of this day; leave blank for what is known now")
    )

    def clean_known_on(self) -> datetime.date | None:
        day = self.cleaned_data["known_on"]
        if day and day > clock.today():
            raise ValidationError(_now("This day has not come yet."))
        return day


class PartParameters(SideParameters):
    """A part of a side's people: `unit` with those under it, `branch`, `category`, `sex`, `cohort`, all by code."""

    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=20, help_text=_("Its code, such as 3057; with those under it")
    )
    branch = forms.ChoiceField(label=_("Branch of service"), choices=lambda: _coded(Branch), required=False, initial="")
    category = forms.ChoiceField(
        label=_("Legal category"), choices=[("", _("all")), *LegalCategory.choices], required=False, initial=""
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("all")), *Sex.choices], required=False, initial="")
    cohort = forms.ChoiceField(label=_("Cohort"), choices=lambda: _coded(Cohort), required=False, initial="")

    def clean_unit(self) -> str:
        code = self.cleaned_data["unit"]
        side = self.cleaned_data.get("side", HOME)
        if code and not has_unit(side_of("" if side == HOME else side), code):
            raise ValidationError(_now("There is no unit of this code on this side."))
        return code


class PersonParameters(KnownOnParameters, PartParameters):
    """What every report about the persons of the register may be asked."""


def day_of(parameters: dict[str, Any], name: str) -> datetime.date | None:
    """A day among checked parameters."""
    return datetime.date.fromisoformat(parameters[name]) if parameters.get(name) else None
