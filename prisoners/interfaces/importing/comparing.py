"""A row beside the persons whom it may be: what is recorded, what the row says, what would be replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import pgettext

from common.partial_dates import PartialDate
from common.templatetags.obmin import known
from prisoners.domain.importing.adding import DATES, fields_of, replaced
from prisoners.domain.importing.fields import label_of
from prisoners.interfaces.importing.forms import column_name
from prisoners.interfaces.importing.words import reasons, url_of
from prisoners.models import Captivity, Person, PersonImportRow

COLUMNS = {name: column for column, name in DATES.items()}
UNSAID = ("unknown", "undetermined")


@dataclass(frozen=True)
class Compared:
    """Somebody recorded beside the row: (label, recorded, said by the row, whether “override” replaces it)."""

    person: Person
    url: str
    why: str
    fields: list[tuple[str, Any, Any, bool]]


def as_it_came(row: PersonImportRow, columns: Sequence[str]) -> list[tuple[str, str]]:
    """Cells of a row with the names of their columns."""
    headers = [*columns, *[""] * (len(row.raw) - len(columns))]
    return [(column_name(at, headers[at]), cell) for at, cell in enumerate(row.raw)]


def as_read(row: PersonImportRow) -> list[tuple[str, Any]]:
    """What a row says, as it was understood."""
    said = row.parsed or {}
    if not said:
        return []
    facts = [(pgettext("of a person", "Name"), _name(name)) for name in said["names"]]
    facts += [(label_of(each["scheme"]), each["value"]) for each in said["identifiers"]]
    for model, values in ((Person, said["person"]), (Captivity, said["captivity"] or {})):
        facts += [(_label(model, key), _said(model, key, value)) for key, value in _told(model, values)]
    places = [each["place_as_reported"] for each in said["detentions"] if each["place_as_reported"]]
    return facts + [(label_of("places"), place) for place in places]


def compared(row: PersonImportRow, persons: Mapping[str, Person]) -> list[Compared]:
    """The persons whom a row may be, of those that the reader may see."""
    candidates = row.candidates or ([{"person": str(row.person_id), "why": []}] if row.person_id else [])
    found = [(persons[each["person"]], each) for each in candidates if each["person"] in persons]
    return [Compared(who, url_of(who), reasons(each), _fields(who, row.parsed or {})) for who, each in found]


def _fields(person: Person, said: dict[str, Any]) -> list[tuple[str, Any, Any, bool]]:
    if not said:
        return []
    names = _name(said["names"][0]) if said["names"] else ""
    rows = [(pgettext("of a person", "Name"), person.name, names, bool(names) and names != person.name)]
    held = person.latest_captivity
    for record, values in ((person, said["person"]), (held, said["captivity"])):
        if record is None or not values:
            continue
        changes = replaced(record, values)
        model = type(record)
        for key, value in _told(model, values):
            recorded = _said(model, key, _shown(getattr(record, key)))
            rows.append((_label(model, key), recorded, _said(model, key, value), key in changes))
    return rows


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, PartialDate) else known(value)


def _told(model: type, values: dict[str, Any]) -> list[tuple[str, Any]]:
    """What a row says of a record, as people understand it: neither keys of other records nor “not known”."""
    said = fields_of(model, values).items()
    return [(key, value) for key, value in said if not key.endswith("_id") and value not in UNSAID]


def _said(model: type, key: str, value: Any) -> Any:
    """The words of a choice; anything else as it is."""
    field = model._meta.get_field(COLUMNS.get(key, key))
    return dict(field.flatchoices).get(value, value) if field.choices else value


def _label(model: type, key: str) -> str:
    return str(capfirst(model._meta.get_field(COLUMNS.get(key, key)).verbose_name))


def _name(name: Mapping[str, str]) -> str:
    return " ".join(filter(None, (name["surname"], name["given_name"], name["patronymic"])))
