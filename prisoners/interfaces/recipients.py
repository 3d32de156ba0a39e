"""For whom a list, a file or a page of persons is made: of whom the recipient is told nothing is not in it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sight import Recipient
from common.filters import ModelChoiceFilter, OfferingField
from common.forms import Form
from prisoners.models import Person
from units.enums import PartyKind
from units.models import Party


def parties(request: Any) -> QuerySet[Party]:
    """Parties that the reader may see: our own first, then by code."""
    return recipients(request.user)


class RecipientField(OfferingField):
    """A party or body; blank is the headquarters itself."""

    blank_label = _("Internal use")


class RecipientFilter(ModelChoiceFilter):
    """Leaves out of whom a recipient is told nothing (GC IV art. 137). `field_name` leads to the key of a person."""

    field_class = RecipientField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Made for"), queryset=parties, **kwargs)

    def filter(self, queryset: QuerySet, value: Party | None) -> QuerySet:
        if value is None:
            return queryset
        return queryset.exclude(**{f"{self.field_name}__in": Person.withheld_from(recipient_of(value))})


class RecipientForm(Form):
    """The box in which a reader says for whom she looks."""

    recipient = RecipientField(Party.objects.none(), label=_("Made for"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].queryset = recipients(user)


def recipients(user: User) -> QuerySet[Party]:
    """The parties and bodies for whom something may be made."""
    return Party.objects.visible_to(user).standing().order_by("-is_home", "code")


def recipient_of(party: Party) -> Recipient:
    """A party as the recipient of what the staff makes for it."""
    return Recipient(parties=frozenset({party.pk}), is_agency=party.kind == PartyKind.AGENCY)
