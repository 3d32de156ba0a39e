"""Files of a whole register, as the worker writes them, beside COPY of the same columns, and the memory it took."""

import resource
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection
from django.utils import timezone, translation

from accounts.models import User
from bench.figures import Figure, compare
from common.exporting import page_of
from common.reading import Notes, noting
from common.watermark import Watermark
from prisoners.models import Person
from reports.queries.microdata import months_offered

REGISTER = True
LIST, ROWS = "prisoners:list", "reports:microdata"
COLUMNS = """
SELECT p.name, party.name_en, c.status, u.name_uk, u.code, c.captured_on, c.surely_held, c.legal_category, p.born_on
FROM prisoners_person p
LEFT JOIN prisoners_captivity c ON c.id = p.latest_captivity_id
LEFT JOIN units_unit u ON u.id = c.unit_id
JOIN units_party party ON party.id = p.party_id
WHERE p.voided_at IS NULL AND p.merged_into_id IS NULL ORDER BY p.sort_key, p.id
"""


@dataclass(frozen=True)
class Memory:
    """By how much the process grew at most while it wrote a file."""

    what: str
    before: float
    after: float

    def __str__(self) -> str:
        return f"{self.what:<52} {self.after - self.before:>10.1f} MB above {self.before:.0f} MB"


class Unlogged(Notes):
    """Notes that are let go: the register that is measured keeps no log of it."""

    def add(self, *noted: Any) -> None:
        super().add(*noted)
        self.take()


def figures() -> Iterator[Figure | Memory]:
    many = f"{Person.objects.count():,} persons"
    month = f"as_of={months_offered()[0]}"
    for kind, page, query in (
        ("csv", LIST, ""),
        ("xlsx", LIST, ""),
        ("csv", ROWS, month),
        ("parquet", ROWS, month),
    ):
        before = peak()
        yield compare(
            f"{kind} of {page.split(':')[1]}, {many}",
            partial(written, kind, page, query),
            copied,
            times=1,
        )
        yield Memory(f"{kind} of {page.split(':')[1]}, memory", before, peak())


def written(kind: str, page: str, query: str) -> None:
    """A file of a page, as the worker makes it."""
    user, mark = User.objects.system(), Watermark("bench", "bench", timezone.now(), "0")
    with translation.override("en"), noting(Unlogged()):
        page_of(user, page, {}, query).written(kind, mark)[0].close()


def copied() -> None:
    with tempfile.TemporaryFile() as file, connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({COLUMNS}) TO STDOUT WITH (FORMAT csv)", file)


def peak() -> float:
    """The most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
