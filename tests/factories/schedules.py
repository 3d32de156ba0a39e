"""Schedules, and runs that are answered, without a worker."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from common.ids import new_id
from reports import catalogue
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.domain.answers import answer_now
from reports.domain.firing import fire
from reports.domain.runs import ask_for_run
from reports.domain.schedules import schedule_report
from reports.enums import RunStatus
from reports.models import Notice, ReportRun, Schedule, Slot
from tests.factories.accounts import user_with

#: A Monday at eight.
DUE = datetime.datetime(2026, 11, 23, 8, tzinfo=timezone.get_default_timezone())


def new_schedule(owner: User | None = None, **told: Any) -> Schedule:
    """A schedule of the swap ratio for the analysts, Mondays at eight."""
    owner = owner or user_with(Role.ANALYST, language="en")
    return schedule_report(**{"report": "swap-ratio", "role": Role.ANALYST, "by": owner} | told)


def scheduled(owner: User | None = None, **told: Any) -> Schedule:
    """The same, active for a year."""
    made = new_schedule(owner, **told)
    Schedule.objects.filter(pk=made.pk).update(active_since=DUE - datetime.timedelta(days=365))
    return Schedule.objects.select_related("owner").get(pk=made.pk)


def answer_of(number: int) -> Answer:
    """A small answer of the swap ratio."""
    table = Table("groups", (Column("group", Cell.PERIOD), Column("to_us", Cell.COUNT)), [["2024-10", number]], None)
    return Answer((Figure("exchanges", Cell.COUNT, number),), (table,))


def finished(run: ReportRun, answer: Answer | None = None) -> ReportRun:
    """Bring a run to its end as a worker does, with what it answers unless an answer is given."""
    seen = None
    if answer is None:
        document = answer_now(catalogue.find(run.report), run.parameters, run.as_of, run.asked_by)
        answer, seen = document.answer, document.seen_change
    ReportRun.objects.filter(pk=run.pk).update(status=RunStatus.RUNNING, started_at=timezone.now(), attempts=1)
    ended = {"status": RunStatus.DONE, "finished_at": timezone.now(), "checksum": "0" * 64, "seen_change": seen}
    ReportRun.objects.filter(pk=run.pk).update(answer=answer.as_json(), **ended)
    return ReportRun.objects.get(pk=run.pk)


def answered(by: User | None = None, answer: Answer | None = None, **asked: Any) -> ReportRun:
    """A run of the swap ratio that is done."""
    by = by or user_with(Role.ANALYST, language="en")
    return finished(ask_for_run(report=catalogue.find(asked.pop("report", "swap-ratio")), by=by, **asked), answer)


def noticed() -> Notice:
    """A mail that is to be sent about a slot."""
    schedule = scheduled()
    fire(schedule, DUE)
    slot = Slot.objects.get(schedule=schedule)
    finished(slot.run)
    return Notice.objects.create(id=new_id(), slot=slot, user=schedule.owner)
