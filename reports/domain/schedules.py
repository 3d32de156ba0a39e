"""Verbs of a schedule: make it, set it otherwise, pause and resume it, end it. Its slots are fired in firing.py."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import PERMISSIONS, Permission, Role
from audit.verbs import verb
from common import clock
from common.errors import IllegalMove
from reports import catalogue
from reports.catalogue.report import Report
from reports.domain.answers import refuse_unread
from reports.models import Schedule
from reports.schedule_enums import SCHEDULE_MOVES, AsOf, ScheduleStatus, WhyStopped


@verb("reports.schedule", permission=Permission.REPORTS_RUN)
def schedule_report(
    *,
    report: str,
    role: str,
    by: User,
    parameters: dict[str, Any] | None = None,
    as_of: str = AsOf.TODAY,
    weekday: int = 1,
    at: datetime.time = datetime.time(8),
    id: uuid.UUID | None = None,
) -> Schedule:
    """Have a question asked every week, and a role told of the answer.

    Raises ValidationError by field for what the owner could not ask today or a role that sees no reports,
    PermissionDenied for a report of records that she may not see.
    """
    told = {"as_of": as_of, "weekday": weekday, "at": at, "role": role}
    made = Schedule(report=report, parameters=parameters or {}, owner=by, **told)
    kept = _checked(made, by)
    return records.create(Schedule, id=id, report=report, parameters=kept, owner=by, **told)


@verb("reports.revise_schedule", permission=Permission.REPORTS_RUN)
def revise_schedule(*, schedule: Schedule, by: User, expected_version: int | None = None, **changes: Any) -> Schedule:
    """Set a schedule otherwise; set to another time it asks from its next slot on. Its owner does so."""
    current = _own(schedule, by, expected_version)
    before = current.weekday, current.at
    for name, value in changes.items():
        setattr(current, name, value)
    changes["parameters"] = current.parameters = _checked(current, by)
    if (current.weekday, current.at) != before:
        changes["active_since"] = timezone.now()
    return records.revise(current, **changes)


@verb("reports.pause_schedule", permission=Permission.REPORTS_RUN)
def pause_schedule(*, schedule: Schedule, by: User, expected_version: int | None = None) -> Schedule:
    """Let a schedule ask no more until it is resumed. Raises IllegalMove for one that is not active."""
    return move(_own(schedule, by, expected_version), ScheduleStatus.PAUSED)


@verb("reports.resume_schedule", permission=Permission.REPORTS_RUN)
def resume_schedule(*, schedule: Schedule, by: User, expected_version: int | None = None) -> Schedule:
    """Let a schedule ask again, from its next slot on. Raises what `schedule_report` raises, and IllegalMove."""
    current = _own(schedule, by, expected_version)
    _checked(current, by)
    return move(current, ScheduleStatus.ACTIVE)


@verb("reports.end_schedule", permission=Permission.REPORTS_RUN)
def end_schedule(*, schedule: Schedule, by: User, reason: str, expected_version: int | None = None) -> Schedule:
    """End a schedule for good. What it asked stays. Raises ValidationError without a reason."""
    return records.void(_own(schedule, by, expected_version), by=by, reason=reason)


def move(schedule: Schedule, status: ScheduleStatus, why: str = "") -> Schedule:
    """The door of the state machine; the schedule is locked. Raises IllegalMove."""
    if status not in SCHEDULE_MOVES[ScheduleStatus(schedule.status)]:
        raise IllegalMove(_("This schedule is %(status)s.") % {"status": schedule.get_status_display()})
    schedule.status, schedule.why_stopped = status, why
    if status == ScheduleStatus.ACTIVE:
        schedule.active_since = timezone.now()
    return records.written(schedule, "status", "why_stopped", "active_since")


def report_of(schedule: Schedule) -> Report:
    """The report that a schedule asks. Raises ValidationError for one that there is not."""
    try:
        return catalogue.find(schedule.report)
    except catalogue.UnknownReport as unknown:
        raise ValidationError({"report": str(unknown)}) from unknown


def _checked(schedule: Schedule, by: User) -> dict[str, Any]:
    """The parameters, completed, of a schedule that its owner may ask today. Raises ValidationError by field."""
    report = report_of(schedule)
    refuse_unread(by, report)
    if schedule.role in Role and Permission.REPORTS_VIEW not in PERMISSIONS[Role(schedule.role)]:
        raise ValidationError({"role": _("This role sees no reports.")})
    parameters = report.clean(schedule.parameters)
    report.check(parameters, schedule.day_on(clock.today()), by)
    return parameters


def _own(schedule: Schedule, by: User, expected_version: int | None) -> Schedule:
    current = records.lock(schedule, expected_version)
    records.refuse_voided(current)
    if current.owner_id != by.pk:
        raise PermissionDenied(_("Only its owner changes a schedule."))
    return current


def why_refused(error: Exception) -> WhyStopped:
    """Why the question of a schedule was refused."""
    if isinstance(error, PermissionDenied):
        return WhyStopped.FORBIDDEN
    return WhyStopped.GONE if isinstance(error, LookupError) else WhyStopped.REFUSED
