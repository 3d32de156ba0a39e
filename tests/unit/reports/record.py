"""The public record, read straight from its files and judged in plain Python, beside what the database holds of it."""

import csv
import datetime
from pathlib import Path
from typing import Any

from accounts.models import User
from exchanges.domain.official_totals import import_official_totals
from tests.factories.imports import imported

SEED = Path(__file__).resolve().parents[3] / "exchanges" / "seed"
SIDES = ("returned_to_ukraine_total", "returned_to_russia_total")
TODAY = datetime.date(2026, 6, 1)


def rows(name: str = "exchanges.csv") -> list[dict[str, Any]]:
    """The rows of a seed file, counts as numbers and blanks as None."""
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return [
            {key: int(value) if value and ("returned" in key) else (value or None) for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def kind_of(row: dict[str, Any]) -> str:
    """The kind that the label names."""
    words = {
        "local military-command": "local",
        "unilateral": "unilateral",
        "outside the exchange": "unilateral",
        "return in response": "unilateral",
        "(medical)": "medical",
        "(civilians)": "civilian_release",
    }
    return next((kind for word, kind in words.items() if word in row["format_label"]), "negotiated")


def is_derailed(row: dict[str, Any]) -> bool:
    return row["format_label"].startswith("DERAILED")


def is_counted(row: dict[str, Any]) -> bool:
    """Whether official totals count it, by its label and its notes."""
    beside = ("local military-command", "unilateral", "outside the exchange")
    notes = (row["notes"] or "").lower()
    said = ("not counted in the national", "not in the ukrainian running total", "ukraine numbers from")
    return not (any(word in row["format_label"] for word in beside) or any(word in notes for word in said))


def load() -> None:
    """Both seed files, through the verbs that import them."""
    imported()
    with (SEED / "official_counters.csv").open(encoding="utf-8", newline="") as file:
        import_official_totals(rows=csv.DictReader(file), by=User.objects.system())
