"""The import of the public record (parsed, judged, written with the book) beside COPY of the file as text."""

import io
import itertools
from collections.abc import Iterator

from django.db import connection

from bench.data import imported, record_csv
from bench.figures import Figure, compare
from exchanges.domain.public_record import COLUMNS


def figures() -> Iterator[Figure]:
    for rows in (500, 2000):
        seeds = itertools.count(rows)
        yield compare(
            f"import of {rows:,} exchanges",
            lambda rows=rows, seeds=seeds: imported(record_csv(rows, next(seeds))),
            lambda rows=rows: copied(record_csv(rows)),
            times=3,
        )


def copied(data: bytes) -> None:
    columns = ", ".join(f"{name} text" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare ({columns})")
        cursor.copy_expert("COPY bare FROM STDIN WITH (FORMAT csv, HEADER)", io.BytesIO(data))
        cursor.execute("DROP TABLE bare")
