"""The Table and the FilterSet of a manifest, shared by the page, its export and the API."""

from typing import Any

import django_filters as filters
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.models.record import name_for
from common import clock
from common.columns import ChipColumn, Column, NumberColumn, RecordColumn
from common.filters import FilterSet
from common.lists import Table
from common.templatetags.obmin import render_chip
from exchanges.enums import Direction
from exchanges.interfaces.manifest import words
from exchanges.manifest_enums import EntryCategory, EntryOrigin, EntryStatus
from exchanges.models import ManifestEntry
from exchanges.queries.manifest.entries import Beside
from negotiations.list_enums import Acceptance
from prisoners.interfaces.filters import units
from prisoners.interfaces.tables import UnitColumn
from prisoners.interfaces.words import days_held
from units.interfaces.choosing import UnitChoiceFilter
from units.models import Unit
from units.queries.tree import subtree


class BesideColumn(Column):
    """A column of what is known beside the entry, which the page looks up for all its rows at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(), orderable=False, shows="captivity", unknown="", **kwargs)


class ManifestTable(Table):
    """The entries of a manifest."""

    choose = BesideColumn(verbose_name="", exclude_from_export=True)
    person = RecordColumn(
        verbose_name=pgettext_lazy("of a person", "Name"),
        accessor="captivity__person",
        shows="captivity",
        linkify=lambda record: record.get_absolute_url(),
        order_by="captivity__person__sort_key",
    )
    direction = Column(verbose_name=_("Direction"), accessor="transfer__direction", shows="transfer")
    unit = UnitColumn(
        verbose_name=_("Unit"), accessor="captivity__unit", orderable=False, attrs={"td": {"class": "code"}}
    )
    category = Column(verbose_name=_("Goes as"))
    days_held = NumberColumn(
        verbose_name=_("Days held"), empty_values=(), shows="captivity", order_by="captivity__captured_on"
    )
    tier = BesideColumn(verbose_name=_("Tier"))
    consent = BesideColumn(verbose_name=_("Consent"))
    acceptance = ChipColumn(chip=words.acceptance_chip, verbose_name=_("Home side"))
    status = ChipColumn(chip=words.entry_chip, verbose_name=_("State"))

    #: Set by the page.
    reader: User
    beside: Beside

    class Meta(Table.Meta):
        order_by = ("-direction", "person")

    def render_choose(self, record: ManifestEntry) -> SafeString:
        return format_html(
            '<input type="checkbox" name="entry" value="{}" form="marked" aria-label="{}">',
            record.pk,
            name_for(record.captivity.person, self.reader),
        )

    def render_person(self, record: ManifestEntry) -> str:
        return name_for(record.captivity.person, self.reader)

    def value_person(self, record: ManifestEntry) -> str:
        return self.render_person(record)

    def render_days_held(self, record: ManifestEntry) -> int | str:
        return self.value_days_held(record) or ""

    def value_days_held(self, record: ManifestEntry) -> int | None:
        return days_held(record.captivity)

    def render_tier(self, record: ManifestEntry) -> str:
        standing = (self.beside.tiers or {}).get(record.captivity_id)
        if standing is None or standing.tier is None:
            return ""
        return format_html("<b>{}</b> {}", standing.tier, standing.why)

    def value_tier(self, record: ManifestEntry) -> int | None:
        standing = (self.beside.tiers or {}).get(record.captivity_id)
        return standing.tier if standing else None

    def render_consent(self, record: ManifestEntry) -> SafeString:
        return render_chip(words.consent_chip(self.beside.consents.get(record.captivity_id)))

    def value_consent(self, record: ManifestEntry) -> str:
        return str(words.consent_chip(self.beside.consents.get(record.captivity_id)))


class ManifestFilter(FilterSet):
    """Filters of the entries of a manifest."""

    direction = filters.ChoiceFilter(label=_("Direction"), field_name="transfer__direction", choices=Direction)
    status = filters.ChoiceFilter(label=_("State"), choices=EntryStatus)
    category = filters.ChoiceFilter(label=_("Goes as"), choices=EntryCategory)
    acceptance = filters.ChoiceFilter(label=_("Accepted by the home side"), choices=Acceptance)
    origin = filters.ChoiceFilter(label=_("Came onto it"), choices=EntryOrigin)
    unit = UnitChoiceFilter(
        label=_("Unit, with those under it"), field_name="captivity__unit", queryset=units, method="of_unit"
    )
    primary = ("direction", "status", "category")

    class Meta:
        model = ManifestEntry
        fields = ()

    def of_unit(self, rows: Any, name: str, unit: Unit) -> Any:
        return rows.filter(**{f"{name}__in": subtree(unit, clock.today())})
