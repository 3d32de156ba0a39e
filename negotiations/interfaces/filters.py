"""The one FilterSet of programmes, shared by the page, its export and the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet, PeriodFilter
from common.search import SearchFilter
from negotiations.enums import ProgrammeStatus
from negotiations.models import Programme


class ProgrammeFilter(FilterSet):
    """Filters of the list of programmes."""

    q = SearchFilter("code", "name_uk", "name_en", "terms", label=_("Words"))
    status = filters.ChoiceFilter(label=_("Status"), choices=ProgrammeStatus)
    agreed_on = PeriodFilter(label=_("Agreed"))
    primary = ("q", "status")

    class Meta:
        model = Programme
        fields = ()
