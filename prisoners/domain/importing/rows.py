"""A row of a file, read by the columns that were chosen: the records that it says, checked by the verbs' rules."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from common import clock
from common.ids import new_key
from common.partial_dates import PartialDate, Precision
from prisoners.domain.importing.cells import bare, read_choice, read_countries, read_numbers
from prisoners.domain.importing.dates import read_date
from prisoners.domain.importing.fields import BY_KEY, ImportField
from prisoners.domain.importing.known import Known
from prisoners.domain.importing.names import Called, read_full_name, read_other_names, read_parts
from prisoners.domain.importing.places import as_values as place_values
from prisoners.domain.importing.places import read_places
from prisoners.domain.importing.problems import CellRefused, Problem
from prisoners.domain.importing.said import Said
from prisoners.domain.importing.values import (
    captivity_values,
    hash_of,
    identifiers_values,
    key_of,
    names_values,
    person_values,
)
from prisoners.domain.importing.words import is_unknown, plain
from prisoners.enums import NameKind
from prisoners.models import PersonImport
from prisoners.validators import check_captivity, check_person

Values = dict[str, Any]
#: What a row may say that makes it tell of a captivity at all.
OF_CAPTIVITY = frozenset({key for key, each in BY_KEY.items() if str(each.section) == str(BY_KEY["captured"].section)})


class Cell(NamedTuple):
    """What a cell says: its value, what is to be told of it, and words that no registered record answers to."""

    value: Any
    problems: tuple[Problem, ...] = ()
    kept: tuple[str, ...] = ()


#: Where a cell is refused or says nothing, there is no value.
_BLANK = Cell(None)
_NO_DATE = PartialDate()


@dataclass(slots=True)
class _Checked:
    """As much of a Person and a Captivity as the rules look at (prisoners/validators.py)."""

    born: PartialDate = _NO_DATE
    captured: PartialDate = _NO_DATE
    detaining_power_id: uuid.UUID | None = None
    party_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    transmission: str = "free"
    transmission_reason: str = ""
    ended: PartialDate = field(default_factory=PartialDate)
    unit_id: None = None

    @property
    def person(self) -> "_Checked":
        return self


class RowReader:
    """Reads rows of one import. `columns` are the indexes of the columns of each field.

    A file repeats itself: what a cell says is worked out once for each text of a column.
    """

    def __init__(self, batch: PersonImport, columns: Mapping[str, Sequence[int]], order: str, known: Known) -> None:
        self.batch, self.order, self.known = batch, order, known
        self.this_year = clock.today().year
        self.sides = batch.party_id, batch.detaining_power_id
        self.source = batch.source_id and str(batch.source_id)
        self.readers: dict[str, Callable[[ImportField, str], Any]] = {
            "text": self._text,
            "date": self._date,
            "whole_date": self._whole_date,
            "choice": lambda each, text: read_choice(each.key, text),
            "party": self._party,
            "countries": self._countries,
            "places": lambda each, text: read_places(text, self.this_year),
            "full_name": lambda each, text: read_full_name(text, self.order),
            "other_names": lambda each, text: read_other_names(text, NameKind.ALIAS.value, self.order),
            "callsign": lambda each, text: read_other_names(text, NameKind.CALLSIGN.value, self.order),
            "identifier": lambda each, text: read_numbers(text),
        }
        self.columns = [
            (key, tuple(indexes), self._column(BY_KEY[key])) for key, indexes in columns.items() if key in BY_KEY
        ]
        self.unit_of = lru_cache(maxsize=REMEMBERED)(self._unit_of)
        self.both_sides = lru_cache(maxsize=REMEMBERED)(self._both_sides)

    def _column(self, each: ImportField) -> Callable[..., Cell]:
        read = partial(self._cell, each, self.readers.get(each.kind, lambda _each, text: text))
        return read if each.kind in _SELDOM_REPEATED else lru_cache(maxsize=REMEMBERED)(read)

    def read(self, cells: Sequence[str], width: int) -> Said:
        """What a row says. A row that is wider than the table is refused: its cells would stand in wrong columns."""
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            return Said(problems=[Problem("ragged", params={"found": len(cells), "expected": width})])
        row = _Row()
        for key, indexes, read in self.columns:
            texts = [text for at in indexes if at < len(cells) and (text := cells[at])]
            if not texts or (cell := read(*texts)) is _BLANK:
                continue
            if cell.problems or cell.kept or key == "notes":
                row.take(key, cell)
            else:
                row.said[key] = cell.value
        if "unit" in row.said:
            self._unit(row)
        if not row.refused:
            self._whole(row)
        return Said(row.parsed, row.problems, key_of_cells(cells) if row.refused else key_of(row.parsed))

    def _cell(self, each: ImportField, reader: Callable[[ImportField, str], Any], *texts: str) -> Cell:
        try:
            text = "; ".join(filter(None, map(bare, texts)))
            if not text or (each.kind not in _READ_THEMSELVES and is_unknown(text)):
                return _BLANK
            read = reader(each, text)
        except CellRefused as refused:
            return Cell(None, (Problem(refused.code, each.key, refused.params),))
        return read if read.__class__ is Cell else Cell(read)

    def _text(self, each: ImportField, text: str) -> str:
        limit = each.limit
        if limit and len(text) > limit:
            raise CellRefused("too_long", length=len(text), limit=limit)
        return text

    def _date(self, each: ImportField, text: str) -> Cell:
        date, said = read_date(text, self.this_year, born=each.key == "born")
        told = [Problem(code, each.key, params) for code, params in said]
        if each.key in _RULES:
            told += _broken(_RULES[each.key], **{each.key: date})
        return Cell(date, tuple(told))

    def _whole_date(self, each: ImportField, text: str) -> Cell:
        date = self._date(each, text)
        if date.value and date.value.precision != Precision.DAY:
            raise CellRefused("whole_date", value=text)
        return date

    def _party(self, each: ImportField, text: str) -> uuid.UUID:
        party = self.known.parties.get(plain(text))
        if party is None:
            raise CellRefused("party", value=text[:80])
        return party.pk

    def _countries(self, each: ImportField, text: str) -> Cell:
        codes, kept = read_countries(text)
        return Cell(list(codes), tuple(_kept(each, word) for word in kept), kept)

    def _unit(self, row: "_Row") -> None:
        """A unit is looked for among those of the side of its person."""
        text = row.said["unit"]
        row.said["unit"] = self.unit_of(row.said.get("party") or self.batch.party_id, text)
        if row.said["unit"] is None:
            row.keep("unit", (text,))
            row.problems.append(_kept(BY_KEY["unit"], text))

    def _unit_of(self, party: uuid.UUID, text: str) -> str | None:
        word = plain(text)
        found = self.known.units.get((party, word)) or self.known.units.get((party, word.rpartition(" ")[2]))
        return found and str(found)

    def _whole(self, row: "_Row") -> None:
        said = row.said
        try:
            called = self._called(said)
        except CellRefused as refused:
            return row.refuse(refused.code, refused.params.pop("column", "surname"), refused.params)
        party, power = said.get("party") or self.sides[0], said.get("detaining_power") or self.sides[1]
        party_key, power_key, broken = self.both_sides(party, power)
        for problem in broken:
            row.refuse(problem.code, problem.column, problem.params)
        if not row.refused:
            row.parsed = self._parsed(row, called, party_key, power_key)
        return None

    def _both_sides(self, party: uuid.UUID, power: uuid.UUID) -> tuple[str, str, list[Problem]]:
        """The keys of the sides, and what the rules say against them."""
        return (
            str(party),
            str(power),
            _broken(check_captivity, person_id=party, party_id=party, detaining_power_id=power),
        )

    def _called(self, said: Values) -> Called:
        called: Called = said.get("full_name") or Called()
        if not _NAMED_OTHERWISE.isdisjoint(said):
            parts = [said.get(part, "") for part in ("surname", "given_name", "patronymic")]
            first = (read_parts(*parts),) if any(not is_unknown(part) for part in parts) else ()
            others = (*said.get("other_spelling", ()), *said.get("aliases", ()), *said.get("callsign", ()))
            called = Called((*first, *called.names, *others), said.get("description") or called.description)
        if not called.names and not called.description:
            raise CellRefused("nameless", column="full_name")
        return called

    def _parsed(self, row: "_Row", called: Called, party: str, power: str) -> Values:
        person, said = new_key(), row.said
        held = None
        if not OF_CAPTIVITY.isdisjoint(said):
            status = said.get("captivity_status") or self.batch.captivity_status
            held = captivity_values(person, said, [*row.kept_of_captivity, *row.notes])
            held |= {"detaining_power_id": power, "status": status, "source_id": self.source}
        notes = [*row.kept_of_person, *(() if held else row.notes)]
        values = person_values(person, said, called, notes)
        values["party_id"], values["latest_captivity_id"] = party, held and held["id"]
        return {
            "person": values,
            "names": names_values(called.names, person),
            "identifiers": identifiers_values(said, person),
            "captivity": held,
            "detentions": [
                {"id": new_key(), "captivity_id": held["id"], **place_values(each, self.known.places, self.source)}
                for each in said.get("places", ())
            ],
        }


class _Row:
    """A row while it is being read."""

    __slots__ = ("kept_of_captivity", "kept_of_person", "notes", "parsed", "problems", "refused", "said")

    def __init__(self) -> None:
        self.said: Values = {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.kept_of_person: list[str] = []
        self.kept_of_captivity: list[str] = []
        self.parsed: Values | None = None
        self.refused = False

    def take(self, key: str, cell: Cell) -> None:
        if cell.problems:
            self.problems += cell.problems
            self.refused = self.refused or any(problem.refuses for problem in cell.problems)
        if cell.kept:
            self.keep(key, cell.kept)
        if key == "notes":
            self.notes.append(cell.value)
        if cell.value is not None:
            self.said[key] = cell.value

    def refuse(self, code: str, column: str, params: Values) -> None:
        self.refused = True
        self.problems.append(Problem(code, column, params))

    def keep(self, key: str, words: Sequence[str]) -> None:
        """Words that no registered record answers to: they stay with the person, in the notes."""
        notes = self.kept_of_captivity if key in OF_CAPTIVITY else self.kept_of_person
        notes += [f"{BY_KEY[key].label}: {word}" for word in words]


#: As many texts of a column as are remembered with what they say.
REMEMBERED = 65_536
#: Names, countries, choices and numbers take the words for “not known” by themselves.
_READ_THEMSELVES = frozenset({"full_name", "choice", "other_names", "callsign", "countries", "identifier", "places"})
_SELDOM_REPEATED = frozenset({"full_name", "identifier"})
_NAMED_OTHERWISE = frozenset(
    {"surname", "given_name", "patronymic", "other_spelling", "aliases", "callsign", "description"}
)
_COLUMNS = {"born_on": "born", "captured_on": "captured"}
#: What a date alone may break: looked at once for each text of a column.
_RULES = {"born": check_person, "captured": check_captivity}


def _kept(each: ImportField, word: str) -> Problem:
    return Problem("kept_in_notes", each.key, {"value": word})


def _broken(rule: Callable[[Any], None], **checked: Any) -> list[Problem]:
    """What a rule of the verbs says against values of a row."""
    try:
        rule(_Checked(**checked))
    except ValidationError as error:
        return [
            Problem("rule", _COLUMNS.get(name, name), {"words": " ".join(said)})
            for name, said in error.message_dict.items()
        ]
    return []


def key_of_cells(cells: Sequence[str]) -> str:
    """The key of a row that cannot be understood."""
    return hash_of("\x1f".join(cell.strip().casefold() for cell in cells))
