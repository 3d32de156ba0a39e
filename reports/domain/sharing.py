"""Verbs of a shared run: whoever holds the link to it sees it, as far as she may see all that it was made of."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from reports.models import ReportRun


@verb("reports.share_run", permission=Permission.REPORTS_RUN)
def share_run(*, run: ReportRun, by: User, expected_version: int | None = None) -> ReportRun:
    """Share an answer by the address of its page; sharing it twice changes nothing.

    Raises ValidationError where there is no answer, PermissionDenied for somebody else's.
    """
    current = _own(run, by, expected_version)
    if not current.has_answer:
        raise ValidationError(_("There is no answer to share: the run has not been answered, or it is kept no longer."))
    if current.is_shared:
        return current
    current.shared_at = timezone.now()
    return records.written(current, "shared_at")


@verb("reports.unshare_run", permission=Permission.REPORTS_RUN)
def unshare_run(*, run: ReportRun, by: User, expected_version: int | None = None) -> ReportRun:
    """Take the link back: from then on nobody sees the answer by it. Raises PermissionDenied for somebody else's."""
    current = _own(run, by, expected_version)
    if not current.is_shared:
        return current
    current.shared_at = None
    return records.written(current, "shared_at")


def _own(run: ReportRun, by: User, expected_version: int | None) -> ReportRun:
    current = records.lock(run, expected_version)
    if current.asked_by_id != by.pk:
        raise PermissionDenied(_("Only the person who asked for a run shares it."))
    return current
