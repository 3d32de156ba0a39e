"""Rows as files: CSV and XLSX. Text that a spreadsheet would run as a formula is disarmed; numbers stay numbers."""

import csv
import datetime
import decimal
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from django.utils.translation import gettext as _
from rustpy_xlsxwriter import write_worksheets

from common.partial_dates import PartialDate
from common.watermark import Watermark

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Excel on Windows reads a UTF-8 file as Cyrillic only after this mark.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINES_PER_CHUNK = 500


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, mark: bool = True) -> Iterator[bytes]:
    """The lines of a CSV file in UTF-8, in chunks, header first. None becomes an empty cell, dates are ISO 8601.

    `mark=False` leaves out the byte order mark, in files that programs read.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([disarmed(str(column)) for column in columns])
    if mark:
        yield BYTE_ORDER_MARK
    for number, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if number % LINES_PER_CHUNK == 0:
            yield _drain(buffer)
    yield _drain(buffer)


def spooled(chunks: Iterable[bytes]) -> IO[bytes]:
    """Chunks as an open temporary file at its start."""
    with temporary() as file:
        file.writelines(chunks)
    return file


def write_xlsx(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], sheet: str = "Data", mark: Watermark | None = None
) -> IO[bytes]:
    """An XLSX workbook as an open temporary file at its start. Dates and numbers are real ones.

    The mark of who took it stands on a second sheet and in the properties.
    """
    return write_records(xlsx_records(columns, rows), sheet, mark)


def write_records(records: Iterable[dict[str, Any]], sheet: str, mark: Watermark | None) -> IO[bytes]:
    """The same of rows by their headings, whose texts are disarmed."""
    sheets = [(sheet_name(sheet), records)]
    if mark:
        sheets.append((sheet_name(_("Export")), xlsx_records([_("Taken")], [[mark.line]])))
    with temporary() as file:
        # By its name: into an open file the writer puts all at once, at the end, out of memory.
        write_worksheets(
            sheets,
            file.name,
            datetime_format="yyyy-mm-dd",
            bold_headers=True,
            freeze_panes={"general": {"row": 1, "col": 0}},
        )
        if mark:
            mark.write_into(file)
    return file


@contextmanager
def temporary() -> Iterator[IO[bytes]]:
    """A file to write into, afterwards at its start; whoever reads it closes it. Closed where the writing fails."""
    file = tempfile.NamedTemporaryFile()  # noqa: SIM115
    try:
        yield file
        file.seek(0)
    except BaseException:
        file.close()
        raise


def xlsx_records(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Rows as the XLSX writer takes them; without rows there is an empty one, so that the headings are written."""
    names = xlsx_headings(columns)
    records = (dict(zip(names, map(_xlsx_cell, row), strict=True)) for row in rows)
    yield next(records, dict.fromkeys(names))
    yield from records


def xlsx_headings(columns: Iterable[str]) -> list[str]:
    """Headings of a sheet, each of them once."""
    return _distinct([disarmed(str(column)) for column in columns])


def sheet_name(text: str) -> str:
    """A name that a spreadsheet allows for a sheet."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in text)[:31] or "Data"


def _distinct(names: list[str]) -> list[str]:
    """Column names, with a number after a name that came before."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result


def _csv_cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | decimal.Decimal):
        return value
    return disarmed(_words(value))


def _xlsx_cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | decimal.Decimal):
        return value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    return disarmed(_words(value))


def _words(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, PartialDate | datetime.date) else str(value)


def disarmed(text: str) -> str:
    """Text that a spreadsheet would run as a formula, with a sign before it that makes it text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _drain(buffer: io.StringIO) -> bytes:
    chunk = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return chunk
