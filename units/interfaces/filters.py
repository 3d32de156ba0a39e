"""The FilterSets of parties, branches and units, shared by the pages, their exports and the API."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common import clock
from common.filters import FilterSet
from common.search import SearchFilter
from units.enums import PartyKind, UnitKind, UnitNameKind
from units.interfaces.choosing import UnitChoiceFilter
from units.models import Branch, Party, Placement, Unit, UnitName
from units.queries.records import branches, parties, units
from units.queries.search import named_like
from units.queries.tree import subtree


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


class BranchFilter(FilterSet):
    """Filters of the list of branches of service."""

    q = SearchFilter("code", "name_uk", "name_en", label=_("Name or code"))
    code = filters.CharFilter(label=_("Code"))
    party = filters.ModelChoiceFilter(label=_("Party"), queryset=lambda request: parties(request.user).standing())
    primary = ("q", "party")

    class Meta:
        model = Branch
        fields = ()


class UnitFilter(FilterSet):
    """Filters of the list of units (`units.queries.listing.listed`)."""

    q = filters.CharFilter(label=_("Code, name or former name"), method="search")
    party = filters.ModelChoiceFilter(label=_("Party"), queryset=lambda request: parties(request.user).standing())
    branch = filters.ModelChoiceFilter(
        label=_("Branch of service"), queryset=lambda request: branches(request.user).standing()
    )
    under = UnitChoiceFilter(
        label=_("The unit and all under it"),
        queryset=lambda request: units(request.user).standing().order_by("code", "name_uk"),
        method="within",
        help_text="",
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=UnitKind)
    code = filters.CharFilter(label=_("Code"), lookup_expr="iexact")
    primary = ("q", "party", "branch", "under")

    class Meta:
        model = Unit
        fields = ()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Units in which each word stands in the code, in a name, or in a name of another time."""
        for word in value.split():
            queryset = queryset.filter(named_like(word))
        return queryset

    def within(self, queryset: QuerySet, name: str, value: Unit) -> QuerySet:
        """The unit and everything that stands under it today."""
        return queryset.filter(pk__in=subtree(value, clock.today()))


class UnitNameFilter(FilterSet):
    """Filters of names of units."""

    q = SearchFilter("name", label=_("Words"))
    unit = filters.UUIDFilter(label=_("Unit"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=UnitNameKind)

    class Meta:
        model = UnitName
        fields = ()


class PlacementFilter(FilterSet):
    """Filters of places in the tree."""

    unit = filters.UUIDFilter(label=_("Unit"))
    parent = filters.UUIDFilter(label=_("Under"))
    on = filters.DateFilter(label=_("In force on"), method="in_force")

    class Meta:
        model = Placement
        fields = ()

    def in_force(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        return queryset.on(value)
