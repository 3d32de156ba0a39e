"""Runs and answers as the pages show them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.roles import Permission
from common.pieces import Chip, Progress
from reports import catalogue, cells
from reports.artefacts.document import parameters_in_words
from reports.catalogue.answer import Answer, Cell, Column, Table
from reports.catalogue.report import Report
from reports.enums import ArtefactFormat, RunStatus
from reports.interfaces import leading, time_left
from reports.models import Artefact, ReportRun
from reports.ratio import Ratio

#: Rows of a table that the page shows; the files have all.
SHOWN = 500
TONES = {
    RunStatus.QUEUED: "neutral",
    RunStatus.RUNNING: "active",
    RunStatus.DONE: "good",
    RunStatus.FAILED: "bad",
    RunStatus.CANCELLED: "neutral",
}
#: What a worker is doing, by the code that it writes.
DOING = {
    "": gettext_lazy("A worker has taken it up"),
    "reading": gettext_lazy("Reading the records"),
    "adding": gettext_lazy("Adding up"),
    "writing_csv": gettext_lazy("Writing CSV"),
    "writing_xlsx": gettext_lazy("Writing XLSX"),
    "writing_json": gettext_lazy("Writing JSON"),
    "writing_svg": gettext_lazy("Drawing the chart"),
    "writing_svg_dark": gettext_lazy("Drawing the chart for dark screens"),
    "writing_pdf": gettext_lazy("Setting the PDF"),
}
FAILURES = {
    "worker_died": gettext_lazy(
        "The worker stopped in the middle of it three times, so it was not tried again. Ask for a shorter period, and "
        "tell those who run the server."
    ),
    "broke": gettext_lazy(
        "The report met something that it cannot answer. The details are in the log of the worker, under the number of "
        "this run."
    ),
    "forbidden": gettext_lazy("The person who asked may no longer see the records that the report reads."),
    "no_such_report": gettext_lazy("This version of the program has no such report any more."),
}


def chip(run: ReportRun) -> Chip:
    """The state of a run."""
    return Chip(run.get_status_display(), TONES[RunStatus(run.status)])


def report_of(run: ReportRun) -> Report | None:
    """The report that a run asked; None when this version has it no more."""
    try:
        return catalogue.find(run.report)
    except catalogue.UnknownReport:
        return None


def persons_named(run: ReportRun) -> list[uuid.UUID]:
    """Whom the files of a run name, for the log of reads: what who asked for it may see."""
    report = report_of(run)
    return report.persons(run.parameters, run.as_of, run.asked_by) if report else []


def title(run: ReportRun) -> str:
    report = report_of(run)
    return str(report.title) if report else run.report


def why_failed(run: ReportRun) -> str:
    return str(FAILURES.get(run.failure, run.failure))


def doing(run: ReportRun) -> str:
    """What is being done, in words, with the rows done and the time left."""
    if run.status == RunStatus.QUEUED:
        return _("Waiting for a worker")
    if run.status != RunStatus.RUNNING:
        return run.get_status_display()
    words = str(DOING.get(run.message, run.message))
    if rows := time_left.rows_done(run):
        words += f": {rows}"
    if left := time_left.in_words(run):
        words += f" · {left}"
    if run.attempts > 1:
        words += " · " + _("attempt %(number)s, because a worker stopped") % {"number": run.attempts}
    return words


def progress(run: ReportRun) -> Progress:
    """The bar of a run."""
    url = reverse("reports:status", args=[run.pk])
    return Progress(url, title(run), doing(run), run.progress, finished=run.has_ended)


def question(run: ReportRun, report: Report | None) -> list[tuple[str, Any]]:
    """What was asked, by whom and when, as facts, and nothing of what was answered."""
    words = parameters_in_words(report, run.parameters) if report else []
    return [
        (_("As true on"), run.as_of),
        *words,
        (_("Asked by"), str(run.asked_by)),
        (_("Asked at"), run.asked_at),
    ]


def asked(run: ReportRun, report: Report | None, reader: User) -> list[tuple[str, Any]]:
    """What was asked, and by what the answer can be told from another, as facts."""
    return [
        *question(run, report),
        *([(_("Ended at"), run.finished_at)] if run.finished_at else []),
        *([(_("Last change of the book that was seen"), _change(run, reader))] if run.seen_change else []),
        *([(_("SHA-256 of the CSV"), run.checksum)] if run.checksum else []),
        *([(_("Answer removed at"), run.emptied_at)] if run.emptied_at else []),
    ]


def _change(run: ReportRun, reader: User) -> str:
    """The change of the book, for those who may read it with the way to it."""
    if not reader.has_perm(Permission.BOOK_VIEW):
        return f"№ {run.seen_change}"
    # The lines before the one after it: it stands first.
    query = urlencode({"after": run.seen_change + 1})
    return format_html('<a href="{}?{}">№ {}</a>', reverse("book:list"), query, run.seen_change)


@dataclass(frozen=True)
class ShownCell:
    """A value of a table with the page behind it; `links` are several; `kind` is its class of style."""

    text: str
    kind: str = ""
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ShownTable:
    key: str
    title: str
    definition: str
    columns: list[tuple[str, str, bool]]
    rows: list[list[ShownCell]]
    foot: list[ShownCell] | None
    #: What is said of the rows beyond SHOWN.
    left_out: str = ""


def figures(run: ReportRun, report: Report, answer: Answer, reader: User) -> Iterator[dict[str, str]]:
    """The figures with their definitions and the page of the records behind each."""
    for figure in answer.figures:
        is_ratio = figure.cell == Cell.RATIO and figure.value is not None
        value = str(Ratio(*figure.value)) if is_ratio else cells.in_words(report, figure, figure.value)
        made_of = ngettext("%(number)s exchange", "%(number)s exchanges", len(figure.exchanges))
        yield {
            "label": report.label(figure.key),
            "value": value or "–",
            "detail": Ratio(*figure.value).raw if is_ratio else "",
            "definition": report.define(figure.key),
            "url": leading.of_figure(run, figure, reader),
            "made_of": made_of % {"number": len(figure.exchanges)} if figure.exchanges else "",
        }


def table(run: ReportRun, report: Report, shown: Table, reader: User) -> ShownTable:
    """A table with its links; to persons only for a reader who may see them."""
    rows = []
    for number, row in enumerate(shown.rows[:SHOWN]):
        made = [_cell(report, column, value) for column, value in zip(shown.columns, row, strict=True)]
        for place, cell in enumerate(made):
            if url := leading.of_cell(run, shown, number, place, reader):
                made[place] = replace(cell, url=url)
        if url := leading.of_row(run, shown, number, reader):
            made[0] = replace(made[0], url=url)
        rows.append(made)
    foot = None
    if shown.foot is not None:
        foot = [_cell(report, column, value) for column, value in zip(shown.columns, shown.foot, strict=True)]
        foot[0] = ShownCell(_("Together"))
    columns = [(report.label(c.key), report.define(c.key), c.cell in cells.NUMBERS) for c in shown.columns]
    named = shown.key, report.label(shown.key), report.define(shown.key)
    return ShownTable(*named, columns, rows, foot, _left_out(len(shown.rows) - SHOWN))


def _left_out(number: int) -> str:
    if number <= 0:
        return ""
    words = ngettext(
        "%(number)s more row is not shown; the XLSX file has all.",
        "%(number)s more rows are not shown; the XLSX file has all.",
        number,
    )
    return words % {"number": number_format(number, force_grouping=True)}


def _cell(report: Report, column: Column, value: Any) -> ShownCell:
    if value is not None and column.cell == Cell.EXCHANGE:
        return ShownCell(cells.exchange_name(value), url=exchange_url(value[0]))
    if value is not None and column.cell == Cell.EXCHANGES:
        links = tuple((cells.dated_exchange_name(each), exchange_url(each[0])) for each in value)
        return ShownCell("", kind="words", links=links)
    text, kind = cells.in_words(report, column, value), _style(column.cell)
    return ShownCell(text or ("–" if kind == "number" else ""), kind)


def _style(cell: Cell) -> str:
    if cell in cells.NUMBERS:
        return "number"
    return {Cell.DATE: "date", Cell.PERIOD: "date", Cell.TEXT: "words"}.get(cell, "")


def exchange_url(pk: str) -> str:
    return reverse("exchanges:detail", args=[pk])


def downloads(artefacts: list[Artefact]) -> list[dict[str, str]]:
    """The files of a run that people take home; the dark chart is only for the page."""
    return [
        {
            "label": artefact.get_format_display(),
            "size": filesizeformat(artefact.size),
            "sha256": artefact.sha256,
            "url": reverse("reports:download", args=[artefact.run_id, artefact.format]),
        }
        for artefact in artefacts
        if artefact.format != ArtefactFormat.SVG_DARK
    ]
