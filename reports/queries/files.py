"""Runs with their files."""

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from reports.models import Artefact, ReportRun


def runs_with_files(user: User) -> QuerySet[ReportRun]:
    """The runs that a user may see, without answers and contents of files; two queries for any number.

    Those that others share are among them: `listed` narrows them to what stands in a list.
    """
    files = Prefetch("artefacts", Artefact.objects.without_content())
    return ReportRun.objects.visible_to(user).defer("answer").prefetch_related(files)
