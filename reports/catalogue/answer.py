"""What a report answers: figures and tables of keys and numbers, without a word for people.

Page, chart, CSV, XLSX, PDF and JSON are all made from one `Answer`; words come from the report, by language.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from reports.enums import Leads, Told


class Cell(StrEnum):
    """What a value is. Values are JSON: numbers, ISO dates, codes, [to_us, to_them] for a ratio, pairs for links.

    A PERCENT is a number of percents, 0 to 100; an ORDINAL a place or a level, which counts nobody.
    """

    COUNT = "count"
    ORDINAL = "ordinal"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    DECIMAL = "decimal"
    PERCENT = "percent"
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

    `leads_to` says that each count of the column leads to what it counts, and `share` of which two columns a percentage
    is reckoned (the part, the whole), so that it can be reckoned anew from what a reader is told of them.
    """

    key: str
    cell: Cell
    leads_to: Leads = Leads.NONE
    share: tuple[str, str] | None = None


@dataclass(frozen=True)
class Figure:
    """One number of the answer. `value` None is not known, which is not zero.

    `exchanges` are those that it was made of; `leads_to` says that it leads to as many records as it says. `share`
    names the two figures that a percentage is reckoned of. `told` is how whoever may not see persons is told it.
    """

    key: str
    cell: Cell
    value: Any
    exchanges: tuple[str, ...] = ()
    told: Told = Told.HIDDEN
    leads_to: Leads = Leads.NONE
    share: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """Rows under typed columns; `foot` is the row of sums. The first table of an answer is its CSV file.

    `behind` holds, row by row, the ids of the exchanges that a row was made of. `leads_to` says that a row leads to as
    many records as its count says: `counted` names that column, or it is the last one that holds counts. `told` is how
    the table is told to whoever may not see persons.
    """

    key: str
    columns: tuple[Column, ...]
    rows: list[list[Any]]
    foot: list[Any] | None = None
    behind: list[tuple[str, ...]] | None = None
    told: Told = Told.HIDDEN
    leads_to: Leads = Leads.NONE
    counted: str = ""

    def place(self, key: str) -> int:
        """Where a column stands. Raises LookupError for a column that the table has not."""
        return _found(self.columns, key, at=True)

    @property
    def count_place(self) -> int:
        """Where the count stands that a row leads by."""
        if self.counted:
            return self.place(self.counted)
        return max(place for place, column in enumerate(self.columns) if column.cell == Cell.COUNT)


@dataclass(frozen=True)
class Answer:
    """Everything that a report says, as it is stored. `context` holds codes that the sentence needs."""

    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    context: dict[str, Any] = field(default_factory=dict)

    def figure(self, key: str) -> Figure:
        """Raises LookupError for a figure that the answer has not."""
        return _found(self.figures, key)

    def value(self, key: str) -> Any:
        return self.figure(key).value

    def table(self, key: str) -> Table:
        """Raises LookupError for a table that the answer has not."""
        return _found(self.tables, key)

    def as_json(self) -> dict[str, Any]:
        """The answer as it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Answer":
        """A stored answer."""
        return cls(
            figures=tuple(Figure(**_typed(each, exchanges=tuple(each["exchanges"]))) for each in stored["figures"]),
            tables=tuple(
                Table(**_typed(each, columns=tuple(Column(**_typed(column)) for column in each["columns"])))
                for each in stored["tables"]
            ),
            context=stored["context"],
        )


def _found(among: Iterable[Any], key: str, *, at: bool = False) -> Any:
    for place, each in enumerate(among):
        if each.key == key:
            return place if at else each
    raise LookupError(key)


def _typed(stored: dict[str, Any], **read: Any) -> dict[str, Any]:
    """The fields of a part of an answer as they are in the program."""
    kinds = {"cell": Cell, "told": Told, "leads_to": Leads}
    typed = {name: kinds[name](value) for name, value in stored.items() if name in kinds}
    share = {"share": tuple(stored["share"])} if stored.get("share") else {}
    return stored | typed | share | read
