"""What a report answers: figures and tables of keys and numbers, without a word for people.

Page, chart, CSV, XLSX, PDF and JSON are all made from one `Answer`; words come from the report, by language.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Cell(StrEnum):
    """What a value is. Values are JSON: numbers, ISO dates, codes, [to_us, to_them] for a ratio, pairs for links."""

    COUNT = "count"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    DECIMAL = "decimal"
    DATE = "date"
    DAYS = "days"
    PERIOD = "period"
    CHOICE = "choice"
    PARTY = "party"
    EXCHANGE = "exchange"
    EXCHANGES = "exchanges"
    TEXT = "text"
    NAMED = "named"


@dataclass(frozen=True)
class Column:
    """A column: its key, which names its label and definition in the report's words, and what its values are.

    The values of a CHOICE are codes that the report's words hold under `<key>.<code>`; those of an EXCHANGE are
    [id, number, formula, day], those of EXCHANGES a list of them, of a PARTY [code, Ukrainian name, English name]; of a
    NAMED the same, with the key of its record at the end where it has one. Of a COUNT a number, or why it is not told
    (common/small_figures.py).
    """

    key: str
    cell: Cell


@dataclass(frozen=True)
class Figure:
    """One number of the answer and the records behind it. `value` None is not known, which is not zero."""

    key: str
    cell: Cell
    value: Any
    exchanges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows under typed columns; `foot` is the row of sums. The first table of an answer is its CSV file.

    `behind` holds, row by row, the ids of the exchanges that a row was made of; `leads_to_persons` says that a reader
    who may see persons is led from a row to those whom it counts.
    """

    key: str
    columns: tuple[Column, ...]
    rows: list[list[Any]]
    foot: list[Any] | None = None
    behind: list[tuple[str, ...]] | None = None
    leads_to_persons: bool = False


@dataclass(frozen=True)
class Answer:
    """Everything that a report says, as it is stored. `context` holds codes that the sentence needs."""

    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    context: dict[str, Any] = field(default_factory=dict)

    def figure(self, key: str) -> Figure:
        return next(figure for figure in self.figures if figure.key == key)

    def value(self, key: str) -> Any:
        return self.figure(key).value

    def table(self, key: str) -> Table:
        return next(table for table in self.tables if table.key == key)

    def as_json(self) -> dict[str, Any]:
        """The answer as it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Answer":
        """A stored answer."""
        return cls(
            figures=tuple(
                Figure(each["key"], Cell(each["cell"]), each["value"], tuple(each["exchanges"]))
                for each in stored["figures"]
            ),
            tables=tuple(
                Table(
                    each["key"],
                    tuple(Column(column["key"], Cell(column["cell"])) for column in each["columns"]),
                    each["rows"],
                    each["foot"],
                    each["behind"],
                    each.get("leads_to_persons", False),
                )
                for each in stored["tables"]
            ),
            context=stored["context"],
        )
