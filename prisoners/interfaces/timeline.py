"""Everything that happened to a person, in the order of time: when it happened, when it was recorded, from whom.

A room above tells of what it knows too, as of exchanges:

    # in AppConfig.ready() of that room
    from prisoners.interfaces.timeline import provide
    provide(steps_of_person)      # steps_of_person(captivities, user) -> [(day, Event)]
"""

import dataclasses
import datetime
import uuid
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from common.partial_dates import PartialDate, Precision
from common.pieces import Event
from prisoners.enums import LEADS_TO, CaptivityStatus, EventKind
from prisoners.interfaces.particulars import PARTICULARS
from prisoners.interfaces.words import TONES
from prisoners.models import Alert, Captivity, StatusEvent
from prisoners.queries.dossier import Chapter, Dossier

Told = tuple[tuple, Event]
#: What a room above knows of these captivities, as far as a reader may see it: each step with the day it stands on.
Provider = Callable[[Collection[uuid.UUID], User], Iterable[tuple[datetime.date, Event]]]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Let a room above tell what it knows."""
    if provider not in _providers:
        _providers.append(provider)


def timeline(dossier: Dossier, user: User) -> list[Event]:
    """The earliest first; what has no date stands where it was recorded."""
    told = [pair for chapter in dossier.chapters for pair in _chapter(chapter, user)]
    keys = [chapter.captivity.pk for chapter in dossier.chapters]
    for provider in _providers if keys else ():
        told += [((day, 2, ""), event) for day, event in provider(keys, user)]
    return [event for _key, event in sorted(told, key=lambda pair: pair[0])]


def _chapter(chapter: Chapter, user: User) -> list[Told]:
    captivity = chapter.captivity
    told = [_told(_begun(captivity), captivity, user, captivity.recorded_at, 0)]
    told += [_told(_happened(each, user), each, user, each.recorded_at, 2) for each in chapter.events]
    told += [pair for each in chapter.alerts for pair in _alert(each)]
    for kind in PARTICULARS:
        told += [_told(kind.event(each), each, user, None, 1) for each in chapter.particulars.get(kind.model, ())]
    return told


def _told(event: Event, record: Any, user: User, recorded_at: datetime.datetime | None, rank: int) -> Told:
    """An event with its source and the moment at which it was recorded, and what it is sorted by."""
    source = record.source if user.has_perm(Permission.SOURCES_VIEW) else None
    recorded = _("recorded %(moment)s") % {"moment": _moment(recorded_at)} if recorded_at else ""
    whole = dataclasses.replace(
        event,
        source=str(source) if source else "",
        source_url=source.get_absolute_url() if source else "",
        who=recorded,
    )
    known = isinstance(event.when, PartialDate) and event.when.date
    day = event.when.date if known else recorded_at.date() if recorded_at else datetime.date.max
    return (day, rank, str(record.pk)), whole


def _begun(captivity: Captivity) -> Event:
    missing = captivity.measure == "" and captivity.status == CaptivityStatus.MISSING
    title = _("Missing") if missing else _("Captured")
    return Event(captivity.captured, title, str(captivity.unit or ""), tone="active")


def _happened(event: StatusEvent, user: User) -> Event:
    where = str(event.place) if event.place and "location" in user.field_classes_seen else ""
    until = _("until %(day)s") % {"day": PartialDate(event.until, Precision.DAY)} if event.until else ""
    detail = " · ".join(filter(None, (where, event.condition, until, event.note)))
    status = LEADS_TO.get(EventKind(event.kind))
    tone = TONES[status] if status else "neutral"
    return Event(event.occurred, capfirst(event.get_kind_display()), detail, tone=tone)


def _alert(alert: Alert) -> list[Told]:
    raised = Event(_day(alert.raised_at), capfirst(alert.get_kind_display()), tone="bad")
    told = [((raised.when.date, 3, str(alert.pk)), raised)]
    if alert.answered_at:
        who = str(alert.answered_by)
        answered = Event(_day(alert.answered_at), _("Alert answered"), alert.answer, who=who, tone="good")
        told.append(((answered.when.date, 4, str(alert.pk)), answered))
    return told


def _day(moment: datetime.datetime) -> PartialDate:
    return PartialDate(localtime(moment).date(), Precision.DAY)


def _moment(moment: datetime.datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
