"""Reads of runs that pages and the API share."""

import datetime
import uuid
from typing import Any

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet

from accounts.models import User
from accounts.roles import Permission
from common import clock
from reports.catalogue.report import Report
from reports.enums import RunStatus
from reports.models import Artefact, ListExport, ReportRun

#: So many of the latest answers say how long the next one takes.
RECENT = 11
#: So many runs are offered to be compared with.
COMPARABLE = 50
#: An answer older than that says nothing of today any more.
FRESH = datetime.timedelta(days=31)


def run_of(user: User, pk: uuid.UUID) -> ReportRun:
    """A run that the user may see, with its answer. Raises ReportRun.DoesNotExist."""
    return ReportRun.objects.visible_to(user).select_related("asked_by").get(pk=pk)


def listed(user: User) -> QuerySet[ReportRun]:
    """The runs that stand in the user's list, the newest first."""
    return ReportRun.objects.listed_for(user).recent()


def comparable(user: User, run: ReportRun) -> list[ReportRun]:
    """The latest answered runs of the same report that the user may see, shared ones too, but for the run itself."""
    seen = ReportRun.objects.visible_to(user).recent()
    answered = seen.filter(report=run.report, status=RunStatus.DONE, emptied_at__isnull=True)
    return list(answered.exclude(pk=run.pk)[:COMPARABLE])


def linked_run(user: User, pk: uuid.UUID) -> ReportRun:
    """A shared run of which the user holds the link, without its answer. Raises ReportRun.DoesNotExist."""
    return ReportRun.objects.linked_for(user).select_related("asked_by").get(pk=pk)


def exports(user: User) -> QuerySet[ListExport]:
    """The lists that the user took as files."""
    return ListExport.objects.visible_to(user)


def latest_runs(user: User) -> dict[str, ReportRun]:
    """The newest run of each report that the user may see."""
    runs = listed(user).order_by("report", "-asked_at", "-id").distinct("report")
    return {run.report: run for run in runs}


def recent_runs(user: User, report: str, limit: int = 10) -> list[ReportRun]:
    """The newest runs of one report that the user may see."""
    return list(listed(user).filter(report=report)[:limit])


def artefacts_of(run: ReportRun) -> list[Artefact]:
    """The files of a run, without their contents."""
    return list(run.artefacts.without_content())


def artefact_of(run: ReportRun, kind: str) -> Artefact:
    """One file of a run, with its content. Raises Artefact.DoesNotExist."""
    return run.artefacts.get(format=kind)


def failed_runs(user: User) -> list[ReportRun]:
    """The user's own runs that failed and that nobody has run again with success, the newest first; 100 at most."""
    runs = ReportRun.objects.visible_to(user).filter(asked_by=user)
    again = runs.filter(report=OuterRef("report"), status=RunStatus.DONE, asked_at__gt=OuterRef("asked_at"))
    return list(runs.filter(~Exists(again), status=RunStatus.FAILED).recent()[:100])


def latest_in_full(user: User, report: Report) -> ReportRun | None:
    """The latest answer of the last month to the whole question of a report, told in full, that the user may see."""
    told = ReportRun.objects.visible_to(user).filter(report=report.key, status=RunStatus.DONE, emptied_at__isnull=True)
    fresh = told.filter(needs__contains=[Permission.PRISONERS_VIEW.value], as_of__gt=clock.today() - FRESH)
    runs = fresh.order_by("-as_of", "-asked_at")[:RECENT]
    return next((run for run in runs if _asks_all(report, run.parameters)), None)


def _asks_all(report: Report, parameters: dict[str, Any]) -> bool:
    """Whether no parameter narrows the question."""
    fields = report.Parameters.base_fields
    return all(value in (None, "", fields[name].initial) for name, value in parameters.items() if name in fields)


def usual_seconds(run: ReportRun) -> float | None:
    """How long the last answers to this report took, at the median; None where there are none."""
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    done = ReportRun.objects.filter(report=run.report, status=RunStatus.DONE, attempts=1).order_by("-finished_at")
    found = sorted(done.annotate(took=took).values_list("took", flat=True)[:RECENT])
    return found[len(found) // 2].total_seconds() if found else None
