"""The first rows of a list as they would be entered, for the eyes of who says how its columns are read."""

from dataclasses import dataclass
from itertools import islice

from negotiations.domain.reading.entries import EntryReader
from negotiations.domain.reading.tables import table_of
from negotiations.models import ListEntry, NameListFile, Reconciliation

ROWS, LOOKED_AT, CELLS = 12, 200, 3


@dataclass(frozen=True)
class Preview:
    """A few cells of each column, the first rows as they would be entered, and how many rows there are."""

    samples: list[list[str]]
    entries: list[ListEntry]
    rows: int
    above: int


def preview(work: Reconciliation, file: NameListFile) -> Preview:
    """What the reading would make of the first rows; the file was read by a worker before."""
    table = table_of(file)
    samples: list[dict[str, None]] = [{} for _column in work.columns]
    for _number, cells in islice(table.rows_from(work.first_row), LOOKED_AT):
        for column, cell in zip(samples, cells, strict=False):
            if cell.strip() and len(column) < CELLS:
                column[cell.strip()] = None
    reader = EntryReader(work.mapping.get("fields", {}), work.mapping.get("order", "auto"))
    entries = [ListEntry(**reader.read(*row)) for row in islice(table.rows_from(work.first_row), ROWS)]
    rows = table.count_from(work.first_row)
    return Preview([list(column) for column in samples], entries, rows, table.count_from(1) - rows)
