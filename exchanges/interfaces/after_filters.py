"""The FilterSets of what goes beside and after exchanges, each shared by the page, its export and the API."""

import django_filters as filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet, KeyFilter, PeriodFilter
from common.search import SearchFilter
from exchanges.after_enums import IdentificationMethod, InformationKind, RemainsResult
from exchanges.enums import Direction
from exchanges.models import InformationTransfer, RemainsIdentification, RemainsTransfer
from exchanges.queries.choices import parties
from exchanges.queries.listing import programmes
from prisoners.interfaces.recipients import RecipientFilter


class RemainsFilter(FilterSet):
    """Filters of transfers of remains (`exchanges.queries.after.remains`)."""

    q = SearchFilter("notes", "source__title", label=_("Words"))
    direction = filters.ChoiceFilter(label=_("Direction"), choices=Direction)
    handed_over_on = PeriodFilter(label=_("Handed over"))
    to_party = filters.ModelChoiceFilter(label=_("Received by"), queryset=lambda request: parties(request.user))
    programme = filters.ModelChoiceFilter(label=_("Programme"), queryset=lambda request: programmes(request.user))
    exchange = filters.UUIDFilter(label=_("Exchange"))
    examined = filters.ChoiceFilter(
        label=_("Examination"),
        choices=[("waits", _("bodies without a result")), ("done", _("every body has a result"))],
        method="is_examined",
        field_name="received",
    )
    primary = ("q", "direction", "handed_over_on", "examined")

    class Meta:
        model = RemainsTransfer
        fields = ()

    def is_examined(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        known = rows.filter(received__isnull=False)
        examined = F("identified") + F("other_side") + F("unidentified")
        return known.filter(received__gt=examined) if value == "waits" else known.filter(received__lte=examined)


class IdentificationFilter(FilterSet):
    """Filters of results for bodies."""

    remains_transfer = filters.UUIDFilter(label=_("Transfer of remains"))
    person = filters.UUIDFilter(label=_("Person"))
    tag = filters.CharFilter(label=_("Number of the body"))
    result = filters.ChoiceFilter(label=_("Result"), choices=RemainsResult)
    method = filters.ChoiceFilter(label=_("Method"), choices=IdentificationMethod)
    decided_on = PeriodFilter(label=_("Decided on"))
    recipient = RecipientFilter(field_name="person")

    class Meta:
        model = RemainsIdentification
        fields = ()


class InformationFilter(FilterSet):
    """Filters of information passed on."""

    q = SearchFilter("notes", "source__title", label=_("Words"))
    kind = filters.ChoiceFilter(label=_("What"), choices=InformationKind)
    direction = filters.ChoiceFilter(label=_("Direction"), choices=Direction)
    passed_on = PeriodFilter(label=_("Passed on"))
    mediator = filters.ModelChoiceFilter(label=_("Through"), queryset=lambda request: parties(request.user))
    round = KeyFilter(label=_("Round"))
    name_list = KeyFilter(label=_("List of names"))
    primary = ("q", "kind", "direction", "passed_on")

    class Meta:
        model = InformationTransfer
        fields = ()
