"""What became of an exchange, in the order of time, with sources."""

import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.record import visible_fields
from accounts.queries.history import people
from accounts.roles import Permission
from common.classification import FieldClass
from common.pieces import Event
from exchanges.enums import DELIVERED, ExchangeStatus
from exchanges.interfaces.words import TONES
from exchanges.models import Exchange
from exchanges.queries.record import Dossier


def timeline(dossier: Dossier, user: User) -> list[Event]:
    """Hand-over, what sources said and when, and moves from state to state; the earliest first."""
    events = [*_days(dossier.exchange), *_statements(dossier, user), *_moves(dossier, user)]
    return [event for _day, event in sorted(events, key=lambda pair: pair[0])]


def _days(exchange: Exchange) -> list[tuple[datetime.date, Event]]:
    if exchange.status in DELIVERED and exchange.date:
        return [(exchange.date, Event(exchange.when, _("Handed over"), tone=TONES[ExchangeStatus(exchange.status)]))]
    if exchange.planned_on:
        return [(exchange.planned_on, Event(exchange.planned_on, _("Planned for this day")))]
    return []


def _statements(dossier: Dossier, user: User) -> list[tuple[datetime.date, Event]]:
    if not user.has_perm(Permission.SOURCES_VIEW):
        return []
    sources = {claim.source_id: claim.source for claim in dossier.claims}
    told = []
    for source in sources.values():
        if source.published_on:
            event = Event(
                source.published_on, source.title, source.quote, source=source.publisher, source_url=source.url
            )
            told.append((source.published_on, event))
    return told


def _moves(dossier: Dossier, user: User) -> list[tuple[datetime.date, Event]]:
    if FieldClass.STAFF not in user.field_classes_seen:
        return []
    notes = "status_note" in visible_fields(Exchange, user)
    actors = people(change.actor_id for change in dossier.moves)
    told = []
    for change in dossier.moves:
        status = ExchangeStatus(change.after["status"])
        title = _("Logged") if change.before is None else _("Now: %(status)s") % {"status": status.label}
        event = Event(
            change.at,
            title,
            change.reason if notes else "",
            who=actors.get(change.actor_id, ""),
            tone=TONES.get(status, "active"),
        )
        told.append((change.at.date(), event))
    return told
