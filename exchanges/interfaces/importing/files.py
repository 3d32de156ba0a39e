"""A CSV file of the public record, from bytes to rows. What is wrong with the file as a whole is said here."""

import csv
import hashlib
import io
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from common.uploads import UploadRefused, examine
from exchanges.domain.public_record import COLUMNS, Problem

CHUNK = 1024 * 1024
MIB = 1024 * 1024
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
#: As many wrong columns as an error names.
NAMED = 20


class FileRefused(Exception):
    """The file cannot be read; `problems` say why, for people."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.code for problem in problems))


@dataclass(frozen=True)
class RecordFile:
    """A file that could be read. Its rows are numbered as in a spreadsheet: row 1 names the columns."""

    name: str
    sha256: str
    size: int
    rows: dict[int, dict[str, str]]


def read_file(stream: BinaryIO, *, name: str, limit: int) -> RecordFile:
    """Read a file of at most `limit` bytes. Raises FileRefused; it never holds more than the limit in memory."""
    data = _bytes(stream, limit)
    return RecordFile(name, hashlib.sha256(data).hexdigest(), len(data), _rows(_text(data)))


def _bytes(stream: BinaryIO, limit: int) -> bytes:
    data = bytearray()
    while chunk := stream.read(CHUNK):
        data += chunk
        if len(data) > limit:
            raise FileRefused(too_large(limit))
    if not data.strip():
        raise FileRefused(Problem("empty"))
    return bytes(data)


def too_large(limit: int) -> Problem:
    """What to say of a file above the limit, given in bytes."""
    return Problem("too_large", params={"limit": f"{limit / MIB:g}"})


def _text(data: bytes) -> str:
    if data.startswith(WORKBOOKS):
        raise FileRefused(Problem("workbook"))
    try:
        examine(data)
    except UploadRefused as refused:
        raise FileRefused(Problem(refused.code, params=refused.params)) from refused
    if data.startswith(UTF16):
        raise FileRefused(Problem("utf16"))
    if (at := data.find(b"\0")) >= 0:
        raise FileRefused(Problem("nul", params={"line": data.count(b"\n", 0, at) + 1}))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused(Problem("encoding", params={"line": line})) from error


def _rows(text: str) -> dict[int, dict[str, str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header)
        rows = {
            number: _named(header, cells) for number, cells in enumerate(reader, start=2) if any(map(str.strip, cells))
        }
    except csv.Error as error:
        raise FileRefused(Problem("broken", params={"line": reader.line_num})) from error
    if not rows:
        raise FileRefused(Problem("no_rows"))
    return rows


def _check_header(header: list[str]) -> None:
    if len(header) == 1 and any(delimiter in header[0] for delimiter in ";\t|"):
        raise FileRefused(Problem("delimiter"))
    found = {
        "missing_columns": [name for name in COLUMNS if name not in header],
        "unknown_columns": [name[:80] or "“”" for name in dict.fromkeys(header) if name not in COLUMNS],
        "duplicate_columns": [name[:80] for name, times in Counter(header).items() if times > 1],
    }
    problems = [Problem(code, params={"names": ", ".join(names[:NAMED])}) for code, names in found.items() if names]
    if problems:
        raise FileRefused(*problems)


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    """Cells by column. Cells that no column names are kept too, so that the row can be shown as it came."""
    spare = {f"({number})": cell for number, cell in enumerate(cells[len(header) :], start=len(header) + 1)}
    return dict(zip(header, cells, strict=False)) | spare
