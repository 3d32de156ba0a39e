"""The persons behind a figure of the backlog, for those who may see persons by name."""

import datetime
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models.record import name_for
from common.reading import Surface, shown
from prisoners.interfaces.recipients import RecipientForm, recipient_of
from prisoners.models import Person
from reports import cells
from reports.catalogue.answer import Answer, Table
from reports.catalogue.backlog import BacklogReport, selected
from reports.catalogue.report import Report
from reports.enums import RunStatus
from reports.interfaces import presenters
from reports.models import ReportRun
from reports.queries.persons_behind import persons_behind, policy_of
from reports.views.runs import of_run


@require_safe
@of_run
def run_persons(request: HttpRequest, run: ReportRun, key: str = "", row: int = 0) -> HttpResponse:
    """Who is counted in a row of a table, or in all of it, as recorded now; the longest held first."""
    report = presenters.report_of(run)
    if (
        run.status != RunStatus.DONE
        or not isinstance(report, BacklogReport)
        or not presenters.sees_persons(request.user)
    ):
        raise Http404
    form = _for_whom(request)
    whom = form.cleaned_data["recipient"]
    reader = request.user.making_for(recipient_of(whom)) if whom else request.user
    answer = Answer.from_json(run.answer)
    table = _table(answer, key, row)
    selection = selected(run.parameters, run.as_of, reader)
    part = (key, table.rows[row][0]) if table else None
    policy = policy_of(answer.context["policy"])
    captivities, more = persons_behind(reader, selection, policy, part, _key(request.GET.get("after", "")))
    shown(Person, [each.person_id for each in captivities], Surface.REPORT)
    context = {
        "run": run,
        "title": _title(report, table, row),
        "people": [(name_for(each.person, request.user), each) for each in captivities],
        "told": cells.in_words(report, table.columns[-1], table.rows[row][-1]) if table else "",
        "next": more,
        "form": form,
        "recipient": whom,
        "as_of": run.as_of,
        "known_on": _day(run.parameters["known_on"]),
    }
    return render(request, "reports/persons.html", context)


def _for_whom(request: HttpRequest) -> RecipientForm:
    """For whom the reader looks; 404 for somebody whom nobody knows."""
    form = RecipientForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    return form


def _table(answer: Answer, key: str, row: int) -> Table | None:
    """The table that leads to persons; None where all of them are asked for, 404 where there is no such row."""
    if not key:
        return None
    found = next((table for table in answer.tables if table.key == key and table.leads_to_persons), None)
    if found is None or row >= len(found.rows):
        raise Http404
    return found


def _title(report: Report, table: Table | None, row: int) -> str:
    if table is None:
        return report.label("held")
    return f"{report.label(table.key)}: {cells.in_words(report, table.columns[0], table.rows[row][0])}"


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
