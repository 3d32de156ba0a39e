"""A file of persons, from bytes to rows. What it is, is told by its content; a file wrong as a whole is refused."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from common.uploads import TABLES, UploadKind, UploadRefused, examine
from prisoners.domain.importing.pfif import COLUMNS, read_pfif
from prisoners.domain.importing.problems import FileRefused

MIB = 1024 * 1024
CHUNK = MIB
WIDEST, LONGEST = 200, 500_000
UTF16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t|"
SAMPLE = 200
#: The share of letters above ASCII that are Cyrillic, from which on bytes are taken for Windows-1251.
CYRILLIC = 0.8


@dataclass(frozen=True)
class Table:
    """Rows of a file by their number in a spreadsheet, and how they were found."""

    rows: Sequence[Sequence[str]]
    encoding: str = ""
    delimiter: str = ""
    #: First and last cell of each range of merged cells, as (row, column) from 0.
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    #: The columns, where the format itself says what they tell.
    columns: Sequence[str] = ()

    def rows_from(self, first: int) -> Iterator[tuple[int, Sequence[str]]]:
        """Rows that say anything, with their numbers, from one on."""
        for number, cells in enumerate(self.rows[first - 1 :], start=first):
            if any(cell and not cell.isspace() for cell in cells):
                yield number, cells

    def count_from(self, first: int) -> int:
        """How many rows say anything, from one on."""
        return sum(1 for _row in self.rows_from(first))

    @property
    def width(self) -> int:
        """As many columns as most of the first rows have."""
        widths = [_width(cells) for cells in islice(self.rows, SAMPLE)]
        return max(set(widths), key=widths.count) if widths else 0


def read_table(data: bytes, *, longest: int = LONGEST) -> Table:
    """The rows of a CSV or PFIF file or of the first sheet of a workbook that holds any. Raises FileRefused."""
    try:
        kind = examine(data, TABLES | {UploadKind.XML})
    except UploadRefused as refused:
        raise FileRefused(refused.code, **refused.params) from refused
    if kind == UploadKind.XML:
        return _pfif(data, longest)
    table = _workbook(data, longest) if kind == UploadKind.WORKBOOK else _text(data)
    if len(table.rows) > longest:
        raise FileRefused("too_long_file", limit=longest)
    if any(len(cells) > WIDEST for cells in table.rows):
        raise FileRefused("too_wide", limit=WIDEST)
    if not table.count_from(1):
        raise FileRefused("no_rows")
    return table


def _pfif(data: bytes, longest: int) -> Table:
    rows = read_pfif(data, longest)
    if not rows:
        raise FileRefused("no_rows")
    return Table(rows, columns=COLUMNS)


def _text(data: bytes) -> Table:
    if not data.strip():
        raise FileRefused("empty")
    text, encoding = _decoded(data)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise FileRefused("broken", line=reader.line_num) from error
    return Table(rows, encoding, delimiter)


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(UTF16):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise FileRefused("encoding") from error
    if (at := data.find(b"\0")) >= 0:
        raise FileRefused("nul", line=data.count(b"\n", 0, at) + 1)
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _windows(data), "Windows-1251"


def _windows(data: bytes) -> str:
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError as error:
        raise FileRefused("encoding") from error
    above = [sign for sign in text[:CHUNK] if sign > "\x7f" and sign.isalpha()]
    cyrillic = sum("а" <= sign.lower() <= "я" or sign in "ґєіїёҐЄІЇЁ" for sign in above)
    # UTF-8 with a broken byte reads as Cyrillic too, but as “Р” and “С” in every other place.
    doubled = sum(sign in "РСТ" for sign in above)
    if not above or cyrillic < CYRILLIC * len(above) or doubled > len(above) / 3:
        raise FileRefused("encoding")
    return text


def _delimiter(text: str) -> str:
    """The delimiter by which the first lines fall into the same number of columns, and into the most."""
    sample = text[: 64 * 1024]
    sample = sample[: sample.rfind("\n")] if len(text) > len(sample) else sample
    best = (0.0, ",")
    for delimiter in DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            widths = [len(cells) for cells in islice(rows, SAMPLE) if cells]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count) if widths else 1
        if usual > 1:
            best = max(best, (widths.count(usual) / len(widths) * min(usual, 20), delimiter), key=lambda each: each[0])
    return best[1]


def _workbook(data: bytes, longest: int) -> Table:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height > longest:
                raise FileRefused("too_long_file", limit=longest)
            rows = [[_cell(value) for value in cells] for cells in sheet.to_python(skip_empty_area=False)]
            if rows:
                return Table(rows, merged=sheet.merged_cell_ranges or ())
    except PasswordError as error:
        raise FileRefused("protected") from error
    except CalamineError as error:
        raise FileRefused("broken_workbook") from error
    raise FileRefused("no_rows")


def _cell(value: Any) -> str:
    """A cell of a workbook as text: a whole number without decimals, a date as 2022-05-17."""
    if type(value) is str:
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return repr(value).upper() if abs(value) >= 1e15 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _width(cells: Sequence[str]) -> int:
    """The last column that says anything."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)
