"""Files of the public record for tests: the real one, and synthetic ones in its columns."""

import csv
import io
from pathlib import Path
from typing import Any

from accounts.models import User
from exchanges.domain.imports import confirm_import, preview_import
from exchanges.domain.public_record import COLUMNS
from exchanges.domain.reference import add_reference_data
from exchanges.interfaces.importing import RecordFile, read_file
from exchanges.models import ImportBatch

SEED = Path(__file__).resolve().parents[2] / "exchanges" / "seed" / "exchanges.csv"


def seed_rows() -> list[dict[str, str]]:
    """The public record, read plainly."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record_row(**cells: Any) -> dict[str, str]:
    """A synthetic row; what is not named is empty."""
    given = {"date": "2024-10-18", "format_label": "95 for 95", "source_url": "https://example.org/1"} | cells
    return {column: str(given.get(column, "")) for column in COLUMNS}


def record_bytes(*rows: dict[str, str]) -> bytes:
    """Rows as a file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def record_file(data: bytes, name: str = "record.csv", limit: int = 10_000_000) -> RecordFile:
    """Bytes as the import reads them."""
    return read_file(io.BytesIO(data), name=name, limit=limit)


def previewed(data: bytes, by: User | None = None) -> ImportBatch:
    """A previewed import of these bytes, with the parties and programmes that the record takes for granted."""
    system = User.objects.system()
    add_reference_data(by=system)
    file = record_file(data)
    return preview_import(file_name=file.name, sha256=file.sha256, size=file.size, rows=file.rows, by=by or system)


def imported(*rows: dict[str, str]) -> ImportBatch:
    """A confirmed import of synthetic rows; of the public record when none are given."""
    data = record_bytes(*rows) if rows else SEED.read_bytes()
    return confirm_import(batch=previewed(data), by=User.objects.system())
