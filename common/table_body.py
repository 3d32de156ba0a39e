"""The body of a list's table. What is the same in a whole column is asked once; a template would ask for every cell."""

from typing import Any

from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import format_html
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
        self.bound, self.default = bound, bound.default
        self.wanted, self.takes_all = signature(bound.render)
        attributes = bound.attrs["td"].as_html()
        if getattr(bound.column, "heads_row", False):
            self.opening, self.closing = format_html('<th scope="row" role="rowheader" {}>', attributes), "</th>"
        else:
            self.opening = format_html('<td role="cell" data-label="{}" {}>', bound.header, attributes)
            self.closing = "</td>"

    def of(self, row: BoundRow) -> str:
        """The cell of a row."""
        content = row._get_and_render_with(
            self.bound, render_func=lambda _bound, value=None: self._rendered(row, value), default=self.default
        )
        return f"{self.opening}{render_value_in_context(content, PLAIN)}{self.closing}"

    def _rendered(self, row: BoundRow, value: Any) -> Any:
        told = row._optional_cell_arguments(self.bound, value)
        content = self.bound.render(**(told if self.takes_all else {name: told[name] for name in self.wanted}))
        return self.bound.link(content, **told) if self.bound.link else content
