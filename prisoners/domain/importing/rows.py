"""A row of a file, read by the columns that were chosen: the records that it says, checked by the verbs' rules."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
KEPT = {"party", "full_name"}


@dataclass(slots=True)
class Said:
    """What a row says: values by record, and what is to be told of it. Refused when a problem of it refuses."""

    parsed: Values | None = None
    problems: list[Problem] = field(default_factory=list)
    key: str = ""

    @property
    def refused(self) -> bool:
        return self.parsed is None


@dataclass(slots=True)
class _Checked:
    """As much of a Person and a Captivity as the rules look at (prisoners/validators.py)."""

    born: PartialDate
    captured: PartialDate
    detaining_power_id: uuid.UUID
    party_id: uuid.UUID
    transmission: str = "free"
    transmission_reason: str = ""
    ended: PartialDate = field(default_factory=PartialDate)
    unit_id: None = None

    @property
    def person(self) -> "_Checked":
        return self

    @property
    def person_id(self) -> bool:
        return True


class RowReader:
    """Reads rows of one import. `columns` are the indexes of the columns of each field."""

    def __init__(self, batch: PersonImport, columns: Mapping[str, Sequence[int]], order: str, known: Known) -> None:
        self.batch, self.order, self.known = batch, order, known
        self.this_year = clock.today().year
        #: What the rules said of dates and sides; most rows share theirs with others.
        self.ruled: dict[Any, list[tuple[str, str]]] = {}
        self.source = batch.source_id and str(batch.source_id)
        self.columns = [(BY_KEY[key], tuple(indexes)) for key, indexes in columns.items() if key in BY_KEY and indexes]
        self.readers: dict[str, Callable] = {
            "text": self._text,
            "date": self._date,
            "whole_date": self._whole_date,
            "choice": lambda each, text, row: read_choice(each.key, text),
            "party": self._party,
            "unit": self._unit,
            "countries": self._countries,
            "places": lambda each, text, row: read_places(text, self.this_year),
            "full_name": lambda each, text, row: read_full_name(text, self.order),
            "part": lambda each, text, row: text,
            "other_names": lambda each, text, row: read_other_names(text, NameKind.ALIAS.value, self.order),
            "callsign": lambda each, text, row: read_other_names(text, NameKind.CALLSIGN.value, self.order),
            "identifier": lambda each, text, row: read_numbers(text),
            "notes": self._notes,
        }

    def read(self, cells: Sequence[str], width: int) -> Said:
        """What a row says. A row that is wider than the table is refused: its cells would stand in wrong columns."""
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            return Said(problems=[Problem("ragged", params={"found": len(cells), "expected": width})])
        row = _Row()
        for each, indexes in self.columns:
            self._cell(each, indexes, cells, row)
        if not row.refused:
            self._whole(row)
        if row.refused:
            return Said(problems=row.problems, key=_key_of_cells(cells))
        return Said(row.parsed, row.problems, row.key)

    def _cell(self, each: ImportField, indexes: Sequence[int], cells: Sequence[str], row: "_Row") -> None:
        try:
            texts = [text for at in indexes if at < len(cells) and (text := bare(cells[at]))]
            if not texts:
                return
            text = texts[0] if len(texts) == 1 else "; ".join(texts)
            if each.kind not in _READ_THEMSELVES and is_unknown(text):
                return
            row.said[each.key] = self.readers[each.kind](each, text, row)
        except CellRefused as refused:
            row.refuse(refused.code, each.key, refused.params)

    def _text(self, each: ImportField, text: str, row: "_Row") -> str:
        limit = each.limit
        if limit and len(text) > limit:
            raise CellRefused("too_long", length=len(text), limit=limit)
        return text

    def _notes(self, each: ImportField, text: str, row: "_Row") -> str:
        row.notes.append(text)
        return text

    def _date(self, each: ImportField, text: str, row: "_Row") -> PartialDate:
        date, said = read_date(text, self.this_year, born=each.key == "born")
        row.problems += [Problem(code, each.key, params) for code, params in said]
        return date

    def _whole_date(self, each: ImportField, text: str, row: "_Row") -> PartialDate:
        date = self._date(each, text, row)
        if date and date.precision != Precision.DAY:
            raise CellRefused("whole_date", value=text)
        return date

    def _party(self, each: ImportField, text: str, row: "_Row") -> uuid.UUID:
        party = self.known.parties.get(plain(text))
        if party is None:
            raise CellRefused("party", value=text[:80])
        return party.pk

    def _unit(self, each: ImportField, text: str, row: "_Row") -> str | None:
        party = row.said.get("party") or self.batch.party_id
        word = plain(text)
        found = self.known.units.get((party, word)) or self.known.units.get((party, word.rpartition(" ")[2]))
        if found is None:
            row.keep("captivity", each, text)
        return found and str(found)

    def _countries(self, each: ImportField, text: str, row: "_Row") -> list[str]:
        codes, kept = read_countries(text)
        for word in kept:
            row.keep("person", each, word)
        return list(codes)

    def _whole(self, row: "_Row") -> None:
        try:
            called = self._called(row.said)
        except CellRefused as refused:
            return row.refuse(refused.code, refused.params.pop("column", "surname"), refused.params)
        checked = _Checked(
            row.said.get("born") or PartialDate(),
            row.said.get("captured") or PartialDate(),
            row.said.get("detaining_power") or self.batch.detaining_power_id,
            row.said.get("party") or self.batch.party_id,
        )
        sides = (checked.captured, checked.detaining_power_id, checked.party_id)
        for rule, asked in ((check_person, checked.born), (check_captivity, sides)):
            if asked not in self.ruled:
                self.ruled[asked] = _broken(rule, checked)
            for column, words in self.ruled[asked]:
                row.refuse("rule", column, {"words": words})
        if not row.refused:
            row.parsed = self._parsed(row, called, checked)
            row.key = key_of(row.parsed)
        return None

    def _called(self, said: Values) -> Called:
        parts = [said.get(part, "") for part in ("surname", "given_name", "patronymic")]
        called: Called = said.get("full_name") or Called()
        if any(not is_unknown(part) for part in parts):
            called = Called((read_parts(*parts), *called.names), called.description)
        others = (*said.get("other_spelling", ()), *said.get("aliases", ()), *said.get("callsign", ()))
        called = Called((*called.names, *others), said.get("description") or called.description)
        if not called.names and not called.description:
            raise CellRefused("nameless", column="full_name")
        return called

    def _parsed(self, row: "_Row", called: Called, checked: _Checked) -> Values:
        person, said = new_key(), row.said
        held = None
        if OF_CAPTIVITY & said.keys():
            status = said.get("captivity_status") or self.batch.captivity_status
            held = captivity_values(person, said, checked.captured, [*row.kept["captivity"], *row.notes])
            held |= {"detaining_power_id": str(checked.detaining_power_id), "status": status, "source_id": self.source}
        notes = [*row.kept["person"], *(() if held else row.notes)]
        values = person_values(person, said, called, checked.born, notes)
        held_id = held and held["id"]
        return {
            "person": values | {"party_id": str(checked.party_id), "latest_captivity_id": held_id},
            "names": names_values(called.names, person),
            "identifiers": identifiers_values(said, person),
            "captivity": held,
            "detentions": [
                {"id": new_key(), "captivity_id": held_id, **place_values(each, self.known.places, self.source)}
                for each in said.get("places", ())
            ],
        }


class _Row:
    """A row while it is being read."""

    __slots__ = ("kept", "key", "notes", "parsed", "problems", "refused", "said")

    def __init__(self) -> None:
        self.said: Values = {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.kept: dict[str, list[str]] = {"person": [], "captivity": []}
        self.parsed: Values | None = None
        self.key = ""
        self.refused = False

    def refuse(self, code: str, column: str, params: Values) -> None:
        self.refused = True
        self.problems.append(Problem(code, column, params))

    def keep(self, record: str, each: ImportField, text: str) -> None:
        """Words that no registered record answers to: they stay with the person, in the notes."""
        self.kept[record].append(f"{each.label}: {text}")
        self.problems.append(Problem("kept_in_notes", each.key, {"value": text}))


#: Names, countries, choices and numbers take the words for “not known” by themselves.
_READ_THEMSELVES = frozenset({"full_name", "choice", "other_names", "callsign", "countries", "identifier", "places"})
_COLUMNS = {"born_on": "born", "captured_on": "captured"}


def _broken(rule: Callable[[Any], None], checked: _Checked) -> list[tuple[str, str]]:
    """What a rule of the verbs says against a row: by field, in words."""
    try:
        rule(checked)
    except ValidationError as error:
        return [(_COLUMNS.get(name, name), " ".join(said)) for name, said in error.message_dict.items()]
    return []


def _key_of_cells(cells: Sequence[str]) -> str:
    return hash_of("\x1f".join(cell.strip().casefold() for cell in cells))
