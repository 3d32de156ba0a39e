"""Tables and filters of lists and of their entries, shared by the pages, their exports and the API."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from common.columns import ChipColumn, Column, DayColumn, NumberColumn, PartialDateColumn, RecordColumn
from common.filters import FilterSet, PeriodFilter
from common.lists import Table
from common.search import SearchFilter
from negotiations.interfaces.list_words import entry_chip, list_chip, problems_of
from negotiations.list_enums import Channel, Direction, EntryState, EntryVerdict, ListKind, ListStatus
from negotiations.models import ListEntry, NameList
from negotiations.queries.lists import decided_as


class DecidedColumn(Column):
    """How many entries are decided, as a bar with its numbers."""

    def render(self, record: NameList) -> str:
        if not record.entry_count:
            return ""
        return format_html(
            '<span class="share"><progress max="{}" value="{}"></progress> {}</span>',
            record.entry_count,
            record.decided_count,
            self.value(record),
        )

    def value(self, record: NameList) -> str:
        return f"{record.decided_count} / {record.entry_count}"


class NameListTable(Table):
    """The list of lists."""

    title = RecordColumn(verbose_name=_("List"), accessor="called", shows="title", order_by=("year", "number"))
    direction = Column(verbose_name=_("Direction"))
    kind = Column(verbose_name=_("Kind"))
    party = Column(verbose_name=_("Party"))
    channel = Column(verbose_name=_("Channel"))
    official = Column(verbose_name=_("Official"))
    received_on = DayColumn(verbose_name=_("Received on"))
    claimed_size = NumberColumn(verbose_name=_("Claimed"))
    entry_count = NumberColumn(verbose_name=_("Entries"), shows="direction")
    decided = DecidedColumn(verbose_name=_("Decided"), shows="status", empty_values=(), orderable=False)
    status = ChipColumn(chip=list_chip, verbose_name=_("Status"))

    class Meta(Table.Meta):
        order_by = ("-received_on", "-number")

    def render_official(self, value: bool) -> str:
        return str(_("yes") if value else _("no"))


class NameListFilter(FilterSet):
    """Filters of the list of lists."""

    q = SearchFilter("title", "notes", label=_("Words"))
    direction = filters.ChoiceFilter(label=_("Direction"), choices=Direction)
    status = filters.ChoiceFilter(label=_("Status"), choices=ListStatus)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ListKind)
    channel = filters.ChoiceFilter(label=_("Channel"), choices=Channel)
    official = filters.BooleanFilter(label=_("Official"))
    received_on = PeriodFilter(label=_("Received"))
    primary = ("q", "direction", "status")

    class Meta:
        model = NameList
        fields = ()


class ProblemsColumn(Column):
    """What could not be read of the row, and which row it repeats."""

    def render(self, record: ListEntry) -> str:
        said = format_html_join("", '<span class="said advice">{}</span>', ((each,) for each in problems_of(record)))
        return format_html("{}{}", said, self._repeats(record))

    def _repeats(self, record: ListEntry) -> str:
        if not record.same_as:
            return ""
        words = _("The same as row %(row)d") % {"row": record.same_as.row_number}
        return format_html('<span class="said advice">{}</span>', words)

    def value(self, record: ListEntry) -> str:
        return "; ".join(problems_of(record))


class RowColumn(NumberColumn):
    """The number of the row, which heads it."""

    heads_row = True

    def render(self, record: ListEntry) -> str:
        return format_html('<span id="entry-{}">{}</span>', record.pk, record.row_number)

    def value(self, record: ListEntry) -> int:
        return record.row_number


class ListEntryTable(Table):
    """The entries of a list."""

    row_number = RowColumn(verbose_name=_("Row"))
    name_as_written = Column(verbose_name=_("Name as written"))
    born = PartialDateColumn(verbose_name=_("Born"), accessor="born", shows="born_on", order_by="born_on")
    rank_text = Column(verbose_name=_("Rank"), unknown="")
    unit_text = Column(verbose_name=_("Unit"), unknown="")
    place_text = Column(verbose_name=_("Place"), unknown="")
    category_text = Column(verbose_name=_("Category"), unknown="")
    note = Column(verbose_name=_("Note"), unknown="", orderable=False)
    state = ChipColumn(chip=entry_chip, verbose_name=_("State"))
    problems = ProblemsColumn(verbose_name=_("What is to be said"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        order_by = "row_number"


class ListEntryFilter(FilterSet):
    """Entries by where they stand. Names are searched elsewhere: they do not belong in addresses."""

    state = filters.ChoiceFilter(label=_("State"), choices=EntryState)
    verdict = filters.ChoiceFilter(label=_("Decided as"), choices=EntryVerdict, method="decided_as", field_name="state")
    problems = filters.BooleanFilter(label=_("Something could not be read"), method="with_problems")
    repeats = filters.BooleanFilter(label=_("Repeats another row"), field_name="same_as", method="repeating")
    primary = ("state", "verdict", "problems")

    class Meta:
        model = ListEntry
        fields = ()

    def decided_as(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows.filter(pk__in=decided_as(value, self.request.user))

    def with_problems(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.exclude(problems=[]) if value else rows.filter(problems=[])

    def repeating(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(Q(same_as__isnull=not value))
