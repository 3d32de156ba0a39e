"""Values of an answer in words: one way to write each kind of cell for people, and one for programs."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common import small_figures
from common.partial_dates import PartialDate
from common.small_figures import FEW, WITHHELD
from reports.catalogue.answer import Cell, Column, Figure, Table
from reports.catalogue.report import Report
from reports.ratio import Ratio

#: Kinds of cells that stand at the right, in tabular figures.
NUMBERS = {Cell.COUNT, Cell.ORDINAL, Cell.DIFFERENCE, Cell.RATIO, Cell.DECIMAL, Cell.PERCENT, Cell.DAYS}
#: Kinds of cells that hold many words, and their shares of the width of a page.
SHARES = {Cell.EXCHANGES: 4, Cell.TEXT: 3, Cell.EXCHANGE: 3, Cell.CHOICE: 2, Cell.PARTY: 2, Cell.NAMED: 2}
MINUS = "\u2212"
#: Values that stand for a number which the reader is not told.
NOT_TOLD = (FEW, WITHHELD)


def in_words(report: Report | None, column: Column | Figure, value: Any) -> str:
    """A value for people, in the language that is active; an empty string where nothing is known.

    A figure tells a ratio with its two sums, which in a table stand beside it. Only a CHOICE needs the report, whose
    words hold its codes.
    """
    cell = column.cell
    if value is None:
        if report and f"{column.key}.none" in report.words:
            return report.label(f"{column.key}.none")
        return _("none") if cell == Cell.PARTY else ""
    if cell in NUMBERS and value in NOT_TOLD:
        return small_figures.in_words(value)
    if cell == Cell.CHOICE:
        return report.label(f"{column.key}.{value}")
    if cell == Cell.RATIO and isinstance(column, Figure) and not Ratio(*value).is_one_sided:
        return f"{Ratio(*value)} ({Ratio(*value).raw})"
    return WORDS[cell](value) if cell in WORDS else str(value)


def for_programs(cell: Cell, value: Any) -> Any:
    """A value for CSV: numbers, ISO dates and codes, the same in every language."""
    if value is None:
        return None
    match cell:
        case Cell.RATIO:
            return "{}:{}".format(*value)
        case Cell.PARTY | Cell.EXCHANGE | Cell.NAMED:
            return value[0]
        case Cell.EXCHANGES:
            return " ".join(each[0] for each in value)
        case _:
            return value


def for_sheets(report: Report, column: Column | Figure, value: Any) -> Any:
    """A value for a spreadsheet: numbers and dates as such, everything else in words."""
    if value is None and column.cell != Cell.NAMED:
        return None
    if (
        column.cell in {Cell.COUNT, Cell.ORDINAL, Cell.DAYS, Cell.DIFFERENCE, Cell.DECIMAL, Cell.PERCENT}
        and value not in NOT_TOLD
    ):
        return value
    if column.cell == Cell.DATE or (column.cell == Cell.PERIOD and len(value) == len("2024-10-18")):
        return datetime.date.fromisoformat(value)
    return in_words(report, column, value)


def rows_of(table: Table, render: Callable[[Column, Any], Any], together: str) -> Iterator[list[Any]]:
    """The rows of a table, rendered value by value, and its row of sums under the word `together`."""
    for row in table.rows:
        yield [render(column, value) for column, value in zip(table.columns, row, strict=True)]
    if table.foot is not None:
        pairs = zip(table.columns[1:], table.foot[1:], strict=True)
        yield [together, *(render(column, value) for column, value in pairs)]


def exchange_name(reference: list[Any]) -> str:
    """An exchange as a table names it."""
    _id, number, formula, _day = reference
    return f"№ {number} · {formula}" if formula else f"№ {number}"


def dated_exchange_name(reference: list[Any]) -> str:
    """An exchange as a list of several names it, each with its day."""
    return f"{exchange_name(reference)}, {PartialDate.parse(reference[3])}"


def party_name(party: list[str]) -> str:
    """The name of a party in the language that is active."""
    _code, ukrainian, english = party[:3]
    return english if (get_language() or "").startswith("en") else ukrainian


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)


def _difference(value: int) -> str:
    return f"+{_number(value)}" if value > 0 else _number(value).replace("-", MINUS)


def _decimal(value: float) -> str:
    decimals = len(f"{value:.10f}".rstrip("0").partition(".")[2])
    return number_format(value, max(2, decimals), force_grouping=True)


def _percent(value: float) -> str:
    """Such as “13%” or “13.4%”; each language has its own way to write the sign."""
    return _("%(number)s%%") % {"number": number_format(value, 0 if float(value).is_integer() else 1)}


WORDS: dict[Cell, Callable[[Any], str]] = {
    Cell.COUNT: _number,
    Cell.ORDINAL: _number,
    Cell.DAYS: _number,
    Cell.DIFFERENCE: _difference,
    Cell.DECIMAL: _decimal,
    Cell.PERCENT: _percent,
    Cell.RATIO: lambda value: str(Ratio(*value)),
    Cell.DATE: lambda value: date_format(datetime.date.fromisoformat(value), "DATE_FORMAT"),
    Cell.PERIOD: lambda value: str(PartialDate.parse(value)),
    Cell.PARTY: party_name,
    Cell.NAMED: party_name,
    Cell.EXCHANGE: exchange_name,
    Cell.EXCHANGES: lambda value: "; ".join(dated_exchange_name(each) for each in value),
}
