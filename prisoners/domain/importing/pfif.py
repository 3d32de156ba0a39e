"""PFIF 1.4, the People Finder Interchange Format (zesty.ca/pfif/1.4): from a file to rows, one for each person.

A row holds what the file says, as it came: a cell for each field of a person, one for its notes and one for what PFIF
does not know, both as JSON. What becomes of it is said in pfif_rows.py; docs/pfif.md has the whole mapping.
"""

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from lxml import etree

from prisoners.domain.importing.problems import FileRefused

NAMESPACE = "http://zesty.ca/pfif/1.4"
#: Of every version, so that an older file is told from what is no PFIF.
ANY_VERSION = "http://zesty.ca/pfif/"
PERSON = (
    *("person_record_id", "entry_date", "expiry_date", "author_name", "author_email", "author_phone"),
    *("source_name", "source_date", "source_url", "full_name", "given_name", "family_name", "alternate_names"),
    *("description", "sex", "date_of_birth", "age", "home_street", "home_neighborhood", "home_city", "home_state"),
    *("home_postal_code", "home_country", "photo_url", "profile_urls"),
)
NOTE = (
    *("note_record_id", "person_record_id", "linked_person_record_id", "entry_date", "author_name", "author_email"),
    *("author_phone", "source_date", "author_made_contact", "status", "email_of_found_person"),
    *("phone_of_found_person", "last_known_location", "text", "photo_url"),
)
NOTES, UNKNOWN = "notes", "unknown"
#: The columns of the rows. No other file has these, so they tell what a file is too.
COLUMNS = (*PERSON, NOTES, UNKNOWN)
#: Nothing is fetched, no entity is put in, and no text may be endless.
HARDENED = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
Record = dict[str, Any]


def own_domain() -> str:
    """Under which our records are known elsewhere: the host of our address."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def read_pfif(data: bytes, longest: int) -> list[list[str]]:
    """The rows of a PFIF file. Raises FileRefused for what is none, or declares anything of its own."""
    bare = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise FileRefused("pfif_declares")
    persons: list[Record] = []
    notes: dict[str, list[Record]] = {}
    try:
        for element in _records(data):
            if etree.QName(element).localname == "person":
                persons.append(_record(element, PERSON))
            else:
                note = _record(element, NOTE)
                notes.setdefault(_of(note, element), []).append(note)
            if len(persons) + len(notes) > longest:
                raise FileRefused("too_long_file", limit=longest)
    except etree.XMLSyntaxError as error:
        raise FileRefused("broken_xml", line=error.lineno or 1) from error
    rows = [_row(person, notes.pop(person.get("person_record_id", ""), [])) for person in persons]
    # Notes on persons of whom the file tells nothing else are rows too, so that each is accounted for.
    return rows + [_row({"person_record_id": key}, found) for key, found in notes.items()]


def _records(data: bytes) -> Iterator[Any]:
    """The persons and the notes, wherever in the document they stand, the notes of a person before it."""
    tags = [f"{{{NAMESPACE}}}person", f"{{{NAMESPACE}}}note"]
    root = True
    for event, element in etree.iterparse(io.BytesIO(data), events=("start", "end"), **HARDENED):
        if root:
            _check_root(element)
            root = False
        if event == "end" and element.tag in tags:
            yield element
            if element.tag == tags[0]:
                element.clear()


def _check_root(element: Any) -> None:
    document = element.getroottree().docinfo
    if document.internalDTD is not None:
        raise FileRefused("pfif_declares")
    # PFIF stands within feeds too, whose root declares its namespace or leaves that to the records.
    name = etree.QName(element)
    namespace = next((each for each in element.nsmap.values() if each.startswith(ANY_VERSION)), name.namespace or "")
    if namespace.startswith(ANY_VERSION) and namespace != NAMESPACE:
        raise FileRefused("pfif_version", version=namespace.removeprefix(ANY_VERSION)[:20])
    if namespace != NAMESPACE and name.localname not in {"feed", "rss"}:
        raise FileRefused("not_pfif")


def _of(note: Record, element: Any) -> str:
    """Whose a note is: it says so, or stands within the person."""
    around = element.getparent()
    within = "" if around is None else around.findtext(f"{{{NAMESPACE}}}person_record_id", "")
    return note.get("person_record_id") or within.strip()


def _record(element: Any, fields: tuple[str, ...]) -> Record:
    """The fields of a record, and apart whatever else it holds, by its name."""
    said: Record = {}
    unknown: dict[str, str] = {}
    for child in element:
        name = etree.QName(child)
        text = "".join(child.itertext()).strip()
        if name.namespace == NAMESPACE and name.localname in fields and name.localname not in said:
            said[name.localname] = text
        elif child.tag != f"{{{NAMESPACE}}}note" and text:
            unknown[name.localname] = text
    return {key: value for key, value in said.items() if value} | ({UNKNOWN: unknown} if unknown else {})


def _row(person: Record, notes: list[Record]) -> list[str]:
    cells = [person.get(name, "") for name in PERSON]
    return [*cells, *(orjson.dumps(each).decode() if each else "" for each in (notes, person.get(UNKNOWN)))]
