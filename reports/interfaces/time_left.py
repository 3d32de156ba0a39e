"""How long a run will still take: by the rows that are done, or by how long the report usually takes."""

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import ngettext

from reports.enums import RunStatus
from reports.models import ReportRun
from reports.queries.runs import usual_seconds

#: Seconds after which the pace of rows says something.
SETTLED = 2
#: What is told in rows; the other steps are files.
IN_ROWS = ("reading", "adding")


def seconds_left(run: ReportRun, *, by_rows_only: bool = False) -> int | None:
    """Seconds that a running run will still take, at least 1; None where nothing tells.

    How long the report usually takes is asked of the database, which `by_rows_only` leaves out.
    """
    if run.status != RunStatus.RUNNING or run.attempts > 1 or not run.started_at:
        return None
    elapsed = (timezone.now() - run.started_at).total_seconds()
    if run.message in IN_ROWS and run.total and run.done and elapsed >= SETTLED:
        return max(1, round(elapsed * (run.total - run.done) / run.done))
    usual = None if by_rows_only else usual_seconds(run)
    return max(1, round(usual - elapsed)) if usual is not None and usual > elapsed else None


def in_words(run: ReportRun) -> str:
    """The time left for people; blank where nothing tells."""
    left = seconds_left(run)
    if left is None:
        return ""
    if left < 90:
        return ngettext("about %(number)s second left", "about %(number)s seconds left", left) % {"number": left}
    minutes = round(left / 60)
    return ngettext("about %(number)s minute left", "about %(number)s minutes left", minutes) % {"number": minutes}


def rows_done(run: ReportRun) -> str:
    """The rows done, with all that there are where that is known; blank where none are counted."""
    if run.message not in IN_ROWS or not run.done:
        return ""
    if run.total:
        words = ngettext("%(done)s of %(total)s row", "%(done)s of %(total)s rows", run.total)
        return words % {"done": _number(run.done), "total": _number(run.total)}
    return ngettext("%(done)s row", "%(done)s rows", run.done) % {"done": _number(run.done)}


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
