"""The page of every list: one FilterSet and one Table give the page, its export and the API's filters.

    class ExchangeTable(Table):
        formula = RecordColumn(verbose_name=_("Exchange"))
        to_ukraine = NumberColumn(verbose_name=_("To Ukraine"))

        class Meta(Table.Meta):
            order_by = "-happened_on"

    class ExchangeList(ListPage):
        model = Exchange
        filterset_class, table_class = ExchangeFilter, ExchangeTable
        permission_required = "exchanges.view"
        title, empty_text = _("Exchanges"), _("No exchange is recorded yet.")
        create_url_name, create_permission = "exchanges:create", "exchanges.write"
        create_label = _("Log an exchange")

Rows come from `visible_to(user)` only. As a file (common/exporting.py) they are exactly the filtered and sorted rows
with the columns that the reader may see. Query count: one to count, one for the rows (plus the prefetches of the
queryset); in a list too large to count one more, for their keys.
"""

from dataclasses import replace
from operator import attrgetter
from typing import IO, Any

import django_tables2 as tables
from django.db.models import Expression, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.columns import ChipColumn, Column, NumberColumn, PartialDateColumn, RecordColumn, YesColumn
from common.copying import Rows, keys_of, one_moment
from common.export import spooled, write_csv, write_xlsx
from common.exporting import PERMISSION, Counted, FilePage, Told, silent
from common.filters import Active, FilterSet, active_filters
from common.navigation import optional_url
from common.pagination import paginate
from common.parquet import Kind
from common.reading import Surface, ahead, shown
from common.sight import may_see
from common.table_body import body
from common.watermark import Watermark

__all__ = [
    "Active",
    "ChipColumn",
    "Column",
    "FilterSet",
    "ListPage",
    "NumberColumn",
    "PartialDateColumn",
    "RecordColumn",
    "Table",
    "YesColumn",
]


class Table(tables.Table):
    """Base of every table; `caption` says what it lists to those who do not see it (by default the page's title)."""

    caption: str = ""
    #: For whom the rows were chosen, where the list can be made for somebody else than the headquarters.
    recipient: Any = None
    #: Rows that come before all others in the order that is asked for, where the database finds these faster alone.
    head: Q | None = None

    class Meta:
        template_name = "common/table.html"
        attrs = {"class": "list"}

    def in_sql(self) -> dict[str, tuple[Kind, Expression]]:
        """How the database writes each column into a file, and what kind of value that is; nothing where it cannot.

        A list of many rows says it, and a test holds both ways together: a million rows take seconds, not minutes.
        """
        return {}

    @property
    def body(self) -> SafeString:
        """The rows as markup."""
        return body(self)


class ListPage(FilePage):
    """A list with filters, sorting, pages and export. Without the permission 403; not signed in, the sign-in page."""

    model: type[Model]
    filterset_class: type[FilterSet]
    table_class: type[Table]
    empty_text: str = _("Nothing is recorded yet.")
    intro: str = ""
    create_url_name: str = ""
    create_permission: str = ""
    create_label: str = ""
    export_name: str = "list"
    page_size = 50
    #: What the log of reads keeps of a row: the record of this model that this attribute names; by default the row.
    shown_model: type[Model] | None = None
    shown_key = "pk"
    template_name = "common/list.html"

    def get_queryset(self) -> QuerySet:
        """The rows that the reader may see, with what the columns need selected."""
        return self.model._default_manager.visible_to(self.request.user)

    def get_hidden_columns(self) -> set[str]:
        """Names of columns and filters that this reader may not see: neither shown, filtered, sorted nor exported."""
        user, columns, filters = self.request.user, self.table_class.base_columns, self.filterset_class.base_filters
        paths = [(name, getattr(each, "shows", "") or str(each.accessor or name)) for name, each in columns.items()]
        paths += [(name, each.field_name or name) for name, each in filters.items()]
        return {name for name, path in paths if not may_see(user, self.model, path)}

    def get(self, request: HttpRequest, **arguments: Any) -> HttpResponse:
        self.find(**arguments)
        filterset = self.get_filterset()
        valid = filterset.form.is_valid()
        queryset = filterset.qs if valid else filterset.queryset.none()
        table = self.get_table(queryset)
        table.recipient = filterset.recipient
        known = {"is_large": filterset.is_large, "head": table.head}
        page = paginate(table.data.data, request.GET, self.page_size, filterset.queryset, **known)
        table.data.data = page.rows
        shown(self.shown_model or self.model, map(attrgetter(self.shown_key), page.rows), Surface.LIST)
        self.name_rows(table, page.rows)
        context = self.get_context_data(filterset=filterset, table=table, page=page)
        return render(request, self.template_name, context, status=200 if valid else 400)

    def get_filterset(self) -> FilterSet:
        filterset = self.filterset_class(self.request.GET, queryset=self.get_queryset(), request=self.request)
        for name in self.get_hidden_columns() & set(filterset.filters):
            del filterset.filters[name]
        return filterset

    def get_table(self, queryset: QuerySet) -> Table:
        """The table over all rows, sorted as the reader asks."""
        table = self.table_class(queryset, exclude=tuple(self.get_hidden_columns()))
        table.caption = table.caption or self.title
        table.request = self.request
        orderable = {column.name for column in table.columns if column.orderable}
        if asked := [each for each in self.request.GET.getlist("sort") if each.removeprefix("-") in orderable]:
            table.order_by = asked
        return table

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the template needs; extend it for parts of your own."""
        may_create = self.create_url_name and self.request.user.has_perm(self.create_permission)
        filterset = context["filterset"]
        return {
            "title": self.title,
            "intro": self.intro,
            "empty_text": self.empty_text,
            "create_url": optional_url(self.create_url_name) if may_create else "",
            "create_label": self.create_label,
            "active": active_filters(filterset, self.request.GET),
            "filters_valid": filterset.form.is_valid(),
            "sorting": _sorting(context["table"]),
            "formats": self.formats if self.request.user.has_perm(PERMISSION) else (),
            **context,
        }

    def is_valid(self) -> bool:
        return self.get_filterset().form.is_valid()

    def written(self, kind: str, mark: Watermark, told: Told = silent) -> tuple[IO[bytes], int]:
        """The file of all rows that fit, read through a server-side cursor."""
        filterset = self.get_filterset()
        table = self.get_table(filterset.qs)
        table.recipient = filterset.recipient
        if in_sql := table.in_sql():
            return self._copied(kind, table, in_sql, mark, told)
        self.name_rows(table, table.data.data.iterator(chunk_size=2000))
        rows = table.data.data
        counted = Counted(rows.iterator(chunk_size=2000), rows.count(), told)
        table.data.data = ahead(counted, self.shown_model or self.model, attrgetter(self.shown_key))
        values = table.as_values()
        columns = next(values)
        is_xlsx = kind == "xlsx"
        file = write_xlsx(columns, values, str(self.title), mark) if is_xlsx else spooled(write_csv(columns, values))
        return file, counted.done

    def _copied(
        self, kind: str, table: Table, written: dict[str, tuple[Kind, Expression]], mark: Watermark, told: Told
    ) -> tuple[IO[bytes], int]:
        """The file as the database writes it; all keys are noted before the first row."""
        rows, columns = table.data.data, list(table.columns)
        with one_moment():
            keys = keys_of(rows.order_by().values_list(self.shown_key))
            total = sum(1 for _key in ahead(keys, self.shown_model or self.model, lambda key: key))
            kinds, asked = zip(*(written[column.name] for column in columns), strict=True)
            whole = rows.order_by(*rows.query.order_by, "pk").values_list(*asked)
            sql, parameters = whole.query.sql_with_params()
            headings = [str(column.header) for column in columns]
            return Rows(headings, kinds, sql, parameters, total).written(kind, mark, str(self.title), told)

    def marked(self, mark: Watermark) -> Watermark:
        recipient = self.get_filterset().recipient
        return replace(mark, recipient=str(recipient), recipient_code=recipient.code) if recipient else mark

    def name_rows(self, table: Table, rows: Any) -> None:
        """Tell the table what its cells need besides the rows, in the page and in the file."""


def _sorting(table: Table) -> list[tuple[str, str, bool]]:
    """The orders that a phone offers instead of the headers: (value, words, whether it is in force)."""
    choices = [("", str(_("As usual")), False)]
    for column in (column for column in table.columns if column.orderable):
        for value, arrow in ((column.name, "↑"), (f"-{column.name}", "↓")):
            choices.append((value, f"{column.header} {arrow}", value in [str(each) for each in table.order_by or ()]))
    return choices
