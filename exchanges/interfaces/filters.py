"""The one FilterSet of exchanges, shared by the page, its export and the API."""

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models.record import visible_fields
from common.filters import FilterSet, PeriodWidget
from exchanges.enums import ExchangeKind, ExchangeStatus
from exchanges.models import Exchange, Mediation, Ordinal, ProgrammeBooking
from exchanges.queries.listing import mediators, programmes


class ExchangeFilter(FilterSet):
    """Filters of the list of exchanges (`exchanges.queries.listing.listed`)."""

    q = filters.CharFilter(label=_("Words, ordinal or №"), method="search")
    day = filters.DateFromToRangeFilter(label=_("Date"), widget=PeriodWidget)
    status = filters.ChoiceFilter(label=_("Status"), choices=ExchangeStatus, empty_label=_("Any"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ExchangeKind, empty_label=_("Any"))
    mediator = filters.ModelChoiceFilter(
        label=_("Mediator"), queryset=lambda request: mediators(request.user), method="mediated_by"
    )
    programme = filters.ModelChoiceFilter(
        label=_("Programme"), queryset=lambda request: programmes(request.user), method="booked_to"
    )
    counted_in_format = filters.BooleanFilter(label=_("Counted in the format"))
    both_known = filters.BooleanFilter(label=_("Both numbers known"), method="known_both_ways")

    primary = ("q", "day", "status", "kind")

    class Meta:
        model = Exchange
        fields = ()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Words of the formula and, for those who may read them, of the notes; a number is an ordinal or our own №."""
        found = Q(formula__icontains=value)
        for field in ("notes", "venue_as_reported"):
            if field in visible_fields(Exchange, self.request.user):
                found |= Q(**{f"{field}__icontains": value})
        digits = value.strip().lstrip("№#").strip()
        if digits.isascii() and digits.isdecimal() and len(digits) < 10:
            ordinals = Ordinal.objects.standing().filter(exchange=OuterRef("pk"), value=int(digits))
            found |= Q(number=int(digits)) | Exists(ordinals)
        return queryset.filter(found)

    def mediated_by(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        return queryset.filter(Exists(Mediation.objects.standing().filter(exchange=OuterRef("pk"), mediator=value)))

    def booked_to(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        return queryset.filter(
            Exists(ProgrammeBooking.objects.standing().filter(exchange=OuterRef("pk"), programme=value))
        )

    def known_both_ways(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        both = Q(delivered_to_us__isnull=False, delivered_to_them__isnull=False)
        return queryset.filter(both if value else ~both)
