"""Tables as CSV, as sheets of a workbook, and as JSON."""

import io
from collections.abc import Iterator
from typing import Any

import orjson
from django.utils.translation import gettext as _
from rustpy_xlsxwriter import write_worksheets

from common.export import sheet_name, write_csv, xlsx_records
from reports import cells
from reports.artefacts.document import Document
from reports.catalogue.answer import Answer, Table


def csv_chunks(answer: Answer) -> Iterator[bytes]:
    """The first table of an answer: keys as headings, codes and ISO dates as values, the same in every language.

    The row of sums stands last, as `total`; ratios stand as `to_us:to_them`.
    """
    table = answer.tables[0]
    rows = cells.rows_of(table, lambda column, value: cells.for_programs(column.cell, value), "total")
    return write_csv([column.key for column in table.columns], rows, mark=False)


def as_csv(document: Document) -> bytes:
    """The main table as CSV; the same answer gives the same bytes, so the mark of the export is in the name only."""
    return b"".join(csv_chunks(document.answer))


def as_json(document: Document) -> bytes:
    """The whole answer with its question, for programs.

    `export` is the mark of who took it; with it and `made_at` left out, the same answer gives the same bytes.
    """
    report = document.report
    return orjson.dumps(
        {
            "report": report.key,
            "title": str(report.title),
            "definition": str(report.definition),
            "parameters": document.parameters,
            "as_of": document.as_of,
            "made_at": document.mark.made_at,
            "export": document.mark.as_json(),
            "seen_change": document.seen_change,
            "sentence": document.sentence,
            "figures": {
                figure.key: {
                    "value": figure.value,
                    "label": report.label(figure.key),
                    "definition": report.define(figure.key),
                    "exchanges": figure.exchanges,
                }
                for figure in document.answer.figures
            },
            "tables": {table.key: _json_table(document, table) for table in document.tables},
        },
        option=orjson.OPT_INDENT_2,
    )


def _json_table(document: Document, table: Table) -> dict[str, Any]:
    return {
        "label": document.report.label(table.key),
        "columns": [{"key": column.key, "type": column.cell} for column in table.columns],
        "rows": table.rows,
        "total": table.foot,
    }


def as_xlsx(document: Document) -> bytes:
    """A workbook: what was asked and what each figure means on the first sheet, then a sheet for each table."""
    report = document.report
    about = xlsx_records([_("What"), _("Value"), _("Definition")], _about(document))
    sheets = [(sheet_name(_("About")), about)]
    for table in document.tables:
        headings = [report.label(column.key) for column in table.columns]
        rows = cells.rows_of(table, lambda column, value: cells.for_sheets(report, column, value), _("Together"))
        sheets.append((sheet_name(report.label(table.key)), xlsx_records(headings, rows)))
    file = io.BytesIO()
    write_worksheets(
        sheets,
        file,
        datetime_format="yyyy-mm-dd",
        bold_headers=True,
        freeze_panes={"general": {"row": 1, "col": 0}},
        autofit=True,
    )
    document.mark.write_into(file)
    return file.getvalue()


def _about(document: Document) -> Iterator[list[Any]]:
    report = document.report
    yield [_("Taken"), document.mark.line, None]
    yield [report.title, document.sentence, report.definition]
    for label, value in document.facts():
        yield [label, value, None]
    for figure in document.answer.figures:
        yield [report.label(figure.key), cells.for_sheets(report, figure, figure.value), report.define(figure.key)]
    for table in document.tables:
        yield [report.label(table.key), None, report.define(table.key)]
