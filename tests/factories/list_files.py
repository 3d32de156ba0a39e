"""Files of lists for tests: every kind that is read, and those that cannot be."""

import io
import zipfile
from collections.abc import Iterable, Sequence

import typst
from docx import Document
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

Rows = Iterable[Sequence[str]]
NAMES = (
    ("№", "ПІБ", "Дата народження", "Військова частина"),
    ("1", "Вигаданий Іван Петрович", "05.03.1985", "3057"),
    ("2", "Неіснуюча Олена Ігорівна", "1990", "А1234"),
)


def csv_of(rows: Rows = NAMES, encoding: str = "utf-8") -> bytes:
    """A file of cells between semicolons."""
    return "".join(";".join(row) + "\n" for row in rows).encode(encoding)


def xlsx_of(rows: Rows = NAMES, merged: Iterable[str] = ()) -> bytes:
    """A workbook of one sheet; `merged` are ranges such as B1:C1."""
    book = Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    for cells in merged:
        book.active.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def padded(workbook: bytes, size: int) -> bytes:
    """The same workbook with so many bytes more when it is unpacked, and hardly any more while it is not."""
    out = io.BytesIO(workbook)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/padding.xml", b" " * size)
    return out.getvalue()


def docx_of(rows: Rows = NAMES, lines: Iterable[str] = ()) -> bytes:
    """A document with a table, or with lines of text."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    rows = list(rows)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for made, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(made.cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_of(rows: Rows = NAMES) -> bytes:
    """A PDF with a ruled table."""
    rows = [list(row) for row in rows]
    cells = ", ".join(f'"{cell}"' for row in rows for cell in row)
    return _typeset(f"#table(columns: {len(rows[0])}, {cells})")


def pdf_of_lines(lines: Iterable[str]) -> bytes:
    """A PDF with a line of text a person."""
    return _typeset("".join(f'#par("{line}")\n' for line in lines))


def pdf_of_pictures() -> bytes:
    """A PDF that looks like a list, and holds a picture only."""
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    return _typeset(f'#image(bytes("{picture}"))')


def locked(pdf: bytes) -> bytes:
    """The same PDF behind a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("secret", algorithm="AES-256")
    return _written(writer)


def with_script(pdf: bytes) -> bytes:
    """The same PDF with a script that runs when it is opened, its name written so that a search of the bytes fails."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    return _written(writer).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _typeset(source: str) -> bytes:
    return typst.compile(f'#set text(font: "DejaVu Sans", size: 9pt)\n{source}'.encode())
