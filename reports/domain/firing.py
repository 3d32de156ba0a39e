"""What beat does with schedules: it asks what is due. Any number of beats may do so at once."""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone, translation

from accounts.domain import records
from accounts.models import User
from audit.verbs import acting
from common import clock
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.domain.schedules import move, why_refused
from reports.models import ReportRun, Schedule, Slot
from reports.schedule_enums import ScheduleStatus

REFUSALS = (PermissionDenied, ValidationError, LookupError)


def fire_due() -> int:
    """Ask what schedules are due to ask; returns how many asked. Of the slots missed only the latest is made up."""
    now = timezone.now()
    return sum(fire(schedule, slot) for schedule, slot in due(now))


def due(now: datetime.datetime) -> list[tuple[Schedule, datetime.datetime]]:
    """Active schedules with their latest slot, where that has not been fired."""
    active = Schedule.objects.active().annotate(fired=Max("slots__due_at")).select_related("owner").order_by("pk")
    found = ((each, each.slot_before(now)) for each in active)
    return [(each, slot) for each, slot in found if slot >= each.active_since and (not each.fired or each.fired < slot)]


class _NoLongerActive(Exception):
    """Its owner was faster than the beat: there is no such slot any more."""


def fire(schedule: Schedule, due_at: datetime.datetime) -> bool:
    """Ask what a schedule is due to ask, as its owner and with what she may see now; True if this call did.

    The row of the slot is written first: whoever comes second waits for it, and then finds that it is there. A question
    that is refused stops the schedule, with the reason.
    """
    try:
        with transaction.atomic(), acting(by=schedule.owner, verb_name="reports.fire_schedule"):
            slot = _taken(schedule, due_at)
            return slot is not None and _fired(slot, records.lock(schedule))
    except _NoLongerActive:
        return False


def _fired(slot: Slot, schedule: Schedule) -> bool:
    if schedule.is_voided or schedule.status != ScheduleStatus.ACTIVE:
        raise _NoLongerActive
    try:
        with transaction.atomic():
            slot.run = _ask(schedule)
    except REFUSALS as refused:
        slot.refused = why_refused(refused)
        move(schedule, ScheduleStatus.STOPPED, slot.refused)
    records.written(slot, "run", "refused")
    return slot.run is not None


def _taken(schedule: Schedule, due_at: datetime.datetime) -> Slot | None:
    """The row of a slot, or None where another beat has it."""
    slot = Slot(schedule=schedule, due_at=due_at)
    try:
        with transaction.atomic():
            slot.save(force_insert=True)
    except IntegrityError:
        return None
    return slot


def _ask(schedule: Schedule) -> ReportRun:
    by = User.objects.get(pk=schedule.owner_id)
    with translation.override(by.language or settings.LANGUAGE_CODE):
        return ask_for_run(
            report=catalogue.find(schedule.report),
            parameters=schedule.parameters,
            as_of=schedule.day_on(clock.today()),
            by=by,
        )
