"""The file of a list as rows of cells, whatever it is, and how its columns are to be read."""

import zlib
from collections.abc import Sequence

import orjson

from common.documents import DocumentRefused, read_apart
from common.uploads import UploadKind
from negotiations.domain.reading import headers, lines
from negotiations.domain.reading.fields import KEYS
from negotiations.domain.reading.kinds import kind_of
from negotiations.domain.reading.problems import ListRefused
from negotiations.models import NameListFile
from prisoners.domain.importing.columns import Reading, guess
from prisoners.domain.importing.files import Table, read_table
from prisoners.domain.importing.problems import FileRefused

#: Longer than any list that was ever exchanged, and as much as a worker reads in little memory.
LONGEST = 100_000
DOCUMENT_KINDS = {UploadKind.DOCUMENT: "docx", UploadKind.PDF: "pdf"}


def table_of(file: NameListFile) -> Table:
    """The rows of a file; what a worker read once is kept beside it. Raises ListRefused."""
    if file.cells is None:
        table = read(bytes(file.content))
        file.cells = zlib.compress(orjson.dumps(table.rows), 1)
        file.save(update_fields=["cells"])
    return Table(orjson.loads(zlib.decompress(bytes(file.cells))))


def read(content: bytes) -> Table:
    """The rows of a table, document or text, with one header row at most. Raises ListRefused."""
    kind = kind_of(content)
    table = _document(content, DOCUMENT_KINDS[kind]) if kind in DOCUMENT_KINDS else _table(content, kind)
    return headers.made_one(table)


def look_at(table: Table) -> Reading:
    """How the columns are to be read, as far as the file tells by itself."""
    reading = guess(table)
    fields = {key: list(at) for key, at in reading.fields.items() if key in KEYS}
    return Reading(lines.with_units(fields, reading, table), reading.order, reading.first_row, reading.columns)


def _table(content: bytes, kind: UploadKind) -> Table:
    if kind == UploadKind.TEXT and content.count(b"\n") > LONGEST:
        raise ListRefused("too_long_file", limit=LONGEST)
    try:
        table = read_table(content, longest=LONGEST)
    except FileRefused as refused:
        raise ListRefused(refused.problem.code, **refused.problem.params) from refused
    return lines.apart(table) if kind == UploadKind.TEXT else table


def _document(content: bytes, kind: str) -> Table:
    try:
        tables, text = read_apart(kind, content, most_rows=LONGEST)
    except DocumentRefused as refused:
        raise ListRefused(refused.code, **refused.params) from refused
    rows: Sequence[Sequence[str]] = tables or [[line] for line in text]
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise ListRefused("no_table")
    return lines.apart(Table(rows))
