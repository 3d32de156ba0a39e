"""The body of a list's table. What is the same in a whole column is asked once; a template would ask for every cell."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

PLAIN = Context()


def body(table: Table) -> SafeString:
    """The rows of the table as markup; the cell of a `RecordColumn` heads its row.

    The attributes of a column's cells are the same in every row.
    """
    columns = [_Cells(table, bound) for bound in table.columns]
    rows = ("".join([column.of(row) for column in columns]) for row in table.rows)
    # Every cell was escaped below.
    return mark_safe("".join([f'<tr role="row">{cells}</tr>\n' for cells in rows]))  # noqa: S308  # nosec B308 B703


class _Cells:
    """Draws the cells of one column."""

    def __init__(self, table: Table, bound: BoundColumn) -> None:
        self.bound, self.default, self.empty = bound, bound.default, bound.column.empty_values
        *self.way, self.last = bound.accessor.split(bound.accessor.SEPARATOR)
        #: Words of the choices of the field at the column's path; None until a row told which model that is.
        self.labels: dict[Any, str] | None = None
        self.wanted, self.takes_all = signature(bound.render)
        attributes = bound.attrs["td"].as_html()
        if getattr(bound.column, "heads_row", False):
            self.opening, self.closing = format_html('<th scope="row" role="rowheader" {}>', attributes), "</th>"
        else:
            self.opening = format_html('<td role="cell" data-label="{}" {}>', bound.header, attributes)
            self.closing = "</td>"

    def of(self, row: BoundRow) -> str:
        """The cell of a row."""
        if isinstance(row.record, Model):
            value = self._value(row.record)
            content = self.default if value in self.empty else self._rendered(row, value)
        else:
            content = row._get_and_render_with(
                self.bound, render_func=lambda _bound, value=None: self._rendered(row, value), default=self.default
            )
        shown = conditional_escape(content) if isinstance(content, str) else render_value_in_context(content, PLAIN)
        return f"{self.opening}{shown}{self.closing}"

    def _value(self, record: Model) -> Any:
        """What django-tables2 finds at the column's path, without asking the model about its fields in every row."""
        found: Any = record
        for name in self.way:
            if (found := getattr(found, name, None)) is None:
                return None
        value = getattr(found, self.last, None)
        if self.labels is None:
            self.labels = _labels(type(found), self.last)
        if self.labels:
            return self.labels.get(value, value)
        return value() if callable(value) else value

    def _rendered(self, row: BoundRow, value: Any) -> Any:
        told = row._optional_cell_arguments(self.bound, value)
        content = self.bound.render(**(told if self.takes_all else {name: told[name] for name in self.wanted}))
        return self.bound.link(content, **told) if self.bound.link else content


def _labels(model: type, name: str) -> dict[Any, str]:
    """The words of the choices of a field; none where it has no choices, or where there is no such field."""
    try:
        return {value: str(words) for value, words in model._meta.get_field(name).flatchoices}
    except (AttributeError, FieldDoesNotExist):
        return {}
