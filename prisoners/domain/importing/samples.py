"""The first cells of each column of a file, for the eyes of who says what the columns tell."""

from itertools import islice

from prisoners.domain.importing.files import read_table
from prisoners.models import PersonImport

ROWS, CELLS = 200, 3


def samples_of(batch: PersonImport) -> list[list[str]]:
    """A few different cells of each column."""
    table = read_table(bytes(batch.file.content))
    samples: list[dict[str, None]] = [{} for _column in batch.columns]
    for _number, cells in islice(table.rows_from(batch.first_row), ROWS):
        for column, cell in zip(samples, cells, strict=False):
            if cell.strip() and len(column) < CELLS:
                column[cell.strip()] = None
    return [list(column) for column in samples]
