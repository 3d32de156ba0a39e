"""A row of a PFIF file, told in the fields of the import. What is not taken is said; the row keeps it as it came."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.utils.dateparse import parse_date, parse_datetime

from common import clock
from common.names import is_patronymic
from prisoners.domain.importing.known import Known
from prisoners.domain.importing.pfif import COLUMNS, NOTES, UNKNOWN, own_domain
from prisoners.domain.importing.problems import Problem
from prisoners.domain.importing.rows import RowReader, key_of_cells
from prisoners.domain.importing.said import Said
from prisoners.domain.importing.words import CHOICES, ENDED, is_unknown, plain
from prisoners.enums import CaptivityStatus, IdentifierScheme
from prisoners.models import PersonImport

FIELDS = (
    *("surname", "given_name", "patronymic", "full_name", "other_spelling", "aliases", "description", "sex", "born"),
    *("distinguishing_marks", IdentifierScheme.PFIF.value, "last_residence", "captivity_status", "captured_at"),
)
HOME = ("home_street", "home_neighborhood", "home_city", "home_state", "home_postal_code", "home_country")
#: Whom to reach and what to fetch: of third persons, and on other people's servers.
LEFT = ("author_email", "author_phone", "photo_url", "profile_urls")
LEFT_OF_NOTES = ("author_email", "author_phone", "email_of_found_person", "phone_of_found_person", "photo_url")
#: What the statuses of PFIF say of a captivity; the others say of none.
MISSING = frozenset({"information_sought", "believed_missing"})
RECORD_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.-]*/\S+$")
Record = Mapping[str, Any]


@dataclass
class Told:
    """What a record says: cells by field, lines for the notes, and what is to be told of it."""

    cells: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def say(self, code: str, column: str = "", **params: Any) -> None:
        self.problems.append(Problem(code, column, params))

    @property
    def refused(self) -> bool:
        return any(problem.refuses for problem in self.problems)


class PfifReader(RowReader):
    """Reads rows of a PFIF file."""

    def __init__(self, batch: PersonImport, known: Known) -> None:
        super().__init__(batch, {name: [at] for at, name in enumerate(FIELDS)}, "auto", known)

    def read(self, cells: Sequence[str], width: int) -> Said:
        """What a record says, as `RowReader.read`; the lines for the notes stand with the person."""
        told = translated(dict(zip(COLUMNS, cells, strict=True)))
        if told.refused:
            return Said(problems=told.problems, key=key_of_cells(cells))
        said = super().read([told.cells.get(name, "") for name in FIELDS], len(FIELDS))
        said.problems[:0] = told.problems
        if said.parsed:
            person = said.parsed["person"]
            person["notes"] = "\n".join(filter(None, [person["notes"], *told.lines]))
        return said


def translated(record: dict[str, str]) -> Told:
    """What a record of PFIF says in the fields of the import."""
    told, notes = Told(), orjson.loads(record[NOTES] or "[]")
    _home_repository(record, told)
    if not told.refused:
        _check_expiry(record, told)
        _names(record, told)
        _particulars(record, told)
        _status(notes, told)
        told.lines += [*_provenance(record), *(_line(note) for note in _in_order(notes))]
        _left_out(record, notes, told)
    return told


def _home_repository(record: Record, told: Told) -> None:
    key = record["person_record_id"]
    if not key:
        return told.say("pfif_missing", value="person_record_id")
    if not RECORD_ID.match(key):
        return told.say("pfif_id", IdentifierScheme.PFIF.value, value=key[:80])
    if not any(record[name] for name in COLUMNS if name not in {"person_record_id", NOTES}):
        return told.say("pfif_note_alone", value=key[:80])
    if key.partition("/")[0].lower() == own_domain():
        told.say("pfif_own")
    told.cells[IdentifierScheme.PFIF.value] = key
    return None


def _check_expiry(record: Record, told: Told) -> None:
    if not record["expiry_date"]:
        return
    day = _day(record["expiry_date"])
    if day is None:
        told.say("pfif_date", value=f"expiry_date: {record['expiry_date'][:40]}")
    elif day < clock.today():
        told.say("pfif_expired", date=day.isoformat())
    else:
        told.say("pfif_expires", date=day.isoformat())
        told.lines.append(f"PFIF expiry_date: {day}")


def _names(record: Record, told: Told) -> None:
    surname, given, full = record["family_name"], record["given_name"].split(), record["full_name"]
    patronymic = [given.pop()] if len(given) > 1 and is_patronymic(given[-1]) else []
    if surname:
        told.cells |= {"surname": surname, "given_name": " ".join(given), "patronymic": " ".join(patronymic)}
        if sorted(plain(full).split()) != sorted(plain(" ".join([surname, *given, *patronymic])).split()):
            told.cells["other_spelling"] = full
    elif not is_unknown(full):
        told.cells["full_name"] = full
    told.cells["aliases"] = record["alternate_names"]


def _particulars(record: Record, told: Told) -> None:
    first, _break, rest = record["description"].partition("\n")
    nameless = is_unknown(record["full_name"]) and not record["family_name"]
    told.cells |= {
        "description": first if nameless else "",
        "distinguishing_marks": rest if nameless else record["description"],
        "born": record["date_of_birth"],
        "last_residence": ", ".join(record[name] for name in HOME if record[name]),
    }
    if record["sex"] == "other":
        _keep(told, "sex", "other")
    else:
        told.cells["sex"] = record["sex"]
    if record["age"]:
        _keep(told, "age", f"{record['age']} ({record['source_date'] or '?'})")


def _keep(told: Told, name: str, value: str) -> None:
    told.say("kept_in_notes", value=f"{name}: {value}")
    told.lines.append(f"PFIF {name}: {value}")


def _status(notes: Sequence[Record], told: Told) -> None:
    """The status of the captivity by the latest note that has one. Nobody is recorded as dead by a machine."""
    saying = [note for note in _in_order(notes) if note.get("status")]
    if not saying:
        return
    last = saying[-1]
    word = plain(last.get("text", ""))
    status = CHOICES["captivity_status"].get(word, word if word in CaptivityStatus.values else "")
    if last["status"] == "believed_dead" or word in ENDED:
        told.say("pfif_ended", value=last["status"])
    elif last["status"] in MISSING or status:
        told.cells["captivity_status"] = status or CaptivityStatus.MISSING.value
        if told.cells["captivity_status"] == CaptivityStatus.MISSING:
            told.cells["captured_at"] = last.get("last_known_location", "")


def _in_order(notes: Sequence[Record]) -> list[Record]:
    return sorted(notes, key=lambda note: note.get("source_date", ""))


def _provenance(record: Record) -> Iterator[str]:
    told = [record[name] for name in ("source_name", "source_date", "source_url", "author_name") if record[name]]
    if told:
        yield f"PFIF {record['person_record_id']}: {', '.join(told)}"


def _line(note: Record) -> str:
    """A note as one line: when, by whom, what. Where somebody was last seen is told to fewer, and is not in it."""
    names = ("status", "author_made_contact", "linked_person_record_id")
    told = [f"{name} {note[name]}" for name in names if note.get(name)]
    text = " ".join(note.get("text", "").split())
    return (
        f"PFIF {note.get('source_date', '?')}, {note.get('author_name', '?')}: {'; '.join(filter(None, [*told, text]))}"
    )


def _left_out(record: Record, notes: Sequence[Record], told: Told) -> None:
    names = [name for name in LEFT if record[name]] + list(orjson.loads(record[UNKNOWN] or "{}"))
    names += [name for name in LEFT_OF_NOTES for note in notes if note.get(name)]
    names += [name for note in notes for name in note.get(UNKNOWN, ())]
    if not told.cells.get("captured_at"):
        names += ["last_known_location" for note in notes if note.get("last_known_location")]
    if names:
        told.say("pfif_left_out", value=", ".join(dict.fromkeys(name[:40] for name in names)))


def _day(text: str) -> datetime.date | None:
    try:
        moment = parse_datetime(text)
        return moment.date() if moment else parse_date(text)
    except ValueError:
        return None
