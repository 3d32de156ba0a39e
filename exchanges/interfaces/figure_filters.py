"""The FilterSets of transfers and claims."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet, KeyFilter, PeriodFilter
from common.search import SearchFilter
from exchanges.enums import Axis, CountStatus, Direction, Measure
from exchanges.models import Claim, Transfer


class TransferFilter(FilterSet):
    """Filters of the list of transfers."""

    q = SearchFilter("composition", "exchange__formula", label=_("Words"))
    exchange = filters.UUIDFilter(label=_("Exchange"))
    day = PeriodFilter(field_name="exchange__day", label=_("Date"))
    direction = filters.ChoiceFilter(label=_("Direction"), choices=Direction)
    count_status = filters.ChoiceFilter(label=_("About the number"), choices=CountStatus)
    from_party = filters.UUIDFilter(label=_("Handed over by"))
    to_party = filters.UUIDFilter(label=_("Returned to"))
    via = KeyFilter(label=_("Via"))

    class Meta:
        model = Transfer
        fields = ()


class ClaimFilter(FilterSet):
    """Filters of the list of claims."""

    q = SearchFilter("category", "quote", "source__title", label=_("Words"))
    claimed_by = filters.UUIDFilter(label=_("Claimed by"))
    exchange = filters.UUIDFilter(label=_("Of the exchange"))
    transfer = filters.UUIDFilter(label=_("Of the transfer"))
    place = filters.UUIDFilter(label=_("Of the place"))
    party = filters.UUIDFilter(label=_("Of the party"))
    unit = filters.UUIDFilter(label=_("Of the unit"))
    source = filters.UUIDFilter(label=_("Source"))
    measure = filters.ChoiceFilter(label=_("Measure"), choices=Measure)
    axis = filters.ChoiceFilter(label=_("Axis"), choices=Axis)
    category = filters.CharFilter(label=_("Category"))
    as_of = PeriodFilter(label=_("As of"))
    adopted = filters.BooleanFilter(label=_("Adopted"))

    class Meta:
        model = Claim
        fields = ()
