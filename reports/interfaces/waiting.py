"""Runs that failed and schedules that stopped, for the page Today."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common.partial_dates import PartialDate, Precision
from common.today import Waiting
from reports.interfaces import presenters, schedules
from reports.queries.runs import failed_runs
from reports.queries.schedules import stopped_schedules

SHOWN = 5


def waiting(user: User) -> list[Waiting]:
    """The reader's runs that failed and were not run again with success, and her schedules that were stopped."""
    runs = failed_runs(user)
    items = [
        (f"{presenters.title(run)} · {PartialDate(run.asked_at.date(), Precision.DAY)}", run.get_absolute_url())
        for run in runs[:SHOWN]
    ]
    stopped = stopped_schedules(user)
    named = [
        (f"{schedules.title(each)} · {each.get_why_stopped_display()}", each.get_absolute_url()) for each in stopped
    ]
    return [
        Waiting(_("Reports that failed"), "bad", len(runs), items, f"{reverse('reports:runs')}?status=failed"),
        Waiting(
            _("Schedules that stopped"),
            "bad",
            len(stopped),
            named[:SHOWN],
            f"{reverse('schedules:list')}?status=stopped",
        ),
    ]
