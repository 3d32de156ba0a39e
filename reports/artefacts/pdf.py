"""The PDF of an answer, set by typst with its own fonts, which cover Cyrillic."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import typst
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reports import cells
from reports.artefacts import charts
from reports.artefacts.document import Document
from reports.artefacts.style import LIGHT
from reports.catalogue.answer import Table

TEMPLATE = Path(__file__).with_name("report.typ")
#: Rows of a table that are printed; whoever wants all of more takes the file that is made for it. Lists of names are
#: printed whole.
PRINTED = 200
#: So many letters of headings of numbers leave room for words; above them a column of numbers has this share.
ROOM, NARROW = 70, 1.1


def as_pdf(document: Document) -> bytes:
    """Title, sentence, chart, figures with definitions, tables.

    On each page and in the properties: who took it, when, by which export.
    """
    with tempfile.TemporaryDirectory(prefix="obmin-pdf-") as name:
        folder = Path(name)
        chart = charts.render(document, LIGHT, "pdf")
        if chart:
            (folder / "chart.pdf").write_bytes(chart)
        (folder / "report.typ").write_bytes(TEMPLATE.read_bytes())
        return typst.compile(
            folder / "report.typ",
            root=folder,
            ignore_system_fonts=True,
            sys_inputs={"document": orjson.dumps(_contents(document, bool(chart))).decode()},
            timestamp=int(document.mark.made_at.timestamp()),
        )


def _contents(document: Document, has_chart: bool) -> dict[str, Any]:
    report = document.report
    return {
        "language": (get_language() or "en")[:2],
        "title": str(report.title),
        "question": str(report.question),
        "sentence": document.sentence,
        "definition": str(report.definition),
        "facts": document.facts(),
        "chart": has_chart,
        "figures": [
            [report.label(figure.key), cells.in_words(report, figure, figure.value) or "–", report.define(figure.key)]
            for figure in document.answer.figures
        ],
        "tables": [
            *(_table(document, table, PRINTED) for table in document.answer.tables),
            *(_table(document, table) for table in document.appendix),
        ],
        "words": {
            "figures": _("Figures"),
            "definition": _("Definition"),
            "none": _("None."),
            "page": _("page"),
            "of": _("of"),
        },
        "foot": " · ".join(
            [
                str(report.title),
                _("as true on %(day)s") % {"day": date_format(document.as_of, "DATE_FORMAT")},
            ]
        ),
        "mark": {"line": document.mark.line, "user": document.mark.user, "export": document.mark.export},
    }


def _table(document: Document, table: Table, most: int | None = None) -> dict[str, Any]:
    report, left_out = document.report, max(0, len(table.rows) - most) if most else 0
    headings = [str(report.label(column.key)) for column in table.columns]
    shown = replace(table, rows=table.rows[:most])
    rows = cells.rows_of(shown, lambda column, value: cells.in_words(report, column, value), _("Together"))
    return {
        "title": report.label(table.key),
        "definition": report.define(table.key),
        "headings": headings,
        "numbers": [column.cell in cells.NUMBERS for column in table.columns],
        "shares": shares_of(table, headings),
        "rows": list(rows),
        "foot": table.foot is not None,
        "left_out": _left_out(left_out) if left_out else "",
    }


def shares_of(table: Table, headings: Sequence[str]) -> list[float]:
    """How the width of a page is shared: numbers take what they need, where that leaves room for words, else a part."""
    wanted = [cells.SHARES.get(column.cell, 0) for column in table.columns]
    of_numbers = sum(len(heading) for heading, share in zip(headings, wanted, strict=True) if not share)
    return wanted if of_numbers <= ROOM else [share or NARROW for share in wanted]


def _left_out(number: int) -> str:
    words = ngettext(
        "%(number)s more row is not printed; the XLSX file has all.",
        "%(number)s more rows are not printed; the XLSX file has all.",
        number,
    )
    return words % {"number": number_format(number, force_grouping=True)}
