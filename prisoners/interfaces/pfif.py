"""Persons as PFIF 1.4. What is told of each and what is not, and why: docs/pfif.md.

Neither numbers nor families, places of detention or health; of the rest, what the reader's roles see.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from lxml import etree

from accounts.models import User
from accounts.models.record import name_for, visible_fields
from common import clock
from common.export import temporary
from common.exporting import Told, silent
from common.reading import ahead
from common.watermark import Watermark
from prisoners.domain.importing.pfif import NAMESPACE, own_domain
from prisoners.enums import CaptivityStatus, Sex
from prisoners.models import Captivity, Person, PersonName
from prisoners.queries.pfif import in_pages

MEDIA_TYPE = "application/xml"
#: Whoever is given a record is asked to keep it no longer than this; what is then still true is sent anew.
KEPT = datetime.timedelta(days=365)
S = CaptivityStatus
#: What PFIF can say of a status; of somebody who was never held it says nothing.
STATUSES: dict[str, str] = {
    **dict.fromkeys(S, "believed_alive"),
    S.MISSING: "believed_missing",
    S.DIED: "believed_dead",
    S.NOT_CAPTIVE: "",
}
#: Signs that XML cannot hold.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- {mark} -->\n<pfif:pfif xmlns:pfif="{namespace}">\n'
CLOSING = "</pfif:pfif>\n"


def written(rows: QuerySet[Person], user: User, mark: Watermark, told: Told = silent) -> tuple[IO[bytes], int]:
    """The file of these persons, open at its start, and how many there are; each is noted before it is written."""
    total, done = rows.order_by().count(), 0
    writer = Writer(user)
    with temporary() as file:
        file.write(opening(mark))
        for page in in_pages(rows):
            told(done, total)
            file.writelines(writer.lines(ahead(page, Person, lambda person: person.pk)))
            done += len(page)
        file.write(CLOSING.encode())
    return file, done


def opening(mark: Watermark) -> bytes:
    """The beginning of a document, with who took it."""
    line = re.sub("-(?=-|$)", "- ", _writable(mark.line))
    return OPENING.format(mark=line, namespace=NAMESPACE).encode()


class Writer:
    """Writes persons as far as a reader may see them. What is the same for all is asked once."""

    def __init__(self, user: User) -> None:
        self.user, self.domain, self.now = user, own_domain(), _moment(timezone.now())
        self.expires = _moment(clock.now() + KEPT)
        self.person = visible_fields(Person, user)
        self.captivity = visible_fields(Captivity, user)
        self.named = {"surname", "given_name", "patronymic"} <= visible_fields(PersonName, user)
        with translation.override("en"):
            self.words = {status: str(status.label) for status in S}

    def lines(self, persons: Iterable[Person]) -> Iterator[bytes]:
        """Each person as an element."""
        for person in persons:
            yield etree.tostring(self._element(person), encoding="UTF-8") + b"\n"

    def _element(self, person: Person) -> Any:
        element = etree.Element(f"{{{NAMESPACE}}}person", nsmap={"pfif": NAMESPACE})
        made = _moment(_minted(person))
        self._fill(
            element,
            person_record_id=f"{self.domain}/{person.pk}",
            entry_date=self.now,
            expiry_date=self.expires,
            source_name=self.domain,
            source_date=made,
            source_url=settings.SITE_URL and settings.SITE_URL.rstrip("/") + person.get_absolute_url(),
            **self._names(person),
            **self._particulars(person),
        )
        if note := self._note(person):
            self._fill(etree.SubElement(element, f"{{{NAMESPACE}}}note"), **note)
        return element

    def _fill(self, element: Any, **fields: str) -> None:
        for name, value in fields.items():
            if value:
                etree.SubElement(element, f"{{{NAMESPACE}}}{name}").text = _writable(value)

    def _names(self, person: Person) -> dict[str, str]:
        if not self.named:
            return {"full_name": name_for(person, self.user)}
        if not person.called_names:
            return {"full_name": "unknown"}
        first, *others = person.called_names
        return {
            "full_name": str(first),
            "given_name": " ".join(filter(None, (first.given_name, first.patronymic))),
            "family_name": first.surname,
            "alternate_names": "\n".join(map(str, others)),
        }

    def _particulars(self, person: Person) -> dict[str, str]:
        # The first line describes somebody whose name is not known.
        lines = [self._seen(person, "description") if not person.called_names else None]
        lines.append(self._seen(person, "distinguishing_marks"))
        sex = self._seen(person, "sex")
        return {
            "description": "\n".join(filter(None, lines)),
            "sex": sex if sex != Sex.UNKNOWN else "",
            "date_of_birth": person.born.isoformat() if "born_on" in self.person and person.born else "",
            "home_city": self._seen(person, "last_residence"),
        }

    def _seen(self, person: Person, name: str) -> str:
        return getattr(person, name) if name in self.person else ""

    def _note(self, person: Person) -> dict[str, str]:
        """The status of the captivity that counts now. Where somebody is held is told to nobody."""
        held = person.latest_captivity
        if held is None or held.voided_at or "status" not in self.captivity or not STATUSES[held.status]:
            return {}
        missing = held.status == S.MISSING and "captured_at" in self.captivity
        return {
            "note_record_id": f"{self.domain}/{held.pk}",
            "person_record_id": f"{self.domain}/{person.pk}",
            "entry_date": self.now,
            "author_name": self.domain,
            "source_date": self.now,
            "status": STATUSES[held.status],
            "last_known_location": held.captured_at if missing else "",
            "text": self.words[held.status],
        }


def _minted(person: Person) -> datetime.datetime:
    """When the record was made, as its id says (UUIDv7)."""
    return datetime.datetime.fromtimestamp((person.pk.int >> 80) / 1000, tz=datetime.UTC)


def _moment(when: datetime.datetime) -> str:
    return f"{when.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)
