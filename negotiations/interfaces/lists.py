"""The one FilterSet and the one Table of programmes."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common.columns import Column, DayColumn, NumberColumn, RecordColumn
from common.filters import FilterSet
from common.lists import Table
from negotiations.enums import ProgrammeStatus
from negotiations.models import Programme


class ProgrammeFilter(FilterSet):
    """Filters of the list of programmes."""

    q = filters.CharFilter(label=_("Name or terms"), method="search")
    status = filters.ChoiceFilter(label=_("Status"), choices=ProgrammeStatus, empty_label=_("Any"))

    class Meta:
        model = Programme
        fields = ()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(code__icontains=value)
            | Q(name_uk__icontains=value)
            | Q(name_en__icontains=value)
            | Q(terms__icontains=value)
        )


class ProgrammeTable(Table):
    """The list of programmes."""

    name_uk = RecordColumn(verbose_name=_("Name"), accessor="name", shows="name_uk", order_by="name_uk")
    agreed_on = DayColumn(verbose_name=_("Agreed on"))
    target_each = NumberColumn(verbose_name=_("Persons each way"), unknown=_("open-ended"))
    status = Column(verbose_name=_("Status"))

    class Meta(Table.Meta):
        order_by = "-agreed_on"
