"""A row of a file, read by the columns that were chosen: the records that it says, checked by the verbs' rules."""

import hashlib
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
from prisoners.domain.importing.fields import BY_KEY, SCHEMES, ImportField
from prisoners.domain.importing.known import Known
from prisoners.domain.importing.names import Called, ReadName, read_full_name, read_other_names, read_parts
from prisoners.domain.importing.names import as_values as name_values
from prisoners.domain.importing.places import as_values as place_values
from prisoners.domain.importing.places import read_places
from prisoners.domain.importing.problems import CellRefused, Problem
from prisoners.domain.importing.words import is_unknown, plain
from prisoners.domain.persons import value_key
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
        self.ruled: dict[tuple, list[tuple[str, str]]] = {}
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
        asked = (checked.born, checked.captured, checked.detaining_power_id, checked.party_id)
        if asked not in self.ruled:
            self.ruled[asked] = _broken_rules(checked)
        for column, words in self.ruled[asked]:
            row.refuse("rule", column, {"words": words})
        if not row.refused:
            row.parsed = self._parsed(row, called, checked)
            row.key = _key(row.parsed)
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
        captivity = self._captivity(row, person, checked)
        return {
            "person": self._person(row, person, called, checked, captivity),
            "names": _names(called.names, person),
            "identifiers": [
                {
                    "id": new_key(),
                    "person_id": person,
                    "scheme": scheme,
                    "value": number,
                    "value_key": value_key(number),
                }
                for scheme in SCHEMES
                for number in said.get(scheme, ())
            ],
            "captivity": captivity,
            "detentions": [
                {"id": new_key(), "captivity_id": captivity["id"], **place_values(each, self.known.places, self.source)}
                for each in said.get("places", ())
            ],
        }

    def _person(self, row: "_Row", person: str, called: Called, checked: _Checked, captivity: Values | None) -> Values:
        said, name = row.said, called.names[0] if called.names else None
        values = {key: said[key] for key in _PERSON_TEXTS if key in said}
        return values | {
            "id": person,
            "party_id": str(checked.party_id),
            "name": name.called if name else "",
            "sort_key": name.keys.sort_key if name else "",
            "description": called.description,
            "sex": said.get("sex") or "unknown",
            **_date_values("born_on", checked.born),
            "citizenships": said.get("citizenships", []),
            "identity_status": "established" if name else "unknown",
            "latest_captivity_id": captivity and captivity["id"],
            "notes": "\n".join([*row.kept["person"], *(() if captivity else row.notes)]),
        }

    def _captivity(self, row: "_Row", person: str, checked: _Checked) -> Values | None:
        said = row.said
        if not OF_CAPTIVITY & said.keys():
            return None
        arrived = said.get("arrived_in_camp_on")
        return {key: said[key] for key in _CAPTIVITY_TEXTS if key in said} | {
            "id": new_key(),
            "person_id": person,
            "detaining_power_id": str(checked.detaining_power_id),
            **_date_values("captured_on", checked.captured),
            "unit_id": said.get("unit"),
            "service_basis": said.get("service_basis", ""),
            "legal_category": said.get("legal_category") or "undetermined",
            "status": said.get("captivity_status") or self.batch.captivity_status,
            "source_id": self.source,
            "arrived_in_camp_on": arrived.date.isoformat() if arrived else None,
            "notes": "\n".join([*row.kept["captivity"], *row.notes]),
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
_PERSON_TEXTS = (
    "birth_place",
    "distinguishing_marks",
    "last_residence",
    "father_name",
    "mother_maiden_name",
    "person_to_inform",
    "correspondence_address",
)
_CAPTIVITY_TEXTS = ("captured_at", "measure", "rank")
_COLUMNS = {"born_on": "born", "captured_on": "captured"}


def _broken_rules(checked: _Checked) -> list[tuple[str, str]]:
    """What the rules of the verbs say against a row: by field, in words."""
    broken = []
    for rule in (check_person, check_captivity):
        try:
            rule(checked)
        except ValidationError as error:
            broken += [(_COLUMNS.get(name, name), " ".join(said)) for name, said in error.message_dict.items()]
    return broken


def _names(names: Sequence[ReadName], person: str) -> list[Values]:
    unlike = {(name.called, name.kind): name for name in reversed(names)}
    ordered = [name for name in names if unlike.get((name.called, name.kind)) is name]
    return [
        {"id": new_key(), "person_id": person, **name_values(name, preferred=at == 0)}
        for at, name in enumerate(ordered)
    ]


def _date_values(column: str, date: PartialDate) -> Values:
    return {column: date.date and date.date.isoformat(), f"{column}_precision": date.precision.value}


def _key(parsed: Values) -> str:
    """What makes two rows the same: names, description, birth, numbers, and when the person was captured."""
    person, captivity = parsed["person"], parsed["captivity"] or {}
    parts = [
        *(name["folded"] for name in parsed["names"]),
        person["description"].casefold(),
        person["born_on"] or "",
        *sorted(f"{each['scheme']}:{each['value_key']}" for each in parsed["identifiers"]),
        captivity.get("captured_on") or "",
    ]
    return _hash("\x1f".join(parts))


def _key_of_cells(cells: Sequence[str]) -> str:
    return _hash("\x1f".join(cell.strip().casefold() for cell in cells))


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
