"""The one FilterSet of sources, shared by the page, its export and the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet, PeriodFilter
from common.search import SearchFilter
from sources.enums import Credibility, Reliability, SourceKind
from sources.models import Source


class SourceFilter(FilterSet):
    """Filters of the list of sources."""

    q = SearchFilter("title", "publisher", "quote", "url", label=_("Words"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=SourceKind)
    published_on = PeriodFilter(label=_("Published"))
    reliability = filters.ChoiceFilter(label=_("Reliability"), choices=Reliability)
    credibility = filters.ChoiceFilter(label=_("Credibility"), choices=Credibility)
    primary = ("q", "kind")

    class Meta:
        model = Source
        fields = ()
