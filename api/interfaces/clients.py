"""Machine clients and their tokens as pages show them: forms, the grid of scopes, chips, what waits on Today."""

import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.domain.tokens import LONGEST
from accounts.models import ApiToken, User
from accounts.queries.tokens import SOON, ending
from accounts.roles import Permission
from accounts.validators import networks_of
from api import scopes
from common.forms import Form, ReasonField
from common.ids import new_id
from common.pieces import Chip
from common.templatetags.obmin import known
from common.today import Waiting

SHOWN, COUNTED = 5, 100
#: For how long a token that is rotated goes on, in hours.
OVERLAPS = [(0, _("It ends now")), (1, _("One hour")), (8, _("8 hours")), (24, _("24 hours"))]


class ClientForm(Form):
    """A new machine client."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("Letters, digits and @ . + _ -; it cannot be changed later. Such as sync-office-3"),
    )
    full_name = forms.CharField(
        label=_("What it is, and who answers for it"),
        max_length=200,
        help_text=_("Such as: field office 3, telephone of the officer on duty"),
    )
    reason = ReasonField()


class ScopesWidget(forms.CheckboxSelectMultiple):
    """A table of boxes: a row for each type, a column for reading and one for writing."""

    template_name = "api/scopes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows: dict[str, dict[str, Any]] = {}
        for _group, (option, *_more), _index in context["widget"]["optgroups"]:
            kind, _colon, verb = str(option["value"]).partition(":")
            option["attrs"]["aria-label"] = option["label"]
            rows.setdefault(kind, {})[verb] = option
        everything = rows.pop(scopes.ANY)[scopes.READ]
        return context | {
            "everything": everything,
            "rows": [(scopes.in_words(kind), kind, row.get("read"), row.get("write")) for kind, row in rows.items()],
        }


class ScopesField(forms.MultipleChoiceField):
    """Which scopes a token holds, of those that the API declares."""

    widget = ScopesWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_scope_choices, **kwargs)


def _scope_choices() -> list[tuple[str, str]]:
    verbs = {scopes.READ: _now("read"), scopes.WRITE: _now("write")}
    each = [
        (f"{kind}:{verb}", f"{scopes.in_words(kind)}: {words}")
        for kind, allowed in scopes.declared().items()
        for verb, words in verbs.items()
        if verb in allowed
    ]
    return [(scopes.EVERYTHING, _now("Read everything that the roles of the client show")), *each]


class NetworksField(forms.CharField):
    """Addresses and networks, a line each; cleans to CIDR."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "off"})

    def clean(self, value: Any) -> list[str]:
        return networks_of(super().clean(value).replace(",", " ").split())


class LastsField(forms.IntegerField):
    """For how many days a token is good; cleans to that time."""

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": _("Good for, in days"), "help_text": _("90 at most; the shorter the better")}
        super().__init__(min_value=1, max_value=LONGEST.days, initial=LONGEST.days, **told | kwargs)

    def clean(self, value: Any) -> datetime.timedelta:
        return datetime.timedelta(days=super().clean(value))


class TokenForm(Form):
    """A new token. Its id is minted with the form: the same form sent twice makes one token."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("Where it is kept, such as: the server of the office")
    )
    scopes = ScopesField(label=_("What it may do"), help_text=_("No more than the client needs"))
    lasts = LastsField()
    allowed_networks = NetworksField(
        label=_("Accepted from"),
        required=False,
        help_text=_("Addresses or networks, a line each, such as 192.0.2.7 or 2001:db8::/48. Blank: from everywhere"),
    )
    rate = forms.IntegerField(
        label=_("Requests a minute"),
        required=False,
        min_value=1,
        help_text=_("Blank: as many as everybody"),
    )
    reason = ReasonField()


class RotateForm(Form):
    """A new token in the place of one."""

    overlap = forms.TypedChoiceField(
        label=_("How long the old one goes on"),
        choices=OVERLAPS,
        coerce=lambda hours: datetime.timedelta(hours=int(hours)),
        initial=24,
        widget=forms.RadioSelect,
        help_text=_("Until the client has the new one. If the old one leaked, it ends now"),
    )
    lasts = LastsField()
    reason = ReasonField()


def chip(token: ApiToken) -> Chip:
    """How a token stands; `rotated_to` are the tokens in its place."""
    if token.is_voided:
        return Chip(_now("revoked"), "bad")
    if token.has_ended:
        return Chip(_now("ended"))
    if token.rotated_to:
        return Chip(_now("rotated, works still"), "warning")
    if token.expires_at < timezone.now() + SOON:
        return Chip(_now("ends soon"), "warning")
    return Chip(_now("works"), "good")


def scope_words(token: ApiToken) -> list[str]:
    """Its scopes, each type named once."""
    if scopes.EVERYTHING in token.scopes:
        return [_now("reads everything"), *(each for each in sorted(token.scopes) if each != scopes.EVERYTHING)]
    return sorted(token.scopes)


def waiting(user: User) -> list[Waiting]:
    """Tokens that end soon, for who manages them, on the page Today."""
    if not user.has_perm(Permission.ACCOUNTS_MANAGE):
        return []
    found = list(ending(user)[:COUNTED])
    items = [
        (f"{token.user} · {token.name}: {known(token.expires_at)}", reverse("clients:detail", args=[token.user_id]))
        for token in found[:SHOWN]
    ]
    return [Waiting(_now("Tokens that end soon"), "warning", len(found), items, reverse("clients:list"))]
