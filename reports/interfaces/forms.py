"""The form that asks a report: its parameters, and the day as of which it answers."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.forms import Form
from reports.catalogue.report import Report
from reports.domain.runs import check_as_of


def question_form(report: Report) -> type[Form]:
    """The form class of a report; its fields are the parameters, and `as_of`."""
    as_of = forms.DateField(
        label=_("As true on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only what had happened by this day; today unless you say otherwise"),
    )
    return type("Question", (QuestionBase, report.Parameters), {"as_of": as_of})


class QuestionBase(Form):
    """What every question has. What is left out of a question limits nothing."""

    blank_label = _("all")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = clock.today

    def clean_as_of(self) -> datetime.date:
        return check_day(self.cleaned_data["as_of"])

    @property
    def question(self) -> dict[str, Any]:
        """The parameters, without the day."""
        return {name: value for name, value in self.cleaned_data.items() if name != "as_of"}


def check_day(day: datetime.date | None) -> datetime.date:
    """The day, or today for none. Raises ValidationError for one that has not come."""
    try:
        return check_as_of(day or clock.today())
    except forms.ValidationError as error:
        raise forms.ValidationError(error.messages) from error
