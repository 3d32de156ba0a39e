"""The one FilterSet of parties, shared by the page, its export and the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet
from common.search import SearchFilter
from units.enums import PartyKind
from units.models import Party


class PartyFilter(FilterSet):
    """Filters of the list of parties."""

    q = SearchFilter("code", "name_uk", "name_en", label=_("Name or code"))
    code = filters.CharFilter(label=_("Code"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=PartyKind)
    is_home = filters.BooleanFilter(label=_("Ours"))
    primary = ("q", "kind")

    class Meta:
        model = Party
        fields = ()
