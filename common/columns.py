"""Columns of lists: how a cell is shown on the page, and what goes into an export (`value`)."""

import datetime
from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _

from common.partial_dates import PartialDate
from common.pieces import Chip
from common.templatetags.obmin import known, render_chip


class Column(tables.Column):
    """Text; a blank cell says "not known" (or `unknown`) on the page and is empty in an export.

    `shows` names the model field that the cell leans on when the accessor is not one itself: who may not see that field
    does not get the column.
    """

    def __init__(self, *args: Any, unknown: str | None = None, shows: str = "", **kwargs: Any) -> None:
        self.unknown, self.shows = unknown, shows
        super().__init__(*args, **kwargs)

    @property
    def default(self) -> str:
        if self.unknown is None:
            return known(None)
        return format_html('<span class="unknown">{}</span>', self.unknown) if self.unknown else ""

    def value(self, value: Any) -> Any:
        """The value for an export."""
        return value


class RecordColumn(Column):
    """The first cell: what the row is, linked to its page (`get_absolute_url`) and shown as the row's heading."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("linkify", True)
        super().__init__(*args, **kwargs)
        self.heads_row = True
        if kwargs["linkify"] is True:
            self.link = _linked


def _linked(content: Any, *, value: Any, record: Any, **_told: Any) -> str:
    """The content as a link to the page of the value, or of the row where the value has none."""
    target = value if hasattr(value, "get_absolute_url") else record
    return format_html('<a href="{}">{}</a>', target.get_absolute_url(), content)


class NumberColumn(Column):
    """A number: right-aligned, tabular figures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "number"}, "td": {"class": "number"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        return known(value)


class PartialDateColumn(Column):
    """A partial date: `accessor` gives a `PartialDate`, `order_by` the column that sorts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "date"}, "td": {"class": "date"}})
        super().__init__(*args, **kwargs)

    def render(self, value: PartialDate) -> str:
        return known(value)


class DayColumn(Column):
    """A day, whole or not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "date"}, "td": {"class": "date"}})
        super().__init__(*args, **kwargs)

    def render(self, value: datetime.date) -> str:
        return known(value)


class ChipColumn(Column):
    """A state as a chip: `chip(record)` gives it."""

    def __init__(self, *args: Any, chip: Callable[[Any], Chip], **kwargs: Any) -> None:
        self.chip = chip
        super().__init__(*args, **kwargs)

    def render(self, record: Any) -> str:
        return render_chip(self.chip(record))

    def value(self, record: Any) -> str:
        return str(self.chip(record))


class YesColumn(Column):
    """Yes or no in words."""

    def render(self, value: bool) -> str:
        return _("yes") if value else _("no")
