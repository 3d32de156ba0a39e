"""The form and the code book of the rows for analysts."""

import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from common.small_figures import WITHHELD
from prisoners.enums import ENDED, LegalCategory, ServiceBasis, Sex
from prisoners.queries.bands import Band
from reports.queries.microdata import HELD, UNKNOWN, months_offered

#: Each column: its key, what it means, and the codes that it has besides years.
BOOK: list[tuple[str, Any, tuple[str, ...]]] = [
    ("record", _("A pseudonym of the captivity, in this file only"), ()),
    ("legal_category", _("As what somebody is held"), tuple(LegalCategory.values)),
    ("status", _("Held at the end of the month, or how the captivity ended"), (HELD, *(str(each) for each in ENDED))),
    ("sex", _("Sex"), tuple(Sex.values)),
    ("service_basis", _("Service basis"), (*ServiceBasis.values, UNKNOWN)),
    ("captured_in", _("Year of capture"), (UNKNOWN,)),
    ("held_for", _("Time held, until the end of the captivity or of the month"), tuple(Band.values)),
    ("ended_in", _("Year in which the captivity ended; empty while it lasts"), (UNKNOWN,)),
    ("captured_again", _("Whether it is a second captivity of the person, or a later one"), ("yes", "no")),
]
GIVEN_UP = WITHHELD


class MonthForm(Form):
    """At the end of which month."""

    as_of = forms.ChoiceField(label=_("As true at the end of"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].choices = [(day.isoformat(), date_format(day, "DATE_FORMAT")) for day in months_offered()]

    @property
    def day(self) -> datetime.date:
        """The day that is asked for, by default the end of the latest month. Only of a valid form."""
        asked = self.cleaned_data["as_of"]
        return datetime.date.fromisoformat(asked) if asked else months_offered()[0]
