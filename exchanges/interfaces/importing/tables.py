"""The list of an import's rows, shared by the page and its export."""

import django_filters as filters
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from common.columns import ChipColumn, Column, NumberColumn
from common.filters import FilterSet
from common.lists import Table
from common.pieces import Chip
from exchanges.domain.public_record import Problem
from exchanges.enums import BatchStatus, RowOutcome
from exchanges.interfaces.importing.inferred import inferred
from exchanges.models import ImportBatch, ImportRow

OUTCOME_TONES = {
    RowOutcome.CREATE: "active",
    RowOutcome.CREATED: "good",
    RowOutcome.ALREADY_THERE: "neutral",
    RowOutcome.REFUSED: "bad",
    RowOutcome.UNDONE: "warning",
}
BATCH_TONES = {BatchStatus.PREVIEWED: "active", BatchStatus.CONFIRMED: "good", BatchStatus.UNDONE: "warning"}


def batch_chip(batch: ImportBatch) -> Chip:
    """The state of an import."""
    return Chip(batch.get_status_display(), BATCH_TONES[BatchStatus(batch.status)])


class RawColumn(Column):
    """A cell of the row as it came."""

    def __init__(self, name: str, **kwargs: object) -> None:
        self.name = name
        super().__init__(accessor="raw", orderable=False, **kwargs)

    def render(self, value: dict[str, str]) -> str:
        return value.get(self.name, "")

    def value(self, value: dict[str, str]) -> str:
        return self.render(value)


class RowNumberColumn(NumberColumn):
    """The number of the row, which heads it."""

    heads_row = True


class ExchangeColumn(Column):
    """The exchange that the row became or was found to be."""

    def render(self, record: ImportRow) -> str:
        exchange = record.exchange
        return format_html('<a href="{}">№ {}</a>', exchange.get_absolute_url(), exchange.number) if exchange else ""

    def value(self, record: ImportRow) -> int | str:
        return record.exchange.number if record.exchange else ""


class SaidColumn(Column):
    """What is to be said of the row: what is wrong with it, or what was inferred."""

    programmes: dict[str, str] = {}

    def phrases(self, record: ImportRow) -> list[tuple[str, str]]:
        problems = [Problem(**problem) for problem in record.problems]
        told = [("problem" if problem.refuses else "advice", str(problem)) for problem in problems]
        return told or [("", "; ".join(inferred(record, self.programmes)))]

    def render(self, record: ImportRow) -> str:
        return format_html_join("", '<span class="said {}">{}</span>', self.phrases(record))

    def value(self, record: ImportRow) -> str:
        return "; ".join(words for _tone, words in self.phrases(record))


class ImportRowTable(Table):
    """Rows of an import (`exchanges.queries.imports.rows_of`)."""

    row_no = RowNumberColumn(verbose_name=_("Row"))
    date = RawColumn("date", verbose_name=_("Date"), shows="raw", attrs={"td": {"class": "date"}})
    label = RawColumn("format_label", verbose_name=_("Label"), shows="raw", attrs={"td": {"class": "wide"}})
    outcome = ChipColumn(
        chip=lambda row: Chip(row.get_outcome_display(), OUTCOME_TONES[RowOutcome(row.outcome)]),
        verbose_name=_("What becomes of it"),
    )
    exchange = ExchangeColumn(verbose_name=_("Exchange"), empty_values=(), orderable=False)
    said = SaidColumn(
        accessor="problems",
        verbose_name=_("What is wrong, or what was inferred"),
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "wide"}},
    )

    class Meta(Table.Meta):
        order_by = "row_no"


class ImportRowFilter(FilterSet):
    """Rows by what becomes of them."""

    outcome = filters.ChoiceFilter(label=_("What becomes of it"), choices=RowOutcome, empty_label=_("Any"))

    class Meta:
        model = ImportRow
        fields = ()
