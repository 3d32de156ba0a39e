"""The one Table of exchanges, shared by the page and its export."""

import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.columns import ChipColumn, Column, NumberColumn, PartialDateColumn, RecordColumn
from common.lists import Table
from common.partial_dates import PartialDate, Precision
from common.templatetags.obmin import known
from exchanges.enums import Direction
from exchanges.interfaces import words
from exchanges.models import Exchange
from exchanges.queries.sides import Sides


class WhenColumn(PartialDateColumn):
    """The date, or the day planned for; an export has the day itself."""

    def render(self, record: Exchange) -> str:
        if record.date is None and record.planned_on:
            day = PartialDate(record.planned_on, Precision.DAY)
            return format_html('<span><small class="muted">{}</small> {}</span>', _("planned"), day)
        return known(record.when)

    def value(self, record: Exchange) -> datetime.date | str:
        return record.date if record.date_precision == Precision.DAY else record.when.isoformat()


class ReturnedColumn(NumberColumn):
    """Persons delivered in a direction, or why there is no number."""

    def __init__(self, direction: str, **kwargs: Any) -> None:
        super().__init__(accessor="standing_transfers", order_by=f"delivered_{direction}", **kwargs)
        self.direction = direction

    def render(self, value: list) -> str:
        number = words.returned(value, self.direction)
        return known(number) if isinstance(number, int) else format_html('<span class="unknown">{}</span>', number)

    def value(self, value: list) -> int | str:
        return words.returned(value, self.direction)


class NamesColumn(Column):
    """Short names side by side; nothing where there are none."""

    def render(self, value: list) -> str:
        return ", ".join(str(each) for each in value)

    def value(self, value: list) -> str:
        return self.render(value)


class ExchangeTable(Table):
    """The list of exchanges (`exchanges.queries.listing.listed`)."""

    number = RecordColumn(verbose_name=gettext_lazy("№"), attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    day = WhenColumn(verbose_name=gettext_lazy("Date"), order_by="day", empty_values=())
    formula = Column(verbose_name=gettext_lazy("Formula as reported"), empty_values=(), attrs={"td": {"class": "wide"}})
    to_us = ReturnedColumn(Direction.TO_US, verbose_name=Direction.TO_US.label, empty_values=())
    to_them = ReturnedColumn(Direction.TO_THEM, verbose_name=Direction.TO_THEM.label, empty_values=())
    ratio = NumberColumn(verbose_name=gettext_lazy("Ratio"), empty_values=())
    kind = Column(verbose_name=gettext_lazy("Kind"))
    status = ChipColumn(chip=words.status_chip, verbose_name=gettext_lazy("Status"))
    mediators = NamesColumn(
        accessor="standing_mediations", verbose_name=gettext_lazy("Mediators"), orderable=False, unknown=""
    )
    ordinals = NamesColumn(
        accessor="standing_ordinals", verbose_name=gettext_lazy("Ordinal reported"), orderable=False, unknown=""
    )

    class Meta(Table.Meta):
        order_by = "-day"

    def name_sides(self, sides: Sides) -> None:
        """Head the two columns of numbers with the names of the parties."""
        for name, direction in (("to_us", Direction.TO_US), ("to_them", Direction.TO_THEM)):
            self.columns[name].column.verbose_name = _("Returned to %(party)s") % {"party": sides.name(direction)}

    def order_to_us(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """By the number, with what is not known at the end either way."""
        return _known_first(rows, "delivered_to_us", is_descending), True

    def order_to_them(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _known_first(rows, "delivered_to_them", is_descending), True

    def order_ratio(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _known_first(rows, "ratio", is_descending), True

    def render_formula(self, record: Exchange) -> str:
        stage = _("stage %(number)s") % {"number": record.stage_no} if record.stage_no else ""
        note = "" if record.counted_in_format else _("beside the format")
        notes = ", ".join(filter(None, (stage, note)))
        return (
            format_html('{} <small class="muted">{}</small>', words.title(record), notes)
            if notes
            else words.title(record)
        )

    def value_formula(self, record: Exchange) -> str:
        return record.formula

    def render_ratio(self, record: Exchange) -> str:
        numbers = [words.returned(record.standing_transfers, direction) for direction in words.directions()]
        return words.ratio(*numbers)

    def value_ratio(self, record: Exchange) -> float | None:
        return None if record.ratio is None else round(record.ratio, 4)

    def render_mediators(self, value: list) -> str:
        return ", ".join(str(each.mediator) for each in value)

    def value_mediators(self, value: list) -> str:
        return ", ".join(str(each) for each in value)


def _known_first(rows: QuerySet, name: str, is_descending: bool) -> QuerySet:
    return rows.order_by(F(name).desc(nulls_last=True) if is_descending else F(name).asc(nulls_last=True))
