"""Runs that failed, for the page Today."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common.partial_dates import PartialDate, Precision
from common.today import Waiting
from reports.interfaces import presenters
from reports.queries.runs import failed_runs

SHOWN = 5


def waiting(user: User) -> list[Waiting]:
    """Failed runs of the reader that have not been run again with success."""
    runs = failed_runs(user)
    items = [
        (f"{presenters.title(run)} · {PartialDate(run.asked_at.date(), Precision.DAY)}", run.get_absolute_url())
        for run in runs[:SHOWN]
    ]
    return [Waiting(_("Reports that failed"), "bad", len(runs), items, f"{reverse('reports:runs')}?status=failed")]
