"""Verbs of a run: ask for it, cancel it. The work itself is in reports/domain/work.py."""

import datetime
import uuid
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common import clock
from common.errors import IllegalMove
from reports.catalogue.report import Report
from reports.domain.answers import refuse_unread
from reports.domain.working import ring
from reports.enums import RUN_MOVES, RunStatus
from reports.models import ReportRun
from reports.models.job import Job

J = TypeVar("J", bound=Job)


@verb("reports.ask_for_run", permission=Permission.REPORTS_RUN)
def ask_for_run(
    *,
    report: Report,
    by: User,
    parameters: dict[str, Any] | None = None,
    as_of: datetime.date | None = None,
    id: uuid.UUID | None = None,
) -> ReportRun:
    """Queue a question; a worker answers it. `as_of` is today unless given; files are made in the active language.

    Raises ValidationError by field for wrong parameters or a day that has not come, PermissionDenied for records that
    the asker may not see.
    """
    refuse_unread(by, report)
    parameters, as_of = report.clean(parameters or {}), check_as_of(as_of or clock.today())
    report.check(parameters, as_of, by)
    run = records.create(
        ReportRun,
        id=id,
        report=report.key,
        parameters=parameters,
        as_of=as_of,
        language=language_of(by),
        needs=sorted(report.needs(by)),
        asked_by=by,
    )
    transaction.on_commit(lambda: ring("run", run.pk))
    run.refresh_from_db(fields=["asked_at"])
    return run


@verb("reports.cancel_run", permission=Permission.REPORTS_RUN)
def cancel_run(*, run: ReportRun, by: User, expected_version: int | None = None) -> ReportRun:
    """Stop a run; its worker notices at the next heartbeat. Raises IllegalMove for one that has ended."""
    return cancel(run, by, expected_version)


def cancel(job: J, by: User, expected_version: int | None = None) -> J:
    """End a job that has not ended. Raises IllegalMove for one that has, PermissionDenied for somebody else's."""
    current = records.lock(job, expected_version)
    if current.asked_by_id != by.pk:
        raise PermissionDenied(_("Only the person who asked for a run cancels it."))
    if RunStatus.CANCELLED not in RUN_MOVES[RunStatus(current.status)]:
        raise IllegalMove(_("This run has ended: %(status)s.") % {"status": current.get_status_display()})
    current.status, current.finished_at, current.lease_until = RunStatus.CANCELLED, timezone.now(), None
    current.save(update_fields=["status", "finished_at", "lease_until"])
    current.refresh_from_db(fields=["version"])
    return current


def language_of(by: User) -> str:
    """The language that the asker is reading in; without one, her own."""
    active = (get_language() or "")[:2]
    return active if active in dict(settings.LANGUAGES) else by.language or settings.LANGUAGE_CODE


def check_as_of(day: datetime.date) -> datetime.date:
    """Raises ValidationError for a day that has not come."""
    if day > clock.today():
        raise ValidationError({"as_of": _("This day has not come yet.")})
    return day
