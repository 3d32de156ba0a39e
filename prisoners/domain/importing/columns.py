"""Which column tells what: guessed from the words of the header and from the cells, corrected by a person."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils import translation

from common.names import is_given_name, is_patronymic
from common.names.parse import AUTO, GIVEN_FIRST, SURNAME_FIRST
from prisoners.domain.importing.cells import bare, read_choice
from prisoners.domain.importing.dates import read_date
from prisoners.domain.importing.fields import BY_KEY, FIELDS
from prisoners.domain.importing.files import Table
from prisoners.domain.importing.pfif import COLUMNS as PFIF_COLUMNS
from prisoners.domain.importing.problems import CellRefused
from prisoners.domain.importing.words import HEADERS, is_unknown, plain
from prisoners.models import PersonImport

#: Rows among which the header is looked for, and rows that are looked at to guess.
TOP, LOOKED_AT = 10, 60
#: The share of cells that must read as what a column is taken for.
MOST = 0.6
IGNORED = "ignore"
#: The latest year of birth that a column of dates is taken for: later ones are of captures.
BORN_BY = 2012
LONGEST_HEADER = 200


@dataclass(frozen=True)
class Reading:
    """How a file is read: columns by field, the order of names in one column, where the data begin, its columns."""

    fields: Mapping[str, Sequence[int]] = field(default_factory=dict)
    order: str = AUTO
    first_row: int = 1
    columns: Sequence[str] = ()

    @classmethod
    def of(cls, batch: PersonImport) -> "Reading":
        return cls(
            batch.mapping.get("fields", {}), batch.mapping.get("order", AUTO), batch.first_row, tuple(batch.columns)
        )

    def as_json(self) -> dict[str, Any]:
        return {"fields": {key: list(at) for key, at in self.fields.items()}, "order": self.order}

    @property
    def is_given(self) -> bool:
        """Whether the format says what its columns tell, so that nobody has to."""
        return tuple(self.columns) == PFIF_COLUMNS

    @property
    def signature(self) -> str:
        """What files of the same make have in common: the words of the header. Empty without a header."""
        if self.is_given:
            return ""
        words = "\x1f".join(map(plain, self.columns))
        return hashlib.sha256(words.encode()).hexdigest() if any(self.columns) else ""


def guess(table: Table) -> Reading:
    """How a file is to be read, as far as it tells by itself."""
    if table.columns:
        return Reading(columns=tuple(table.columns))
    header = header_row(table)
    first = header + 1 if header else next((number for number, _cells in table.rows_from(1)), 1)
    width = max((len(cells) for cells in islice(table.rows, LOOKED_AT)), default=0)
    words = [str(cell).strip()[:LONGEST_HEADER] for cell in table.rows[header - 1]] if header else []
    words += [""] * (width - len(words))
    fields: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        key = field_of(word)
        if key and key != IGNORED and (key not in fields or BY_KEY[key].kind in {"notes", "places", "identifier"}):
            fields.setdefault(key, []).append(at)
    samples = [_samples(table, first, at) for at in range(width)]
    if not header:
        fields = _by_content(samples)
    whole = fields.get("full_name")
    order = order_of(samples[whole[0]]) if whole else AUTO
    return Reading(fields, order, first, tuple(words) if header else ("",) * width)


def field_of(word: str) -> str | None:
    """The field that the words of a header name; `ignore` for those that are known to say nothing of a person."""
    word, known = plain(word), _headers()
    if word in known or not word:
        return known.get(word)
    begins = [each for each in known if len(each) > 3 and word.startswith(each)]
    return known[max(begins, key=len)] if begins else None


@lru_cache
def _headers() -> dict[str, str]:
    """Words of headers by field: those of lists, and the fields as the template names them, in each language."""
    named = dict(HEADERS)
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            named |= {plain(str(each.label)): each.key for each in FIELDS if plain(str(each.label)) not in named}
    return named


def header_row(table: Table) -> int:
    """The number of the row that names the columns; 0 where none does."""
    best, found = 0, 0
    for number, cells in islice(table.rows_from(1), TOP):
        named = sum(1 for cell in cells if field_of(str(cell)[:LONGEST_HEADER]))
        filled = sum(1 for cell in cells if cell.strip())
        if named > best and named * 2 >= filled and (named > 1 or filled == 1):
            best, found = named, number
    return found


def _samples(table: Table, first: int, at: int) -> list[str]:
    rows = islice(table.rows_from(first), LOOKED_AT)
    cells = [cells[at].strip() for _number, cells in rows if at < len(cells)]
    return [cell for cell in cells if not is_unknown(cell)]


def _by_content(samples: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Columns by what most of their cells read as. The first of a kind is taken; dates are told by their years."""
    fields: dict[str, list[int]] = {}
    for at, cells in enumerate(samples):
        for key, fits in _KINDS:
            if key not in fields and cells and sum(map(fits, cells)) >= MOST * len(cells):
                fields[key] = [at]
                break
    return fields


def order_of(cells: Sequence[str]) -> str:
    """Whether full names of a column begin with the surname, as the known given names among them tell."""
    votes = Counter(_vote(cell.replace(",", " ").split()) for cell in cells)
    first, last = votes[SURNAME_FIRST], votes[GIVEN_FIRST]
    if first == last:
        return AUTO
    return SURNAME_FIRST if first > last else GIVEN_FIRST


def _vote(words: Sequence[str]) -> str:
    if len(words) < 2:
        return AUTO
    given = [is_given_name(word) for word in words[:2]]
    if given[0] == given[1]:
        return AUTO
    return GIVEN_FIRST if given[0] else SURNAME_FIRST


def _year(cell: str) -> int:
    try:
        return read_date(bare(cell), BORN_BY + 14)[0].date.year
    except (CellRefused, AttributeError):
        return 0


def _is_full_name(cell: str) -> bool:
    words = cell.replace(",", " ").replace(".", " ").split()
    return 1 < len(words) <= 6 and any(is_given_name(word) or is_patronymic(word) for word in words)


def _is(key: str) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        try:
            return bool(read_choice(key, cell))
        except CellRefused:
            return False

    return fits


def _digits(length: int) -> Callable[[str], bool]:
    return lambda cell: len(cell) == length and cell.isdecimal()


#: In the order in which a column is tried.
_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("full_name", _is_full_name),
    ("tax", _digits(10)),
    ("born", lambda cell: 0 < _year(cell) <= BORN_BY),
    ("captured", lambda cell: _year(cell) > BORN_BY),
    ("sex", _is("sex")),
    ("legal_category", _is("legal_category")),
    ("captivity_status", _is("captivity_status")),
    ("service_basis", _is("service_basis")),
    ("given_name", is_given_name),
    ("patronymic", is_patronymic),
    ("surname", lambda cell: cell.replace("-", "").replace("'", "").replace("’", "").isalpha() and cell[:1].isupper()),
)
