"""What an entry of a list that goes out says of a person: the words that are sent, written down when it is drawn up."""

import hashlib
import uuid
from collections.abc import Collection, Iterable
from typing import Any

import orjson
from django.db.models import Prefetch

from common.names import script_of
from negotiations.models import ListEntry, NameList
from prisoners.models import Captivity, PersonName

#: What is sent of a person, in this order; the content hash is made of it.
SENT = (
    "name_as_written", "surname", "given_name", "patronymic", "script", "born_on", "born_on_precision", "sex",
    "unit_text", "rank_text", "category_text", "side_id", "captivity_id",
)  # fmt: skip


def words_of(captivities: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """What an entry says of each captivity, in two statements."""
    names = PersonName.objects.standing().order_by("-is_preferred", "id")
    rows = Captivity.objects.select_related("person", "unit").filter(pk__in=captivities)
    found = rows.prefetch_related(Prefetch("person__names", names, to_attr="written"))
    return {captivity.pk: _words(captivity) for captivity in found}


def _words(captivity: Captivity) -> dict[str, Any]:
    person, unit = captivity.person, captivity.unit
    name = person.written[0] if person.written else PersonName()
    written = str(name) or person.description
    return {
        "name_as_written": written,
        "surname": name.surname,
        "given_name": name.given_name,
        "patronymic": name.patronymic,
        "script": script_of(written) or "",
        "born_on": person.born_on,
        "born_on_precision": person.born_on_precision,
        "sex": person.sex,
        "unit_text": (unit.code or unit.name_uk) if unit else "",
        "rank_text": captivity.rank,
        "category_text": captivity.legal_category,
        "side_id": person.party_id,
        "captivity_id": captivity.pk,
    }


def differs(entry: ListEntry, words: dict[str, Any] | None) -> bool:
    """Whether an entry says something else than the register does now."""
    return words is None or any(getattr(entry, name) != words[name] for name in SENT)


def hash_of(name_list: NameList, entries: Iterable[ListEntry]) -> str:
    """SHA-256 of what a list says: to whom, of what kind, and each entry in its order."""
    content = {
        "to": name_list.party_id,
        "kind": name_list.kind,
        "title": name_list.title,
        "entries": [[entry.row_number, *(getattr(entry, name) for name in SENT)] for entry in entries],
    }
    return hashlib.sha256(orjson.dumps(content)).hexdigest()
