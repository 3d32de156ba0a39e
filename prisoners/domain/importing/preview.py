"""The dry run of an import: every row read, judged and kept, in chunks; nothing else is written."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Any

import orjson
from django.db import connections, transaction

from common import jobs
from common.bulk import NULL, copy_lines
from prisoners.domain.importing.columns import Reading
from prisoners.domain.importing.files import read_table
from prisoners.domain.importing.judging import First, Judged, compare, judge
from prisoners.domain.importing.known import Known
from prisoners.domain.importing.pfif_rows import PfifReader
from prisoners.domain.importing.reading import read_chunks
from prisoners.domain.importing.rows import RowReader
from prisoners.models import PersonImport, PersonImportRow
from prisoners.queries.imports import recorded

COLUMNS = ("batch_id", "row_no", "raw", "key", "parsed", "outcome", "judged", "problems", "candidates", "person_id")


def preview(batch: PersonImport, lease: jobs.Lease, heart: jobs.Heart) -> None:
    """Judge the rows that are not judged yet. While one chunk is read, the one before is compared and kept.

    Raises LostLease when the job is another worker's by now, FileRefused when the file cannot be read any more.
    """
    table = read_table(bytes(batch.file.content))
    reading = Reading.of(batch)
    known = Known()
    reader = PfifReader(batch, known) if reading.is_given else RowReader(batch, reading.fields, reading.order, known)
    width = max(len(batch.columns), table.width)
    first, after = _judged_before(batch)
    rows = [(number, cells) for number, cells in table.rows_from(batch.first_row) if number > after]
    done = total = table.count_from(batch.first_row)
    done -= len(rows)
    with ThreadPoolExecutor(max_workers=1) as background, closing(read_chunks(reader, rows, width)) as chunks:
        try:
            pending: Future | None = None
            for judged in chunks:
                _wait(pending)
                pending = background.submit(_kept, batch, lease, judged, judge(judged, first))
                done += len(judged)
                heart.tell(done=done, total=total, message="previewing")
            _wait(pending)
        finally:
            background.submit(connections.close_all).result()


def _wait(pending: Future | None) -> None:
    if pending is not None:
        pending.result()


def _judged_before(batch: PersonImport) -> tuple[First, int]:
    """What a worker before this one has judged already, and the last row of it."""
    numbers, last = [], 0
    for row_no, key, said in batch.rows.order_by("row_no").values_list("row_no", "key", "parsed__identifiers"):
        last = row_no
        numbers.append((row_no, key, [f"{each['scheme']}:{each['value_key']}" for each in said or ()]))
    return First(numbers), last


def _kept(batch: PersonImport, lease: jobs.Lease, judged: Sequence[Judged], open_rows: Sequence[Judged]) -> None:
    """Compare a chunk with what is recorded and keep it: one transaction, which only the holder of the lease ends."""
    with transaction.atomic():
        compare(open_rows, recorded([(row.said.key, row.said.parsed) for row in open_rows], batch.asked_by))
        key = str(batch.pk)
        copy_lines(PersonImportRow, COLUMNS, [_line(key, row) for row in judged])
        jobs.confirm(lease)


def _line(batch: str, row: Judged) -> str:
    """A row in the text form of COPY."""
    said, raw = row.said, row.raw
    if "\x00" in "".join(raw):
        raw = [cell.replace("\x00", "␀") for cell in raw]
    cells = (
        batch,
        str(row.row_no),
        _json(raw),
        said.key,
        said.text.replace("\\", "\\\\") if said.text else NULL,
        row.outcome.value,
        row.outcome.value,
        _json([problem.as_json() for problem in said.problems]) if said.problems else "[]",
        _json(row.candidates) if row.candidates else "[]",
        str(row.person or NULL),
    )
    return "\t".join(cells)


def _json(value: Any) -> str:
    """A cell in the form of COPY: JSON holds neither tabs nor line ends as such."""
    return orjson.dumps(value).decode().replace("\\", "\\\\")
