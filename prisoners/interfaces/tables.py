"""The one Table of persons, shared by the page and its export."""

import datetime

from django.db.models import Expression, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.columns import ChipColumn, Column, NumberColumn, PartialDateColumn, RecordColumn
from common.lists import Table
from common.parquet import Kind
from common.partial_dates import PartialDate, Precision
from prisoners.interfaces import words
from prisoners.interfaces.table_in_sql import columns_in_sql
from prisoners.models import Person
from units.models import Unit

LATEST = "latest_captivity__"


class CapturedColumn(PartialDateColumn):
    """The date of capture as far as it is known; an export has the day itself, or its known part."""

    def value(self, value: PartialDate) -> datetime.date | str:
        return value.date if value.precision == Precision.DAY else value.isoformat()


class UnitColumn(Column):
    """A unit by its code, so that a row stays one line; an export has its name too."""

    def render(self, value: Unit) -> str:
        return value.code or value.name


class PersonTable(Table):
    """The list of persons (`prisoners.queries.listing.listed`).

    It is sorted by what has many values; by a status or a side one filters, or a million rows would be sorted for it.
    """

    name = RecordColumn(verbose_name=pgettext_lazy("of a person", "Name"), empty_values=(), order_by="sort_key")
    party = Column(verbose_name=_("Side"), orderable=False)
    status = ChipColumn(
        chip=words.person_chip,
        verbose_name=_("Status"),
        empty_values=(),
        shows=f"{LATEST}status",
        orderable=False,
    )
    unit = UnitColumn(
        verbose_name=_("Unit"),
        accessor="latest_captivity__unit",
        orderable=False,
        attrs={"td": {"class": "code"}},
    )
    captured_on = CapturedColumn(
        verbose_name=_("Captured on"),
        accessor="latest_captivity__captured",
        shows=f"{LATEST}captured_on",
        order_by=f"{LATEST}captured_on",
    )
    days_held = NumberColumn(
        verbose_name=_("Days held"), empty_values=(), shows=f"{LATEST}surely_held", orderable=False
    )
    legal_category = Column(
        verbose_name=_("Legal category"),
        accessor="latest_captivity__legal_category",
        orderable=False,
    )
    born_on = CapturedColumn(verbose_name=_("Born on"), accessor="born", shows="born_on", order_by="born_on")

    class Meta(Table.Meta):
        order_by = "name"

    def order_name(self, rows: QuerySet[Person], is_descending: bool) -> tuple[QuerySet[Person], bool]:
        """Ukrainian order of the alphabet; those without a name by their key."""
        return rows.order_by("-sort_key" if is_descending else "sort_key"), True

    def order_captured_on(self, rows: QuerySet[Person], is_descending: bool) -> tuple[QuerySet[Person], bool]:
        """By the day of capture, those of whom it is not known at the end."""
        # Alone they are read in the order of an index, which those without a captivity are not in.
        self.head = Q(**{f"{LATEST}captured_on__isnull": False})
        day, key = F(f"{LATEST}captured_on"), F("latest_captivity")
        if is_descending:
            return rows.order_by(day.desc(nulls_last=True), key.desc()), True
        return rows.order_by(day.asc(), key.asc()), True

    def in_sql(self) -> dict[str, tuple[Kind, Expression]]:
        return columns_in_sql()

    def render_name(self, record: Person) -> str:
        return words.marked(record)

    def value_name(self, record: Person) -> str:
        return str(record)

    def render_days_held(self, record: Person) -> str:
        return words.days_held_words(record.latest_captivity) or self.columns["days_held"].column.default

    def value_days_held(self, record: Person) -> int | None:
        return words.days_held(record.latest_captivity)
