"""A completed exchange beside its correction: what the two say otherwise; and the form that proposes it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.models.record import name_for, visible_fields
from common.forms import Form, ReasonField
from exchanges.enums import CountStatus
from exchanges.interfaces import words
from exchanges.models import Exchange, Transfer
from exchanges.queries.correcting import delivered_in
from exchanges.queries.record import Dossier

#: What belongs to the record itself and says nothing of what happened.
APART = {"id", "version", "number", "status", "status_note", "supersedes", "previous_attempt", "day", "date_precision"}
APART |= {"voided_at", "voided_by", "void_reason", "restricted", "restricted_why", "parts_revision", "embargo_until"}
NUMBERS = ("agreed", "delivered", "delivered_military", "delivered_civilian", "composition", "via")


@dataclass(frozen=True)
class Row:
    """One thing that the two say otherwise."""

    label: str
    was: Any
    now: Any


def rows(old: Dossier, new: Dossier, user: User) -> list[Row]:
    """What the correction says otherwise, of what the reader may see."""
    pairs = [*_own(old.exchange, new.exchange, user), *_ways(old, new, user), *_lists(old, new)]
    return [row for row in pairs if row.was != row.now]


def _own(old: Exchange, new: Exchange, user: User) -> list[Row]:
    seen = visible_fields(Exchange, user) - APART
    return [
        Row(capfirst(str(field.verbose_name)), _shown(old, field.name), _shown(new, field.name))
        for field in Exchange._meta.concrete_fields
        if field.name in seen
    ]


def _shown(exchange: Exchange, name: str) -> Any:
    if name == "date":
        return exchange.when
    if Exchange._meta.get_field(name).choices:
        return str(getattr(exchange, f"get_{name}_display")())
    return getattr(exchange, name)


def _ways(old: Dossier, new: Dossier, user: User) -> list[Row]:
    seen = visible_fields(Transfer, user)
    found = []
    for way in words.directions():
        was, now = ([each for each in whole.transfers if each.direction == way] for whole in (old, new))
        for name in NUMBERS:
            if name in seen:
                field = Transfer._meta.get_field(name)
                told = {"way": words.Direction(way).label, "what": field.verbose_name}
                found.append(Row(_("%(what)s, %(way)s") % told, _told(was, name), _told(now, name)))
    return found


def _told(transfers: list[Transfer], name: str) -> str:
    """A figure of each transfer one way; why there is none, where it is the number delivered."""
    if not transfers:
        return _("no transfer")
    values = []
    for each in transfers:
        value = getattr(each, name)
        missing = words.UNKNOWN.get(CountStatus(each.count_status), "") if name == "delivered" else ""
        values.append(str(missing if value is None else value))
    return " + ".join(filter(None, values))


def _lists(old: Dossier, new: Dossier) -> list[Row]:
    parts = (
        (_("Mediators"), "mediations", str),
        (_("Programmes"), "bookings", lambda each: str(each.programme)),
        (_("Ordinals as reported"), "ordinals", lambda each: str(each.value)),
    )
    return [
        Row(label, *(", ".join(sorted(map(say, getattr(whole, name)))) for whole in (old, new)))
        for label, name, say in parts
    ]


class ProposeForm(Form):
    """Why the record is corrected, and who of those delivered was not after all."""

    mistaken = forms.MultipleChoiceField(
        label=gettext_lazy("Recorded as handed over by mistake"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They are held as before when another person agrees, and an event says why."),
    )
    reason = ReasonField(label=gettext_lazy("Why the record is corrected"))

    def __init__(self, *args: Any, old: Exchange, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = delivered_in(old, user)
        choices = [(str(each.pk), name_for(each.captivity.person, user)) for each in entries]
        if choices:
            self.fields["mistaken"].choices = choices
        else:
            del self.fields["mistaken"]

    @property
    def arguments(self) -> dict[str, Any]:
        """What the act takes."""
        mistaken = self.cleaned_data.get("mistaken", [])
        return {"mistaken": mistaken} if mistaken else {}
