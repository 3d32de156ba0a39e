"""What passes between the server and a phone at the hand-over, as JSON: the manifest there, marks back."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import time_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from common import clock
from common.names import fold, forms_of, skeleton
from exchanges.domain.hand_over import Outcome
from exchanges.domain.marking import Mark
from exchanges.enums import Direction, ExchangeStatus
from exchanges.hand_over_enums import MarkKind
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange, HandOverMark, ManifestEntry, Transfer
from exchanges.queries.hand_over import CARRIED, Marks, Point
from prisoners.models import PersonName

LONGEST = {"bus": 40, "note": 500, "name": 100}
OLDEST = 1900
#: Of who was taken off the manifest a phone is told that, and no name.
OFF = frozenset({EntryStatus.VETOED, EntryStatus.WITHDRAWN})
KEYS = ("after", "bulk", "transfer", "person", "instead_of")


class Malformed(Exception):
    """A mark that cannot be read; it says which member is wrong and why."""


def as_mark(data: Any) -> Mark:
    """The mark that a device sent. Raises Malformed."""
    if not isinstance(data, Mapping):
        raise Malformed(_("A mark is an object."))
    kind = data.get("kind")
    if kind not in MarkKind:
        raise Malformed(_("kind: there is no such mark."))
    texts = {name: _text(data, name, longest) for name, longest in LONGEST.items()}
    keys = {name: _key(data, name) if data.get(name) else None for name in KEYS}
    mark = {
        "kind": MarkKind(kind),
        "noted_at": _moment(data.get("noted_at")),
        "born_year": _year(data.get("born_year")),
    }
    return Mark(id=_key(data, "id"), entry=_key(data, "entry"), **mark, **texts, **keys)


def _key(data: Mapping[str, Any], name: str) -> uuid.UUID:
    try:
        return uuid.UUID(str(data.get(name)))
    except ValueError as wrong:
        raise Malformed(_("%(name)s: not a UUID.") % {"name": name}) from wrong


def _text(data: Mapping[str, Any], name: str, longest: int) -> str:
    value = data.get(name) or ""
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise Malformed(_("%(name)s: text of %(number)d characters at most.") % {"name": name, "number": longest})
    return value.strip()


def _moment(value: Any) -> datetime.datetime:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or not is_aware(moment):
        raise Malformed(_("noted_at: a moment with its time zone."))
    return moment


def _year(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, int) and OLDEST <= value <= clock.today().year:
        return value
    raise Malformed(_("born_year: a year between %(first)d and now.") % {"first": OLDEST})


def outcome(told: Outcome) -> dict[str, Any]:
    """What a phone is told of a mark that it sent."""
    return {"id": str(told.id), "effect": told.effect, "detail": told.told}


def state(
    exchange: Exchange,
    transfers: Iterable[Transfer],
    rows: Iterable[ManifestEntry],
    marks: Mapping[uuid.UUID, Marks],
    at: Point,
) -> dict[str, Any]:
    """The manifest, or what changed of it."""
    status = ExchangeStatus(exchange.status)
    return {
        "point": str(at),
        "entries_total": at.entries,
        "versions_total": at.versions,
        "number": exchange.number,
        "status": str(status.label),
        "live": status == ExchangeStatus.UNDER_WAY,
        "carried": status in CARRIED,
        "transfers": [_transfer(each) for each in transfers],
        "entries": [_entry(each, marks.get(each.pk, Marks())) for each in rows],
    }


def _transfer(transfer: Transfer) -> dict[str, Any]:
    return {
        "id": str(transfer.pk),
        "home": transfer.direction == Direction.TO_US,
        "from": transfer.from_party.name,
        "to": transfer.to_party.name,
        "agreed": transfer.agreed,
    }


def _entry(entry: ManifestEntry, marks: Marks) -> dict[str, Any]:
    told = {"id": str(entry.pk), "version": entry.version, "transfer": str(entry.transfer_id), "status": entry.status}
    if entry.status in OFF:
        return told
    captivity, person = entry.captivity, entry.captivity.person
    return told | {
        "name": person.called,
        "born": person.born.isoformat(),
        "unit": str(captivity.unit) if captivity.unit else "",
        "category": entry.get_category_display(),
        "origin": entry.origin,
        "keys": keys_of(person.standing_names or []),
        "mark": _mark(marks.standing),
        "other": _mark(marks.other),
        "note": marks.note,
    }


def _mark(mark: HandOverMark | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    return {
        "id": str(mark.pk),
        "kind": mark.kind,
        "says": mark.get_kind_display(),
        "at": time_format(localtime(mark.noted_at), "TIME_FORMAT"),
        "by": str(mark.noted_by),
        "bus": mark.bus,
    }


def keys_of(names: Iterable[PersonName]) -> list[str]:
    """The words of names as they are compared, and their skeletons: what the search on a phone goes by."""
    keys: dict[str, None] = {}
    for name in names:
        words = f"{name.surname} {name.given_name} {name.patronymic}".replace("-", " ").split()
        forms = [form for word in name.given_name.replace("-", " ").split() for form in forms_of(word)]
        keys |= dict.fromkeys(fold(word) for word in words)
        keys |= dict.fromkeys(skeleton(word).upper() for word in (*words, *forms))
    return [key for key in keys if key]


def found(person: Any, *, on_manifest: bool) -> dict[str, Any]:
    """A person of the register whom the search found."""
    held = person.latest_captivity
    return {
        "id": str(person.pk),
        "name": person.called,
        "born": person.born.isoformat(),
        "unit": str(held.unit) if held and held.unit else "",
        "status": held.get_status_display() if held else "",
        "on_manifest": on_manifest,
    }
