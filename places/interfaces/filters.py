"""The one FilterSet of places, shared by the page, its export and the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet
from common.search import SearchFilter
from places.enums import PlaceKind, PlaceStatus
from places.models import Place


class PlaceFilter(FilterSet):
    """Filters of the list of places."""

    q = SearchFilter("name_uk", "name_en", "region", label=_("Name or region"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=PlaceKind)
    country = filters.CharFilter(label=_("Country"), max_length=2)
    status = filters.ChoiceFilter(label=_("Open or closed"), choices=PlaceStatus)
    declared = filters.BooleanFilter(label=_("Declared"))
    primary = ("q", "kind")

    class Meta:
        model = Place
        fields = ()
