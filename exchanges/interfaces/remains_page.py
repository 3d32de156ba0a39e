"""A transfer of remains as its page shows it to one reader: how far the dead are identified, and whom they are."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.record import name_for, visible_fields
from accounts.roles import Permission
from common.classification import FieldClass
from common.pieces import Chip
from common.reading import Surface, shown
from exchanges.interfaces import after_words, comparison
from exchanges.models import RemainsIdentification, RemainsTransfer
from exchanges.queries.after import claims_of, identifications
from prisoners.models import Person


@dataclass(frozen=True)
class Bar:
    """A part of the bodies: how many, their share of those received, and where its bar begins and ends (0 to 100)."""

    label: str
    number: int
    tone: str
    share: str
    length: float


@dataclass(frozen=True)
class Body:
    """A body with its result, and what may be done with it."""

    found: RemainsIdentification
    chip: Chip
    person: SafeString | str
    note: str
    edit_url: str
    void_url: str


class RemainsPage:
    """What `templates/exchanges/remains.html` shows beside the facts."""

    def __init__(self, transfer: RemainsTransfer, user: User) -> None:
        self.transfer, self.user = transfer, user
        self.may_void = user.has_perm(Permission.EXCHANGES_VOID) and not transfer.is_voided
        self.may_write = user.has_perm(Permission.EXCHANGES_WRITE) and not transfer.is_voided
        self.sees_sources = user.has_perm(Permission.SOURCES_VIEW)
        #: A claim about the dead is adopted nowhere: our figure has its own source.
        self.may_adopt = False

    @property
    def sees_bodies(self) -> bool:
        """Whether the reader may see results one by one; how many there are, everybody may."""
        return self.user.has_perm(Permission.PRISONERS_VIEW) and FieldClass.STAFF in self.user.field_classes_seen

    @property
    def chip(self) -> Chip:
        return after_words.progress_chip(self.transfer)

    @cached_property
    def bars(self) -> list[Bar]:
        parts = after_words.parts(self.transfer)
        whole = self.transfer.received or sum(number for _label, number, _tone in parts)
        return [self._bar(label, number, tone, whole) for label, number, tone in parts]

    @cached_property
    def facts(self) -> list[tuple[str, Any]]:
        """Label and value of what the reader may see."""
        each, seen = self.transfer, visible_fields(RemainsTransfer, self.user)
        rows = [
            ("direction", _("Direction"), each.get_direction_display()),
            ("from_party", _("Handed over by"), link(each.from_party)),
            ("to_party", _("Received by"), link(each.to_party)),
            ("handed_over_on", _("Handed over"), each.handed_over),
            ("received", _("Bodies received"), after_words.received(each)),
            ("via", _("Via"), each.via),
            ("exchange", _("Exchange"), link(each.exchange) or _("none: it stands alone")),
            ("programme", _("Programme"), link(each.programme)),
            ("source", _("Source"), link(each.source)),
        ]
        hidden = {_("Source")} if not self.sees_sources else set()
        hidden |= set() if self.user.has_perm(Permission.NEGOTIATIONS_VIEW) else {_("Programme")}
        return [(label, value) for field, label, value in rows if field in seen and label not in hidden]

    @property
    def notes(self) -> str:
        return self.transfer.notes if "notes" in visible_fields(RemainsTransfer, self.user) else ""

    @cached_property
    def comparison(self) -> comparison.Comparison | None:
        """What each side said."""
        found = claims_of(self.transfer, self.user)
        return comparison.compare(_("What each side said"), found, None) if found else None

    @cached_property
    def bodies(self) -> list[Body]:
        """Results one by one, in the order of the numbers of the bodies."""
        if not self.sees_bodies:
            return []
        rows = identifications(self.user).filter(remains_transfer=self.transfer, voided_at=self.transfer.voided_at)
        found = list(rows.order_by("tag"))
        shown(Person, [each.person_id for each in found if each.person_id], Surface.LIST)
        return [self._body(each) for each in found]

    @property
    def ids(self) -> list[uuid.UUID]:
        """Keys of the transfer and of what belongs to it, for the history."""
        claims = self.transfer.claims.values_list("pk", flat=True)
        return [self.transfer.pk, *(each.found.pk for each in self.bodies), *claims]

    def _bar(self, label: str, number: int, tone: str, whole: int) -> Bar:
        length = 100 * number / whole if whole else 0
        return Bar(label, number, tone, f"{number_format(length, 1)} %", round(length, 2))

    def _body(self, found: RemainsIdentification) -> Body:
        def url(name: str, allowed: bool) -> str:
            return reverse(f"remains:body-{name}", args=[found.pk]) if allowed else ""

        person = found.person
        return Body(
            found=found,
            chip=after_words.result_chip(found),
            person=format_html('<a href="{}">{}</a>', person.get_absolute_url(), name_for(person, self.user))
            if person
            else "–",
            note=found.note if "note" in visible_fields(RemainsIdentification, self.user) else "",
            edit_url=url("edit", self.may_write),
            void_url=url("void", self.may_void),
        )


def link(record: Model | None) -> SafeString | None:
    """A record by its name, linked to its page."""
    return record and format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)
