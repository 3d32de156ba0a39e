"""The one FilterSet and the one Table of parties."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common.columns import Column, RecordColumn, YesColumn
from common.filters import FilterSet
from common.lists import Table
from units.enums import PartyKind
from units.models import Party


class PartyFilter(FilterSet):
    """Filters of the list of parties."""

    q = filters.CharFilter(label=_("Name or code"), method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=PartyKind, empty_label=_("Any"))

    class Meta:
        model = Party
        fields = ()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(code__icontains=value) | Q(name_uk__icontains=value) | Q(name_en__icontains=value))


class PartyTable(Table):
    """The list of parties."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    code = Column(verbose_name=_("Code"))
    kind = Column(verbose_name=_("Kind"))
    is_home = YesColumn(verbose_name=_("Ours"))
    acts_beside = Column(verbose_name=_("Acts beside"), unknown="", order_by="acts_beside__code")

    class Meta(Table.Meta):
        order_by = "name_uk"
