"""Rows like those of the public record, as many as are asked for; everything in them is made up."""

import csv
import datetime
import io
import random

from django.db import connection

from accounts.models import User
from exchanges.domain.imports import confirm_import, preview_import
from exchanges.domain.public_record import COLUMNS
from exchanges.domain.reference import add_reference_data
from exchanges.interfaces.importing import RecordFile, read_file
from exchanges.models import ImportBatch

FIRST_DAY = datetime.date(2022, 3, 1)
DAYS = 1600


def record_csv(rows: int, seed: int = 1) -> bytes:
    """A file of the public record with that many rows, each with a label of its own."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for number in range(rows):
        to_us, to_them = chance.randint(5, 300), chance.randint(5, 300)
        civilians = chance.randint(0, 5)
        writer.writerow(
            {
                "date": FIRST_DAY + datetime.timedelta(days=number % DAYS),
                "format_label": f"synthetic {seed}.{number}: {to_us} for {to_them}",
                "returned_to_ukraine_total": to_us,
                "returned_to_ukraine_military": to_us - civilians,
                "returned_to_ukraine_civilian": civilians,
                "returned_to_russia_total": to_them if number % 3 else "",
                "mediator": chance.choice(["", "UAE", "UAE", "USA; UAE"]),
                "source_url": f"https://example.org/{seed}/{number}",
                "confidence": "medium",
            }
        )
    return out.getvalue().encode()


def imported(data: bytes) -> ImportBatch:
    """The file read, previewed and confirmed, as a person would."""
    system = User.objects.system()
    add_reference_data(by=system)
    record: RecordFile = read_file(io.BytesIO(data), name="synthetic.csv", limit=len(data))
    batch = preview_import(file_name=record.name, sha256=record.sha256, size=record.size, rows=record.rows, by=system)
    return confirm_import(batch=batch, by=system)


def settle() -> None:
    """What autovacuum does a minute after a large import: statistics, without which the planner guesses."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
