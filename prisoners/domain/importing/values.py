"""What a row says as values of the tables that it is written to, and the key by which the row is known again."""

import hashlib
from collections.abc import Sequence
from typing import Any

from common.ids import new_key
from common.partial_dates import PartialDate
from prisoners.domain.importing.fields import SCHEMES
from prisoners.domain.importing.names import Called, ReadName
from prisoners.domain.importing.names import as_values as name_values
from prisoners.domain.persons import value_key

Values = dict[str, Any]

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
#: Columns that a row may say, by table; what it does not say is as a form would leave it.
SAID = {
    table: frozenset(columns.split())
    for table, columns in {
        "person": "id name sort_key description sex born_on born_on_precision citizenships identity_status notes "
        "party_id latest_captivity_id " + " ".join(_PERSON_TEXTS),
        "personname": "id person_id surname given_name patronymic as_written kind language is_preferred surname_key "
        "given_key patronymic_key folded",
        "identifier": "id person_id scheme value value_key",
        "captivity": "id person_id captured_on captured_on_precision unit_id service_basis legal_category "
        "arrived_in_camp_on notes detaining_power_id status source_id " + " ".join(_CAPTIVITY_TEXTS),
        "detention": "id captivity_id place_id place_as_reported since since_precision until until_precision source_id",
    }.items()
}


def person_values(key: str, said: Values, called: Called, notes: Sequence[str]) -> Values:
    """Values of Person, without the sides and the captivity."""
    name = called.names[0] if called.names else None
    return {text: said[text] for text in _PERSON_TEXTS if text in said} | {
        "id": key,
        "name": name.called if name else "",
        "sort_key": name.keys.sort_key if name else "",
        "description": called.description,
        "sex": said.get("sex") or "unknown",
        **_date_values("born_on", said.get("born")),
        "citizenships": said.get("citizenships", []),
        "identity_status": "established" if name else "unknown",
        "notes": "\n".join(notes),
    }


def captivity_values(person: str, said: Values, notes: Sequence[str]) -> Values:
    """Values of Captivity, without Power, status and source."""
    arrived = said.get("arrived_in_camp_on")
    return {text: said[text] for text in _CAPTIVITY_TEXTS if text in said} | {
        "id": new_key(),
        "person_id": person,
        **_date_values("captured_on", said.get("captured")),
        "unit_id": said.get("unit"),
        "service_basis": said.get("service_basis", ""),
        "legal_category": said.get("legal_category") or "undetermined",
        "arrived_in_camp_on": arrived.date.isoformat() if arrived else None,
        "notes": "\n".join(notes),
    }


def names_values(names: Sequence[ReadName], person: str) -> list[Values]:
    """Values of PersonName, each name once; the first is the preferred one."""
    if len(names) == 1:
        return [{"id": new_key(), "person_id": person, **name_values(names[0], preferred=True)}]
    once = {(name.called, name.kind): name for name in reversed(names)}
    ordered = [name for name in names if once[name.called, name.kind] is name]
    return [
        {"id": new_key(), "person_id": person, **name_values(name, preferred=at == 0)}
        for at, name in enumerate(ordered)
    ]


def identifiers_values(said: Values, person: str) -> list[Values]:
    """Values of Identifier, each number once."""
    numbers = {(scheme, value_key(number)): number for scheme in SCHEMES for number in said.get(scheme, ())}
    return [
        {"id": new_key(), "person_id": person, "scheme": scheme, "value": number, "value_key": key}
        for (scheme, key), number in numbers.items()
    ]


def key_of(parsed: Values) -> str:
    """What makes two rows the same: names, description, birth, numbers, and when the person was captured."""
    person, captivity = parsed["person"], parsed["captivity"] or {}
    parts = [
        *(name["folded"] for name in parsed["names"]),
        person["description"].casefold(),
        person["born_on"] or "",
        *sorted(f"{each['scheme']}:{each['value_key']}" for each in parsed["identifiers"]),
        captivity.get("captured_on") or "",
    ]
    return hash_of("\x1f".join(parts))


def hash_of(text: str) -> str:
    """A short hash of a text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _date_values(column: str, date: PartialDate | None) -> Values:
    if not date:
        return {column: None, f"{column}_precision": "unknown"}
    return {column: date.date.isoformat(), f"{column}_precision": date.precision.value}
