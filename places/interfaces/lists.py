"""The one FilterSet and the one Table of places."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common.columns import Column, RecordColumn, YesColumn
from common.filters import FilterSet
from common.lists import Table
from places.enums import PlaceKind, PlaceStatus
from places.models import Place


class PlaceFilter(FilterSet):
    """Filters of the list of places."""

    q = filters.CharFilter(label=_("Name or region"), field_name="name_uk", method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=PlaceKind, empty_label=_("Any"))
    status = filters.ChoiceFilter(label=_("Open or closed"), choices=PlaceStatus, empty_label=_("Any"))

    class Meta:
        model = Place
        fields = ()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name_uk__icontains=value) | Q(name_en__icontains=value) | Q(region__icontains=value))


class PlaceTable(Table):
    """The list of places."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    kind = RecordColumn(verbose_name=_("Kind"))
    region = Column(verbose_name=_("Region"))
    country = Column(verbose_name=_("Country"))
    declared = YesColumn(verbose_name=_("Declared"))
    status = Column(verbose_name=_("Open or closed"))

    class Meta(Table.Meta):
        order_by = "name_uk"
