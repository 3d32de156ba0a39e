"""Reads of runs that pages and the API share."""

import uuid

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from reports.enums import RunStatus
from reports.models import Artefact, ListExport, ReportRun


def run_of(user: User, pk: uuid.UUID) -> ReportRun:
    """A run that the user may see, with its answer. Raises ReportRun.DoesNotExist."""
    return ReportRun.objects.visible_to(user).select_related("asked_by").get(pk=pk)


def exports(user: User) -> QuerySet[ListExport]:
    """The lists that the user took as files."""
    return ListExport.objects.visible_to(user)


def latest_runs(user: User) -> dict[str, ReportRun]:
    """The newest run of each report that the user may see."""
    runs = ReportRun.objects.visible_to(user).recent().order_by("report", "-asked_at", "-id").distinct("report")
    return {run.report: run for run in runs}


def recent_runs(user: User, report: str, limit: int = 10) -> list[ReportRun]:
    """The newest runs of one report that the user may see."""
    return list(ReportRun.objects.visible_to(user).filter(report=report).recent()[:limit])


def artefacts_of(run: ReportRun) -> list[Artefact]:
    """The files of a run, without their contents."""
    return list(Artefact.objects.filter(run=run).without_content())


def artefact_of(run: ReportRun, kind: str) -> Artefact:
    """One file of a run, with its content. Raises Artefact.DoesNotExist."""
    return Artefact.objects.get(run=run, format=kind)


def failed_runs(user: User) -> list[ReportRun]:
    """The user's own runs that failed and that nobody has run again with success, the newest first; 100 at most."""
    runs = ReportRun.objects.visible_to(user).filter(asked_by=user)
    again = runs.filter(report=OuterRef("report"), status=RunStatus.DONE, asked_at__gt=OuterRef("asked_at"))
    return list(runs.filter(~Exists(again), status=RunStatus.FAILED).recent()[:100])
