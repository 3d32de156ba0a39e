"""Filters of entries and decisions beyond the page of one list, for the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet
from negotiations.interfaces.list_tables import ListEntryFilter
from negotiations.list_enums import Acceptance, EntryVerdict
from negotiations.models import Decision


class ListEntryResourceFilter(ListEntryFilter):
    """The filters of the page of a list, and the list."""

    name_list = filters.UUIDFilter(label=_("List"))

    class Meta(ListEntryFilter.Meta):
        pass


class DecisionFilter(FilterSet):
    """Decisions of a list or an entry, by what they say."""

    name_list = filters.UUIDFilter(label=_("List"), field_name="entry__name_list")
    entry = filters.UUIDFilter(label=_("Entry"))
    verdict = filters.ChoiceFilter(label=_("Verdict"), choices=EntryVerdict)
    acceptance = filters.ChoiceFilter(label=_("Accepted by the home side"), choices=Acceptance)

    class Meta:
        model = Decision
        fields = ()
