"""Tables as people make them: two rows of headings, merged cells, a row of column numbers; made one row of headings.

Rows keep their numbers: what a heading takes up stays an empty row.
"""

from collections.abc import Sequence
from itertools import pairwise

from negotiations.domain.reading.fields import NAMING
from prisoners.domain.importing.columns import TOP, field_of, header_row
from prisoners.domain.importing.files import Table

Cells = list[str]
#: Fields that tell one person from the next: a name is not taken over from the row above.
OF_ONE_PERSON = {*NAMING, "given_name", "patronymic", "born"}


def made_one(table: Table) -> Table:
    """The table with its headings in one row, the merged cells of its data filled, and no row of column numbers."""
    rows = [list(row) for row in table.rows]
    header = _joined(rows) or header_row(Table(rows))
    _fill_down(rows, table.merged, header)
    if header:
        _empty_repeated(rows, header)
    return Table(rows)


def _joined(rows: list[Cells]) -> int:
    """Join two rows of headings where both together name more than one alone; the number of the row that has them."""
    single = _named(rows[header - 1]) if (header := header_row(Table(rows))) else 0
    filled = [at for at, row in enumerate(rows) if any(cell.strip() for cell in row)][:TOP]
    for above, below in pairwise(filled):
        words = _words(rows[above], rows[below])
        if _named(words) > max(single, 1) and not any(cell.strip().isdecimal() for cell in rows[below]):
            rows[above], rows[below] = [], words
            return below + 1
    return 0


def _words(above: Cells, below: Cells) -> Cells:
    """What two rows of headings say of each column; a heading reaches over the empty cells after it."""
    words, group = [], ""
    for at in range(max(len(above), len(below))):
        over, under = _at(above, at), _at(below, at)
        group = over or (group if under else "")
        both = f"{group} {under}".strip()
        words.append(next((each for each in (both, under, over) if field_of(each)), both))
    return words


def _fill_down(rows: list[Cells], merged: Sequence[tuple], header: int) -> None:
    """A cell merged over several rows of data holds for each of them, unless it tells one person from the next."""
    for (top, left), (bottom, right) in merged:
        own = header and field_of(_at(rows[header - 1], left)) in OF_ONE_PERSON
        if top < max(header, 1) or bottom == top or left != right or own:
            continue
        for row in rows[top + 1 : bottom + 1]:
            row.extend([""] * (left + 1 - len(row)))
            row[left] = row[left] or _at(rows[top], left)


def _empty_repeated(rows: list[Cells], header: int) -> None:
    """Headings repeated on each page, and the row of column numbers under them, are no data."""
    said = [cell.strip() for cell in rows[header - 1]]
    for at in range(header, len(rows)):
        cells = [cell.strip() for cell in rows[at]]
        if cells == said or (at == header and _counts(cells)):
            rows[at] = []


def _counts(cells: Cells) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _named(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if field_of(cell))


def _at(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""
