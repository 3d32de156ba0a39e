"""What a file of persons may tell: the fields of GC III art. 122 and GC IV art. 138, and where each is recorded."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prisoners.enums import IdentifierScheme
from prisoners.models import Captivity, Person

SCHEMES = tuple(
    scheme.value for scheme in IdentifierScheme if scheme not in {IdentifierScheme.LIST_ROW, IdentifierScheme.OTHER}
)


@dataclass(frozen=True)
class ImportField:
    """A thing that a column may tell. `kind` says how a cell is read."""

    key: str
    label: str
    section: str
    kind: str
    model: type[Model] | None = None
    example: str = ""

    @cached_property
    def limit(self) -> int | None:
        """As many characters as the text may have."""
        return self.model._meta.get_field(self.key).max_length if self.model else None


NAMES, WHO, NUMBERS, HOW, FAMILY = (
    pgettext_lazy("of a person", "Names"),
    _("Person"),
    _("Numbers"),
    _("Captivity"),
    _("Family and addresses"),
)


def _of(model: type[Model], key: str) -> str:
    return model._meta.get_field(key).verbose_name


def _text(model: type[Model], key: str, section: str, example: str = "") -> ImportField:
    return ImportField(key, _of(model, key), section, "text", model, example)


FIELDS: tuple[ImportField, ...] = (
    ImportField("full_name", _("full name in one column"), NAMES, "full_name"),
    ImportField("surname", _("surname"), NAMES, "part", example="Вигаданий"),
    ImportField("given_name", _("given name"), NAMES, "part", example="Іван"),
    ImportField("patronymic", _("patronymic"), NAMES, "part", example="Петрович"),
    ImportField("other_spelling", _("name in another spelling"), NAMES, "other_names", example="Vyhadanyi Ivan"),
    ImportField("aliases", _("other names"), NAMES, "other_names"),
    ImportField("callsign", _("call sign"), NAMES, "callsign", example="Тихий"),
    _text(Person, "description", WHO),
    ImportField("sex", _("sex"), WHO, "choice", example="male"),
    ImportField("born", _("birth date"), WHO, "date", example="17.05.1990"),
    _text(Person, "birth_place", WHO, "Полтава"),
    ImportField("citizenships", _("citizenships"), WHO, "countries", example="UA"),
    ImportField("party", _("Power depended on"), WHO, "party", example="UA"),
    _text(Person, "distinguishing_marks", WHO),
    *(
        ImportField(scheme.value, scheme.label, NUMBERS, "identifier", example="АА-000001" if at == 0 else "")
        for at, scheme in enumerate(IdentifierScheme)
        if scheme.value in SCHEMES
    ),
    _text(Person, "father_name", FAMILY, "Петро"),
    _text(Person, "mother_maiden_name", FAMILY, "Вигадана"),
    _text(Person, "person_to_inform", FAMILY),
    _text(Person, "correspondence_address", FAMILY),
    _text(Person, "last_residence", FAMILY),
    ImportField("captured", _("captured on"), HOW, "date", example="17 травня 2022"),
    _text(Captivity, "captured_at", HOW, "Маріуполь"),
    ImportField("captivity_status", _("status"), HOW, "choice", example="confirmed"),
    ImportField("detaining_power", _("detaining Power"), HOW, "party", example="RU"),
    ImportField("unit", _("unit"), HOW, "unit", example="3057"),
    _text(Captivity, "rank", HOW, "солдат"),
    ImportField("service_basis", _("service basis"), HOW, "choice", example="contract"),
    ImportField("legal_category", _("legal category"), HOW, "choice", example="pow"),
    _text(Captivity, "measure", HOW),
    ImportField("places", _("places of detention"), HOW, "places", example="Вигаданий табір"),
    ImportField("arrived_in_camp_on", _of(Captivity, "arrived_in_camp_on"), HOW, "whole_date"),
    ImportField("notes", _("notes"), HOW, "notes"),
)
BY_KEY = {field.key: field for field in FIELDS}


def label_of(key: str) -> str:
    """A field in words; what is no field is told as it is."""
    return str(capfirst(BY_KEY[key].label)) if key in BY_KEY else key
