"""Rows and lines of a PDF that holds text."""

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdftypes import PDFStream
from pdfplumber.utils.exceptions import PdfminerException

from common.documents import MOST_PAGES, DocumentRefused

#: What a PDF runs, opens by itself or carries along.
ACTIVE = {"JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData"}
MOST_OBJECTS = 200_000
#: A table of one column is a frame around text.
NARROWEST = 2


def read(content: bytes, most_rows: int) -> tuple[list[list[str]], list[str]]:
    """(rows of the tables, lines of text) of all pages; lines only where no page has a table."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            _examine(document.doc)
            if len(document.pages) > MOST_PAGES:
                raise DocumentRefused("too_many_pages", limit=MOST_PAGES)
            return _pages(document, most_rows)
    except PdfminerException as error:
        if any(isinstance(each, PDFPasswordIncorrect) for each in (*error.args, error.__cause__)):
            raise DocumentRefused("protected") from error
        raise


def _pages(document: Any, most_rows: int) -> tuple[list[list[str]], list[str]]:
    tables: list[list[str]] = []
    text: list[str] = []
    drawn = False
    for page in document.pages:
        found = [table for table in page.extract_tables() if table and len(table[0]) >= NARROWEST]
        tables += [[_cell(cell) for cell in row] for table in found for row in table]
        if not tables:
            text += page.extract_text(layout=False).splitlines()
        drawn = drawn or bool(page.objects)
        page.close()
        if max(len(tables), len(text)) > most_rows:
            raise DocumentRefused("too_long_file", limit=most_rows)
    if not tables and not any(line.strip() for line in text):
        raise DocumentRefused("images_only" if drawn else "no_table")
    return tables, [] if tables else text


def _cell(text: str | None) -> str:
    """A cell in one line: a document breaks it where its column ends."""
    return " ".join((text or "").split())


def _examine(document: PDFDocument) -> None:
    """Raises DocumentRefused for what runs, opens by itself or carries a file along, however it is packed."""
    seen = 0
    for table in document.xrefs:
        for number in table.get_objids():
            seen += 1
            if seen > MOST_OBJECTS:
                raise DocumentRefused("too_heavy")
            try:
                found = document.getobj(number)
            except Exception:  # noqa: BLE001, S112  # nosec B112 - an object that cannot be read does nothing
                continue
            if active := next((name for name in _names(found) if name in ACTIVE), None):
                raise DocumentRefused("active", part=f"/{active}")


def _names(value: Any, depth: int = 0) -> Iterator[str]:
    """Keys and names in an object, not those of the objects that it refers to."""
    if isinstance(value, PDFStream):
        value = value.attrs
    if isinstance(value, dict) and depth < 20:
        for key, inner in value.items():
            yield str(key)
            yield from _names(inner, depth + 1)
    elif isinstance(value, list) and depth < 20:
        for inner in value:
            yield from _names(inner, depth + 1)
    elif name := getattr(value, "name", None):
        yield name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)
