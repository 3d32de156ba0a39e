"""Lists that are no tables: a line a person, numbered or not, as they are pasted or stand in a document."""

import re
from collections.abc import Mapping, Sequence

from prisoners.domain.importing.columns import Reading
from prisoners.domain.importing.files import Table

#: The share of rows that must be of a kind for all of them to be taken for it.
MOST = 0.6
LOOKED_AT = 200
_NUMBERED = re.compile(r"^\s*(\d{1,6})\s*[.)\]:]\s*(?=[^\W\d_])|^\s*(\d{1,6})\s+(?=[^\W\d_])")
_DAY = r"\d{1,2}[.\-/]\d{1,2}[.\-/]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}"
_BORN = re.compile(rf"(?<!\d)(?:{_DAY})(?!\d)(?:\s*(?:р\.?\s?н\.?|г\.?\s?р\.?|року|рік|year)(?!\w))?", re.IGNORECASE)
_BESIDE = " \t,;–—-()|"
_UNIT = re.compile(
    r"в\s?[/.]\s?ч|військов\w* частин|воинск\w* част|\bбригад|\bполк|\bбатальй|\bбатальо|\bомбр|\bобр|\bзагін|"
    r"\bbrigade|\bregiment|\bbattalion|^[АA]\s?\d{4}$|^\d{4,5}$",
    re.IGNORECASE,
)


def apart(table: Table) -> Table:
    """Rows whose number stands with the name get it in a cell of its own; lines of one cell are taken apart whole."""
    rows = [list(row) for row in table.rows]
    filled = [row for row in rows if any(cell.strip() for cell in row)][:LOOKED_AT]
    if _most(filled, lambda row: len([cell for cell in row if cell.strip()]) == 1):
        return Table([_line(next((cell for cell in row if cell.strip()), "")) for row in rows])
    if _most(filled, lambda row: bool(_NUMBERED.match(row[0]))):
        return Table([[*_number(row[0]), *row[1:]] if row else row for row in rows])
    return table


def _most(rows: Sequence[Sequence[str]], fits: object) -> bool:
    return bool(rows) and sum(map(fits, rows)) >= MOST * len(rows)


def _number(text: str) -> list[str]:
    match = _NUMBERED.match(text)
    return [match[1] or match[2], text[match.end() :].strip()] if match else ["", text.strip()]


def _line(text: str) -> list[str]:
    """Number, name, birth date and the rest of a line."""
    number, rest = _number(" ".join(text.split()))
    if not rest:
        return []
    if born := _BORN.search(rest):
        name, date, more = rest[: born.start()], born[0], rest[born.end() :]
    else:
        name, _comma, more = rest.partition(",")
        date = ""
    return [number, name.strip(_BESIDE), date.strip(_BESIDE), more.strip(_BESIDE)]


def with_units(fields: Mapping[str, Sequence[int]], reading: Reading, table: Table) -> dict[str, list[int]]:
    """The fields, and in a file without a header the column whose cells read as units."""
    found = {key: list(at) for key, at in fields.items()}
    if any(reading.columns) or "unit" in found:
        return found
    taken = {at for columns in found.values() for at in columns}
    rows = [row for _number, row in table.rows_from(reading.first_row)][:LOOKED_AT]
    for at in range(len(reading.columns)):
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        if at not in taken and _most(cells, lambda cell: bool(_UNIT.search(cell))):
            return found | {"unit": [at]}
    return found
