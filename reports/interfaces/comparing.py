"""Two runs of one report, compared, as pages and clients are told it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from prisoners.queries.held import Statement
from reports import catalogue, cells
from reports.artefacts.document import parameters_in_words
from reports.catalogue.answer import Answer, Cell
from reports.catalogue.report import Asked, Behind, Report
from reports.comparison import Comparison, Line, TableChange, compare
from reports.enums import Leads
from reports.interfaces import leading
from reports.models import ReportRun
from reports.queries.explaining import known_at


@dataclass
class Pair:
    """Two runs of one report that are answered, the older question first."""

    report: Report
    before: ReportRun
    after: ReportRun

    @classmethod
    def of(cls, report: Report, *runs: ReportRun) -> "Pair":
        """Any two runs of a report that are answered, in their order."""
        return cls(report, *sorted(runs, key=lambda run: (run.as_of, run.asked_at)))

    @cached_property
    def answers(self) -> tuple[Answer, Answer]:
        return Answer.from_json(self.before.answer), Answer.from_json(self.after.answer)

    @property
    def is_alike(self) -> bool:
        """Whether both were told in full, or both as to somebody who may not see persons."""
        if not self.report.counts_persons:
            return True
        full = {Permission.PRISONERS_VIEW.value in run.needs for run in (self.before, self.after)}
        return len(full) == 1

    @cached_property
    def compared(self) -> Comparison:
        return compare(*self.answers, subtracts=self.is_alike)

    def notes(self) -> list[str]:
        """What to bear in mind where the two were answered for readers who may not see the same."""
        if not self.is_alike:
            return [_("One of the two was told without small figures and to the nearest 5, so no difference is shown.")]
        if set(self.before.needs) != set(self.after.needs):
            return [_("They were answered for readers who may not see the same records: some of it moved for that.")]
        if self.report.counts_persons and Permission.PRISONERS_VIEW.value not in self.before.needs:
            return [_("Both were told to the nearest 5; a difference may be off by 4.")]
        return []

    def asked(self) -> list[tuple[str, Any, Any]]:
        """What was asked otherwise, and when each was asked and by whom: (label, before, after)."""
        was, is_now = (parameters_in_words(self.report, run.parameters) for run in (self.before, self.after))
        words = [(label, one, two) for (label, one), (_label, two) in zip(was, is_now, strict=True) if one != two]
        return [
            (_("As true on"), self.before.as_of, self.after.as_of),
            *words,
            (_("Answered at"), self.before.finished_at, self.after.finished_at),
            (_("Asked by"), str(self.before.asked_by), str(self.after.asked_by)),
        ]

    def as_json(self) -> dict[str, Any]:
        """What moved, for a client: values as programs read them."""
        return {
            "report": self.report.key,
            "before": self.before.pk,
            "after": self.after.pk,
            "notes": self.notes(),
            "figures": [
                {"key": line.key, "label": self.report.label(line.key), **_values(line)}
                for line in self.compared.figures
            ],
            "tables": [self._table_as_json(table) for table in self.compared.tables],
        }

    def _table_as_json(self, table: TableChange) -> dict[str, Any]:
        lines = [
            {"row": cells.for_programs(table.named.cell, line.name), "column": line.column.key, **_values(line)}
            for line in table.lines
        ]
        return {"key": table.key, "label": self.report.label(table.key), "unmoved": table.unmoved, "lines": lines}

    def url(self, name: str = "reports:compared", *args: Any) -> str:
        return reverse(name, args=[self.before.pk, self.after.pk, *args])


def _values(line: Line) -> dict[str, Any]:
    cell = line.column.cell
    before, after = (cells.for_programs(cell, value) for value in (line.before, line.after))
    return {"before": before, "after": after, "difference": line.difference}


def pair_of(one: ReportRun, other: ReportRun) -> Pair:
    """Two runs to compare. Raises LookupError unless they are two answered runs of one report that there is."""
    report = catalogue.find(one.report)
    if one.pk == other.pk or one.report != other.report or not (one.has_answer and other.has_answer):
        raise LookupError(other.pk)
    return Pair.of(report, one, other)


def in_short(run: ReportRun, report: Report) -> str:
    """The parameters of a run that limit it, in one line."""
    words = parameters_in_words(report, run.parameters)
    return "; ".join(f"{label}: {value}" for label, value in words if value != _("not limited"))


@dataclass(frozen=True)
class ShownLine:
    """One value of either answer in words, and the page of who explains that it moved."""

    name: str
    what: str
    before: str
    after: str
    difference: str
    url: str


def figures(pair: Pair, reader: User) -> list[ShownLine]:
    """Every figure, whether it moved or not."""
    return [shown_line(pair, line, reader, pair.url("reports:explained", line.key)) for line in pair.compared.figures]


def tables(pair: Pair, reader: User) -> list[dict[str, Any]]:
    """What moved in each table."""
    return [_table(pair, table, reader) for table in pair.compared.tables]


def _table(pair: Pair, table: TableChange, reader: User) -> dict[str, Any]:
    lines = [
        shown_line(pair, line, reader, pair.url("reports:explained-line", line.key, number))
        for number, line in enumerate(table.lines)
    ]
    report = pair.report
    named = {"key": table.key, "title": report.label(table.key), "named": report.label(table.named.key)}
    return named | {"lines": lines, "unmoved": table.unmoved}


def shown_line(pair: Pair, line: Line, reader: User, url: str = "") -> ShownLine:
    """A line in words."""
    report = pair.report
    is_row = line.rows != (None, None)
    named = pair.answers[1].table(line.key).columns[0] if is_row else None
    return ShownLine(
        cells.in_words(report, named, line.name) if named else report.label(line.key),
        report.label(line.column.key),
        cells.in_words(report, line.column, line.before) or "–",
        cells.in_words(report, line.column, line.after) or "–",
        difference_in_words(line),
        url if leads(pair, line, reader) else "",
    )


def difference_in_words(line: Line) -> str:
    """A difference with its sign; blank where none is said."""
    value = line.difference
    if value is None:
        return ""
    if isinstance(value, int) or float(value).is_integer():
        return cells.WORDS[Cell.DIFFERENCE](int(value))
    sign = "+" if value > 0 else cells.MINUS
    return sign + cells.WORDS[Cell.DECIMAL](abs(value))


def line_of(pair: Pair, key: str, number: int | None) -> Line:
    """A figure, or a line of a table. Raises LookupError for none."""
    if number is None:
        return next(iter(each for each in pair.compared.figures if each.key == key), None) or _none(key)
    table = next((each for each in pair.compared.tables if each.key == key), None) or _none(key)
    return table.lines[number]


def _none(key: str) -> None:
    raise LookupError(key)


def behind(pair: Pair, line: Line, reader: User) -> tuple[Behind | None, Behind | None]:
    """What a line counts in either answer, as was known when it was answered; None where it counts nothing."""
    return tuple(_behind(pair, line, side, reader) for side in (0, 1))


def _behind(pair: Pair, line: Line, side: int, reader: User) -> Behind | None:
    if not _leads_to(pair, line, side):
        return None
    run = (pair.before, pair.after)[side]
    asked = Asked(run.parameters, run.as_of, reader, pair.answers[side])
    is_cell = line.rows != (None, None) and bool(line.column.leads_to)
    found = pair.report.behind(asked, line.key, line.rows[side], line.column.key if is_cell else "")
    if isinstance(found, Statement) and not run.parameters.get("known_on"):
        return known_at(found, run.seen_change)
    return found


def leads(pair: Pair, line: Line, reader: User) -> bool:
    """Whether a reader is led to who explains a line; not where nobody is counted on either side."""
    if not line.before and not line.after:
        return False
    found = [_leads_to(pair, line, side) for side in (0, 1)]
    return any(each and (each != Leads.PERSONS or leading.sees_persons(reader)) for each in found)


def _leads_to(pair: Pair, line: Line, side: int) -> Leads:
    answer = pair.answers[side]
    if line.rows == (None, None):
        figure = answer.figure(line.key)
        return figure.leads_to or (Leads.EXCHANGES if figure.exchanges else Leads.NONE)
    row, table = line.rows[side], answer.table(line.key)
    if row is None:
        return Leads.NONE
    if line.column.leads_to:
        return line.column.leads_to
    if table.leads_to and table.columns[table.count_place] == line.column:
        return table.leads_to
    return Leads.EXCHANGES if table.behind and table.behind[row] else Leads.NONE
