"""The FilterSets of rounds, proposals, stances and programmes, each shared by the page, its export and the API."""

import datetime

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import FilterSet, KeyFilter, PeriodFilter
from common.search import SearchFilter
from negotiations.enums import (
    Category,
    Channel,
    Direction,
    Position,
    ProgrammeStatus,
    ProposalFormat,
    ProposalKind,
    ProposalStatus,
    RoundStatus,
)
from negotiations.models import Minutes, Programme, Proposal, Round, Stance
from units.interfaces.choosing import UnitChoiceFilter
from units.queries.records import parties, units


def _parties(request: object) -> QuerySet:
    return parties(request.user).standing()


def _units(request: object) -> QuerySet:
    return units(request.user).standing()


class RoundFilter(FilterSet):
    """Filters of the list of rounds."""

    q = SearchFilter("title", "venue_as_reported", "agenda", "outcome", label=_("Words"))
    status = filters.ChoiceFilter(label=_("Status"), choices=RoundStatus)
    channel = filters.ChoiceFilter(label=_("Channel"), choices=Channel)
    starts_on = PeriodFilter(label=_("First day"))
    party = filters.ModelChoiceFilter(
        label=_("At the table"), queryset=_parties, field_name="delegations__party", method="sat_there"
    )
    mediator = filters.ModelChoiceFilter(
        label=_("Mediator"), queryset=_parties, field_name="mediations__mediator", method="helped"
    )
    primary = ("q", "status", "starts_on")

    class Meta:
        model = Round
        fields = ()

    def sat_there(self, rows: QuerySet, _name: str, party: object) -> QuerySet:
        """Rounds to which this party sent a delegation."""
        return rows.filter(pk__in=party.delegations.standing().values("round"))

    def helped(self, rows: QuerySet, _name: str, party: object) -> QuerySet:
        """Rounds in which this party mediated."""
        return rows.filter(pk__in=party.round_mediations.standing().values("round"))


class MinutesFilter(FilterSet):
    """Filters of minutes, for the API."""

    round = KeyFilter(label=_("Round"))
    sha256 = filters.CharFilter(label=_("SHA-256"))

    class Meta:
        model = Minutes
        fields = ()


class ProposalFilter(FilterSet):
    """Filters of the list of proposals."""

    q = SearchFilter("title", "text", "answer", label=_("Words"))
    kind = filters.ChoiceFilter(label=_("Made as"), choices=ProposalKind)
    status = filters.ChoiceFilter(label=_("Status"), choices=ProposalStatus)
    made_by = filters.ModelChoiceFilter(label=_("Made by"), queryset=_parties)
    made_to = filters.ModelChoiceFilter(label=_("Made to"), queryset=_parties)
    format = filters.ChoiceFilter(label=_("Format"), choices=ProposalFormat)
    made_on = PeriodFilter(label=_("Made on"))
    waiting = filters.BooleanFilter(
        label=_("Clock runs"), field_name="kind", method="clock_runs", widget=forms.CheckboxInput
    )
    primary = ("q", "kind", "status", "made_by")

    class Meta:
        model = Proposal
        fields = ()

    def clock_runs(self, rows: QuerySet, _name: str, value: bool) -> QuerySet:
        """Official requests that nobody has answered."""
        return rows.waiting() if value else rows


class StanceFilter(FilterSet):
    """Filters of the list of stances."""

    party = filters.ModelChoiceFilter(label=_("Party"), queryset=_parties)
    position = filters.ChoiceFilter(label=_("Position"), choices=Position)
    direction = filters.ChoiceFilter(label=_("On the return"), choices=Direction)
    category = filters.ChoiceFilter(label=_("Category"), choices=Category)
    unit = UnitChoiceFilter(label=_("Unit"), queryset=_units)
    on = filters.DateFilter(
        label=_("In force on"), field_name="since", method="in_force", widget=forms.DateInput({"type": "date"})
    )
    q = SearchFilter("group", "note", "source__title", label=_("Words"))
    primary = ("party", "position", "direction", "on")

    class Meta:
        model = Stance
        fields = ()

    def in_force(self, rows: QuerySet, _name: str, day: datetime.date) -> QuerySet:
        """Stances that were taken on a day."""
        return rows.on(day)


class ProgrammeFilter(FilterSet):
    """Filters of the list of programmes."""

    q = SearchFilter("code", "name_uk", "name_en", "terms", label=_("Words"))
    status = filters.ChoiceFilter(label=_("Status"), choices=ProgrammeStatus)
    agreed_on = PeriodFilter(label=_("Agreed"))
    primary = ("q", "status")

    class Meta:
        model = Programme
        fields = ()
