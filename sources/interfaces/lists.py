"""The one FilterSet and the one Table of sources."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from common.columns import Column, DayColumn, RecordColumn
from common.filters import FilterSet
from common.lists import Table
from sources.enums import Reliability, SourceKind
from sources.models import Source


class SourceFilter(FilterSet):
    """Filters of the list of sources."""

    q = filters.CharFilter(label=_("Title or publisher"), method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=SourceKind, empty_label=_("Any"))
    reliability = filters.ChoiceFilter(label=_("Reliability"), choices=Reliability, empty_label=_("Any"))

    class Meta:
        model = Source
        fields = ()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(publisher__icontains=value) | Q(url__icontains=value))


class SourceTable(Table):
    """The list of sources."""

    title = RecordColumn(verbose_name=_("Title"))
    publisher = Column(verbose_name=_("Publisher"))
    published_on = DayColumn(verbose_name=_("Published on"))
    kind = Column(verbose_name=_("Kind"))
    reliability = Column(verbose_name=_("Reliability"))
    credibility = Column(verbose_name=_("Credibility"))

    def render_reliability(self, record: Source) -> str:
        return format_html('<abbr title="{}">{}</abbr>', record.get_reliability_display(), record.reliability)

    def render_credibility(self, record: Source) -> str:
        return format_html('<abbr title="{}">{}</abbr>', record.get_credibility_display(), record.credibility)

    class Meta(Table.Meta):
        order_by = "-published_on"
