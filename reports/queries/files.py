"""Runs with their files."""

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from reports.models import Artefact, ReportRun


def runs_with_files(user: User) -> QuerySet[ReportRun]:
    """The runs that a user may see, without answers and contents of files; two queries for any number."""
    return _with_files(ReportRun.objects.visible_to(user))


def listed_with_files(user: User) -> QuerySet[ReportRun]:
    """Those of them that stand in the user's list."""
    return _with_files(ReportRun.objects.listed_for(user))


def _with_files(runs: QuerySet[ReportRun]) -> QuerySet[ReportRun]:
    files = Prefetch("artefacts", Artefact.objects.without_content())
    return runs.defer("answer").prefetch_related(files)
