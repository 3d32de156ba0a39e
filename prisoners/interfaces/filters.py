"""The FilterSets of persons and of captivities, shared by the pages, their exports and the API."""

import copy
from collections.abc import Collection
from typing import Any

import django_filters as filters
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from common import clock
from common.filters import FilterSet, ModelChoiceFilter, PeriodFilter
from prisoners.enums import ENDED, OPEN, CaptivityStatus, IdentityStatus, LegalCategory, ServiceBasis, Sex
from prisoners.interfaces.recipients import RecipientFilter, parties
from prisoners.models import Captivity, CohortMembership, Person
from prisoners.queries.bands import Band, captured_in
from prisoners.queries.records import cohorts
from units.interfaces.choosing import UnitChoiceFilter
from units.models import Branch, Unit
from units.queries.tree import subtree

#: As many captivities as are sorted faster than they are met on a walk through all names.
FEW = 10_000
#: As many captivities as are not sorted faster: a walk through all names, by an index, soon meets a page of them.
SOME = 2_000


def branches(request: Any) -> QuerySet[Branch]:
    """Branches of service that the reader may see."""
    return Branch.objects.visible_to(request.user).standing().order_by("code")


def units(request: Any) -> QuerySet[Unit]:
    """Units that the reader may see."""
    return Unit.objects.visible_to(request.user).standing().order_by("code", "name_uk")


class CaptivityFilter(FilterSet):
    """Filters of captivities. `path` leads from the row to the captivity, for lists of something else."""

    path = ""
    #: The filters that look at a captivity, wherever it is reached from.
    of_captivity = (
        *("status", "held", "detaining_power", "unit", "branch", "category", "cohort"),
        *("service_basis", "captured", "held_for"),
    )

    # A captivity has one status: without DISTINCT no row comes twice, and a large list is not sorted for it.
    status = filters.MultipleChoiceFilter(label=_("Status"), choices=CaptivityStatus, distinct=False)
    held = filters.ChoiceFilter(
        label=_("Held or ended"),
        field_name="status",
        method="is_held",
        choices=[("held", _("held or missing")), ("ended", _("ended"))],
    )
    detaining_power = ModelChoiceFilter(label=_("Detaining Power"), queryset=parties)
    unit = UnitChoiceFilter(label=_("Unit, with those under it"), queryset=units, method="in_unit", help_text="")
    branch = ModelChoiceFilter(label=_("Branch"), field_name="unit__branch", queryset=branches)
    category = filters.ChoiceFilter(label=_("Legal category"), field_name="legal_category", choices=LegalCategory)
    cohort = ModelChoiceFilter(
        label=_("Cohort"), field_name="memberships", queryset=lambda request: cohorts(request.user), method="in_cohort"
    )
    service_basis = filters.ChoiceFilter(label=_("Service basis"), choices=ServiceBasis)
    captured = PeriodFilter(label=_("Captured"), field_name="captured_on")
    held_for = filters.ChoiceFilter(
        label=_("Held for"),
        field_name="captured_on",
        method="held_for_band",
        choices=Band.choices,
    )

    primary = ("held", "detaining_power", "unit", "captured")

    class Meta:
        model = Captivity
        fields = ()

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        """The filters, those of a captivity led along the path."""
        found = super().get_filters()
        for name in cls.of_captivity:
            found[name] = copy.deepcopy(found[name])
            found[name].field_name = f"{cls.path}{found[name].field_name}"
        return found

    def is_held(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{f"{name}__in": OPEN if value == "held" else ENDED})

    def in_unit(self, queryset: QuerySet, name: str, value: Unit) -> QuerySet:
        return queryset.filter(**{f"{name}__in": subtree(value, clock.today())})

    def in_cohort(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        members = CohortMembership.objects.standing().filter(cohort=value)
        key = name.removesuffix("memberships").removesuffix("__") or "pk"
        return queryset.filter(**{f"{key}__in": members.values("captivity")})

    def held_for_band(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those who are held now, by the time since their capture."""
        queryset = queryset.filter(**{f"{self.path}status__in": OPEN})
        if value == Band.UNKNOWN:
            return queryset.filter(**{f"{name}__isnull": True})
        after, until = captured_in(Band(value), clock.today())
        bounds = {f"{name}__gt": after, f"{name}__lte": until or clock.today()}
        return queryset.filter(**{bound: day for bound, day in bounds.items() if day})


class PersonFilter(CaptivityFilter):
    """Filters of persons, by themselves and by the captivity that counts now (`prisoners.queries.listing.listed`)."""

    path = "latest_captivity__"

    party = ModelChoiceFilter(label=_("Side"), queryset=parties)
    sex = filters.ChoiceFilter(label=_("Sex"), choices=Sex)
    identity = filters.ChoiceFilter(label=_("Identity"), field_name="identity_status", choices=IdentityStatus)
    synthetic = filters.BooleanFilter(label=_("Synthetic"), field_name="is_synthetic")
    recipient = RecipientFilter(field_name="id")

    primary = ("held", "party", "unit", "captured")

    class Meta:
        model = Person
        fields = ()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Where few captivities are asked for, they are found first.

        Else the database, told to stop after a page, walks a million names in their order to meet a handful of them.
        """
        asked = {
            name: value
            for name in self.of_captivity
            if name in self.filters and (value := self.form.cleaned_data.get(name)) not in (None, "", [])
        }
        few = self._captivities(asked)[: FEW + 1]
        count = few.count() if asked else 0
        alone = bool(asked) and self._only(asked)
        self.is_large = alone and count > SOME
        if not asked or count > FEW:
            return super().filter_queryset(queryset)
        for name in self.form.cleaned_data.keys() - asked.keys():
            queryset = self.filters[name].filter(queryset, self.form.cleaned_data[name])
        fits = Q(latest_captivity__in=few)
        # Inside a function it is asked of each name on the walk; outside the database would sort them after all.
        return queryset.filter(Coalesce(fits, False, output_field=BooleanField()) if self.is_large else fits)

    def _captivities(self, asked: dict[str, Any]) -> QuerySet:
        """Keys of the captivities that fit these filters; the members of a cohort without a look at each."""
        if asked.keys() == {"cohort"}:
            return CohortMembership.objects.standing().filter(cohort=asked["cohort"]).values("captivity")
        found = CaptivityFilter(self.data, Captivity.objects.all(), request=self.request)
        few = found.queryset.order_by()
        for name, value in asked.items():
            few = found.filters[name].filter(few, value)
        return few.values("pk")

    def _only(self, asked: Collection[str]) -> bool:
        """Whether nothing but these filters leaves rows out, neither another one nor the reader's sight."""
        given = (self.form.cleaned_data.get(name) for name in self.filters.keys() - set(asked))
        sees_all = self.request.user.sight(Permission.PRISONERS_VIEW).general is None
        return sees_all and all(value in (None, "", []) for value in given)
