"""What may be done with a run, beside seeing it."""

from accounts.models import User
from accounts.roles import Permission
from reports.models import ReportRun


def may_take_files(user: User, run: ReportRun) -> bool:
    """Files bear the name of who took them: they go to who asked, and to those who read the book."""
    return run.asked_by_id == user.pk or user.has_perm(Permission.BOOK_VIEW)


def may_share(user: User, run: ReportRun) -> bool:
    """Who asked shares an answer that is there, or takes its link back."""
    return run.has_answer and run.asked_by_id == user.pk and user.has_perm(Permission.REPORTS_RUN)


def may_cancel(user: User, run: ReportRun) -> bool:
    """Who asked stops a run that has not ended."""
    return not run.has_ended and run.asked_by_id == user.pk and user.has_perm(Permission.REPORTS_RUN)
