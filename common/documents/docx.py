"""Rows and lines of a DOCX document."""

import io
from collections import Counter

from docx import Document
from docx.table import Table

from common.documents import DocumentRefused


def read(content: bytes, most_rows: int) -> tuple[list[list[str]], list[str]]:
    """(rows of the tables, lines of text); lines only where there is no table.

    A list cut into several tables of the same width is one list; other tables, such as a letterhead, are left out.
    """
    document = Document(io.BytesIO(content))
    tables = [table for table in document.tables if len(table.columns) > 1]
    if tables:
        rows_of = Counter()
        for table in tables:
            rows_of[len(table.columns)] += len(table.rows)
        widest = rows_of.most_common(1)[0][0]
        chosen = [table for table in tables if len(table.columns) == widest]
        if rows_of[widest] > most_rows:
            raise DocumentRefused("too_long_file", limit=most_rows)
        return [row for table in chosen for row in _rows(table)], []
    text = [paragraph.text for paragraph in document.paragraphs]
    if not any(map(str.strip, text)):
        raise DocumentRefused("images_only" if document.inline_shapes else "no_table")
    return [], text


def _rows(table: Table) -> list[list[str]]:
    """The cells of a table; one merged over several columns stands in the first of them."""
    rows = []
    for row in table.rows:
        cells = [""] * row.grid_cols_before
        before = None
        for cell in row.cells:
            cells.append("" if cell._tc is before else " ".join(cell.text.split()))
            before = cell._tc
        rows.append(cells)
    return rows
