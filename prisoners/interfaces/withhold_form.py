"""The form that withholds a person from a recipient."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries.people import machine_clients
from common import clock
from common.forms import DayField, Form, ReasonField
from units.enums import PartyKind
from units.models import Party


class WithholdForm(Form):
    """From whom, why, since when and how long. The Central Agency is nobody from whom anything is withheld."""

    blank_label = _("Nobody")

    party = forms.ModelChoiceField(label=_("From the party or body"), queryset=Party.objects.none(), required=False)
    client = forms.ModelChoiceField(
        label=_("From the machine client"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Choose one recipient: a party or body, or a machine client"),
    )
    since = DayField(label=_("Since"), required=True)
    until = DayField(label=_("Until"), help_text=_("The first day on which it ends; blank: until somebody ends it"))
    reason = ReasonField(label=_("Why it would harm them or their family to tell"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": clock.today()})
        super().__init__(*args, **kwargs)
        known = Party.objects.visible_to(user).standing()
        self.fields["party"].queryset = known.exclude(kind=PartyKind.AGENCY).order_by("-is_home", "code")
        self.fields["client"].queryset = machine_clients(user)

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return self.cleaned_data
