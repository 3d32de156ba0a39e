"""The records behind a figure, behind a row of a table or behind one count in it."""

import datetime
import uuid

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models.record import name_for
from common.classification import FieldClass
from common.pagination import paginate
from common.reading import Surface, shown
from exchanges.models import Exchange
from negotiations.models import ListEntry
from prisoners.interfaces.recipients import RecipientForm, recipient_of
from prisoners.models import Person
from prisoners.queries.held import Statement
from reports.catalogue.answer import Answer
from reports.catalogue.report import Asked, Behind, Report
from reports.interfaces import leading, presenters
from reports.models import ReportRun
from reports.queries.behind import PAGE, arranged, captivities_behind
from reports.views.runs import of_run

TEMPLATES: dict[type[Model], str] = {
    Exchange: "reports/behind_exchanges.html",
    ListEntry: "reports/behind_entries.html",
}


@require_safe
@of_run
def run_behind(
    request: HttpRequest, run: ReportRun, key: str, row: int | None = None, column: str = ""
) -> HttpResponse:
    """The records that a figure counts or was made of, as they are recorded now; persons only for who may see them."""
    report = presenters.report_of(run)
    if not run.has_answer or report is None:
        raise Http404
    answer = Answer.from_json(run.answer)
    try:
        context = leading.told(report, answer, key, row, column)
    except LookupError:
        raise Http404 from None
    form = _for_whom(request)
    whom = form.cleaned_data["recipient"]
    reader = request.user.making_for(recipient_of(whom)) if whom else request.user
    behind = _behind(report, Asked(run.parameters, run.as_of, reader, answer), key, row, column)
    context |= {"run": run, "form": form, "recipient": whom, "known_on": _day(run.parameters.get("known_on"))}
    return _persons(request, behind, context) if isinstance(behind, Statement) else _records(request, behind, context)


def _behind(report: Report, asked: Asked, key: str, row: int | None, column: str) -> Behind:
    try:
        behind = report.behind(asked, key, row, column)
    except LookupError:
        raise Http404 from None
    if isinstance(behind, Statement) and not leading.sees_persons(asked.reader):
        raise Http404
    return behind


def _persons(request: HttpRequest, behind: Statement, context: dict) -> HttpResponse:
    """Whoever is counted, the longest held first."""
    reader = request.user.making_for(recipient_of(context["recipient"])) if context["recipient"] else request.user
    captivities, more = captivities_behind(reader, behind, _key(request.GET.get("after", "")))
    shown(Person, [each.person_id for each in captivities], Surface.REPORT)
    context |= {"people": [(name_for(each.person, request.user), each) for each in captivities], "next": more}
    return render(request, "reports/behind_persons.html", context)


def _records(request: HttpRequest, behind: QuerySet, context: dict) -> HttpResponse:
    page = paginate(arranged(behind), request.GET, PAGE)
    shown(behind.model, [each.pk for each in page.rows], Surface.REPORT)
    names = FieldClass.IDENTITY in request.user.field_classes_seen
    context |= {"page": page, "kind": behind.model._meta, "sees_names": names}
    return render(request, TEMPLATES.get(behind.model, "reports/behind_records.html"), context)


def _for_whom(request: HttpRequest) -> RecipientForm:
    """For whom the reader looks; 404 for somebody whom nobody knows."""
    form = RecipientForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    return form


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
