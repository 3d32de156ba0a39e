"""Runs that failed, schedules that stopped and deadlines that are overdue, for the page Today."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common.partial_dates import PartialDate, Precision
from common.today import Waiting
from reports import catalogue, cells
from reports.catalogue.answer import Answer
from reports.interfaces import presenters, schedules
from reports.queries.runs import failed_runs, latest_in_full
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


def overdue(user: User) -> list[Waiting]:
    """What the latest answer on the deadlines of the conventions counts as overdue: nothing is counted anew for it."""
    report = catalogue.find("legal-deadlines")
    if not catalogue.may_read(user, report) or (run := latest_in_full(user, report)) is None:
        return []
    answer, url = Answer.from_json(run.answer), run.get_absolute_url()
    table, day = answer.table("deadlines"), PartialDate(run.as_of, Precision.DAY)
    told = table.columns[0], table.columns[table.place("overdue")]
    counts = [(row[0], row[table.place("overdue")]) for row in table.rows]
    words = [": ".join(map(partial(cells.in_words, report), told, row)) for row in counts if row[1]]
    items = [(each, f"{url}#{table.key}") for each in words]
    return [Waiting(f"{report.title} · {day}", "bad", answer.value("concerned") or 0, items, url)]
