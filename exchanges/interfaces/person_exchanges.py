"""On the page of a person: the manifests that they stood on, as a section and as steps of the timeline."""

import datetime
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.record import name_for, visible_fields
from accounts.roles import Permission
from common.panels import Panel
from common.partial_dates import PartialDate, Precision
from common.pieces import Chip, Event
from common.reading import Surface, shown
from exchanges.interfaces import words
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange, ManifestEntry
from exchanges.queries.of_person import entries_of, steps_of
from prisoners.models import Person

S = EntryStatus
TONES = {S.DELIVERED: "good", S.APPROVED: "active", S.BOARDED: "active", S.DIED: "bad", S.REFUSED: "warning"}


@dataclass(frozen=True)
class Row:
    """One manifest: the exchange with its day and state, as what the person goes, and what became of it."""

    exchange: Exchange
    day: PartialDate
    state: Chip
    category: str
    entry: Chip
    outcome: str
    substitution: SafeString


def exchanges_of_person(person: Person, request: HttpRequest) -> Panel | None:
    """The exchanges of the person; nothing for who may not see manifests, or where there is none."""
    user = request.user
    if not user.has_perm(Permission.MANIFESTS_VIEW) or not (entries := entries_of(person, user)):
        return None
    shown(Exchange, [each.transfer.exchange_id for each in entries], Surface.LIST)
    others = [other for each in entries for other in _others(each)]
    shown(Person, [other.captivity.person_id for other in others], Surface.LIST)
    rows = [_row(each, user) for each in entries]
    return Panel("exchanges", _("Exchanges"), "exchanges/_of_person.html", {"rows": rows})


def steps_of_person(captivities: Collection[uuid.UUID], user: User) -> Iterator[tuple[datetime.date, Event]]:
    """For the timeline of a person: how far it came with each manifest, on the day on which it was recorded."""
    notes = "status_note" in visible_fields(ManifestEntry, user)
    for entry, move in steps_of(captivities, user):
        status, exchange = S(move.after["status"]), entry.transfer.exchange
        day = localtime(move.at).date()
        title = _("Exchange № %(number)d: %(status)s") % {"number": exchange.number, "status": status.label}
        note = move.after.get("status_note", "") if notes else ""
        told = Event(
            PartialDate(day, Precision.DAY), title, note, exchange.get_absolute_url(), tone=TONES.get(status, "neutral")
        )
        yield day, told


def _row(entry: ManifestEntry, user: User) -> Row:
    exchange, delivered = entry.transfer.exchange, entry.status == S.DELIVERED
    planned = PartialDate(exchange.planned_on, Precision.DAY) if exchange.planned_on else PartialDate()
    return Row(
        exchange=exchange,
        day=PartialDate(entry.delivered_on, Precision.DAY) if delivered else exchange.when or planned,
        state=words.status_chip(exchange),
        category=capfirst(str(entry.get_category_display())),
        entry=Chip(str(entry.get_status_display()), TONES.get(S(entry.status), "neutral")),
        outcome=capfirst(str(entry.get_outcome_display())) if delivered else "–",
        substitution=_substitution(entry, user),
    )


def _others(entry: ManifestEntry) -> list[ManifestEntry]:
    return [*filter(None, [entry.substitutes]), *entry.came_in]


def _substitution(entry: ManifestEntry, user: User) -> SafeString:
    told = [(_("in the place of"), entry.substitutes)] if entry.substitutes else []
    told += [(_("replaced by"), each) for each in entry.came_in]
    people = [(label, other.captivity.person) for label, other in told]
    named = ((label, person.get_absolute_url(), name_for(person, user)) for label, person in people)
    return format_html_join(", ", '{} <a href="{}">{}</a>', named) or format_html("{}", "–")
