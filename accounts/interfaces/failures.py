"""Failures to sign in as the page shows them."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from accounts.enums import Failure
from accounts.models import FailedSignIn
from accounts.queries.reads import readers
from common.filters import FilterSet, PeriodFilter
from common.lists import Column, Table


class FailureFilter(FilterSet):
    """Filters of failures to sign in."""

    user = filters.ModelChoiceFilter(label=_("Whose name"), queryset=lambda request: readers())
    day = PeriodFilter(label=_("Date"), field_name="at")
    failure = filters.ChoiceFilter(label=_("Why"), choices=Failure, empty_label=_("Any"))

    class Meta:
        model = FailedSignIn
        fields = ()


class FailureTable(Table):
    at = Column(verbose_name=_("When"))
    user = Column(verbose_name=_("Whose name was given"), orderable=False, unknown=_("nobody's"))
    failure = Column(verbose_name=_("Why"), orderable=False)
    address = Column(verbose_name=_("Address"), orderable=False)

    class Meta(Table.Meta):
        order_by = "-at"
