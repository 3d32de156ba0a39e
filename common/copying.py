"""Files of rows that the database writes out itself: a million in seconds, in as much memory as a hundred.

    rows = Rows(headings, kinds, sql, parameters)     # the statement gives one value for each heading
    file, number = rows.written("csv", told=told)

The text of a cell that a spreadsheet would run as a formula is disarmed, as in common/export.py.
"""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from django.db import connection, transaction
from django.db.models import QuerySet

from common.export import BYTE_ORDER_MARK, FORMULA_STARTS, disarmed, temporary, write_records, xlsx_headings
from common.exporting import Told, silent
from common.ids import new_id
from common.parquet import Kind, write_parquet
from common.watermark import Watermark

#: Rows after which progress is told.
EACH = 10_000
FETCHED = 5_000
DAY_WRITTEN = len("2024-10-18")
STARTS = "E'{}'".format("', E'".join({"\t": r"\t", "\r": r"\r"}.get(sign, sign) for sign in FORMULA_STARTS))


@dataclass(frozen=True)
class Rows:
    """What a file holds: headings with their kinds, and the statement that gives a value for each, in their order.

    A day may be a text, where of some only the month or the year is known.
    """

    headings: Sequence[str]
    kinds: Sequence[Kind]
    sql: str
    parameters: Any
    #: How many there are, where it is known, for those who wait.
    total: int = 0

    def written(
        self, kind: str, mark: Watermark | None, sheet: str = "Data", told: Told = silent
    ) -> tuple[IO[bytes], int]:
        """The file as CSV, XLSX or Parquet, open at its start, and how many rows it has."""
        if kind == "xlsx":
            counted = _Counted(told, self.total)
            return write_records(self._records(counted), sheet, mark), counted.done
        lines, number = self._copied(told, mark=kind == "csv")
        if kind == "csv":
            return lines, number
        with lines:
            return write_parquet(dict(zip(self.headings, self.kinds, strict=True)), lines), number

    def _copied(self, told: Told, *, mark: bool) -> tuple[IO[bytes], int]:
        """CSV by COPY; without the mark and with the text as it is for what programs read."""
        with temporary() as file:
            file.write((BYTE_ORDER_MARK if mark else b"") + _line(self.headings))
            counted = _Counted(told, self.total, file)
            with connection.cursor() as cursor:
                statement = f"COPY ({self._disarmed() if mark else self.sql}) TO STDOUT WITH (FORMAT csv)"
                cursor.copy_expert(cursor.mogrify(statement, self.parameters).decode(), counted)
        return file, counted.done

    def _disarmed(self) -> str:
        names = [f"c{place}" for place in range(len(self.kinds))]
        cells = [
            f"CASE WHEN left({name}, 1) IN ({STARTS}) THEN '''' || {name} ELSE {name} END"
            if kind == Kind.TEXT
            else name
            for name, kind in zip(names, self.kinds, strict=True)
        ]
        return f"SELECT {', '.join(cells)} FROM ({self.sql}) AS given ({', '.join(names)})"  # noqa: S608

    def _records(self, counted: "_Counted") -> Iterator[dict[str, Any]]:
        """The rows through a server-side cursor, whole days as dates; without rows an empty one bears the headings."""
        names = xlsx_headings(self.headings)
        days = [name for name, kind in zip(names, self.kinds, strict=True) if kind == Kind.DAY]
        with transaction.atomic(), connection.connection.cursor(name=f"rows_{new_id().hex}") as cursor:
            cursor.itersize = FETCHED
            cursor.execute(self._disarmed(), self.parameters)
            for row in counted.rows(cursor):
                record = dict(zip(names, row, strict=True))
                for day in days:
                    record[day] = _day(record[day])
                yield record
        if not counted.done:
            yield dict.fromkeys(names)


class _Counted:
    """Rows on their way, counted: COPY hands over one at a time."""

    def __init__(self, told: Told, total: int, file: IO[bytes] | None = None) -> None:
        self.told, self.total, self.done = told, total, 0
        # The file itself, without what is put around a temporary one.
        self._write = getattr(file, "file", file).write if file else None

    def write(self, row: bytes) -> None:
        """Called a million times, and so without a call of its own."""
        if self.done % EACH == 0:
            self.told(self.done, max(self.total, self.done))
        self.done += 1
        self._write(row)

    def rows(self, rows: Iterator[tuple]) -> Iterator[tuple]:
        for row in rows:
            if self.done % EACH == 0:
                self.told(self.done, max(self.total, self.done))
            self.done += 1
            yield row


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the same moment; within another's transaction they see what that one sees.

    They sort in memory, and are not compiled first.
    """
    nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not nested:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL work_mem = '256MB'; SET LOCAL jit = off")
        yield


def keys_of(rows: QuerySet) -> Iterator[str]:
    """The keys that a queryset of one column gives, by COPY and as text: a million objects would take longer."""
    sql, parameters = rows.query.sql_with_params()
    with temporary() as file, connection.cursor() as cursor:
        cursor.copy_expert(cursor.mogrify(f"COPY ({sql}) TO STDOUT", parameters).decode(), file.file)
    with file:
        yield from (line[:-1].decode() for line in file.file)


def _line(headings: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([disarmed(str(heading)) for heading in headings])
    return text.getvalue().encode()


def _day(value: Any) -> Any:
    """A whole day as a date; of others the part that is known, as it is written."""
    whole = isinstance(value, str) and len(value) == DAY_WRITTEN
    return datetime.date.fromisoformat(value) if whole else value
