"""Runs: the list, the page of one with its progress and its answer, and its files."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Permission
from common.errors import IllegalMove
from common.lists import ListPage
from common.reading import Surface, shown
from prisoners.models import Person
from reports.catalogue.answer import Answer
from reports.domain.runs import ask_for_run, cancel_run
from reports.enums import ArtefactFormat, RunStatus
from reports.interfaces import presenters
from reports.interfaces.run_list import RunFilter, RunTable
from reports.models import Artefact, ReportRun
from reports.queries.runs import artefact_of, artefacts_of, run_of

may_view = permission_required(Permission.REPORTS_VIEW, raise_exception=True)
may_run = permission_required(Permission.REPORTS_RUN, raise_exception=True)


class RunList(ListPage):
    model = ReportRun
    filterset_class, table_class = RunFilter, RunTable
    permission_required = Permission.REPORTS_VIEW
    title = gettext_lazy("Report runs")
    empty_text = gettext_lazy("Nobody has asked a report yet. Choose one in the catalogue.")
    export_name = "report-runs"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().recent()


def of_run(view: Callable) -> Callable:
    """Hands a view the run that the reader may see; 404 for any other."""

    @may_view
    def find(request: HttpRequest, pk: uuid.UUID, **arguments: Any) -> HttpResponse:
        try:
            run = run_of(request.user, pk)
        except ReportRun.DoesNotExist:
            raise Http404 from None
        return view(request, run, **arguments)

    return find


@require_safe
@of_run
def run_page(request: HttpRequest, run: ReportRun) -> HttpResponse:
    """Progress while a run works; then the answer, the chart, the figures, the tables and the files."""
    report = presenters.report_of(run)
    shown(ReportRun, [run.pk], Surface.REPORT)
    context = {
        "run": run,
        "title": presenters.title(run),
        "report": report,
        "chip": presenters.chip(run),
        "asked": presenters.asked(run, report),
        "job": presenters.progress(run),
        "failure": presenters.why_failed(run),
        "may_cancel": presenters.may_cancel(run, request.user),
        "may_run": request.user.has_perm(Permission.REPORTS_RUN),
    }
    if run.status == RunStatus.DONE and report:
        answer, artefacts = Answer.from_json(run.answer), [file for file in artefacts_of(run) if not file.has_expired]
        context |= {
            "sentence": report.sentence(answer),
            "figures": presenters.figures(run, report, answer, request.user),
            "tables": [presenters.table(run, report, table, request.user) for table in answer.tables],
            "downloads": presenters.downloads(artefacts),
            "has_chart": any(artefact.format == ArtefactFormat.SVG for artefact in artefacts),
        }
    return render(request, "reports/run.html", context)


@require_safe
@of_run
def run_status(request: HttpRequest, run: ReportRun) -> HttpResponse:
    """How far a run is, for the page that waits for it."""
    return JsonResponse({"progress": run.progress, "message": presenters.doing(run), "finished": run.has_ended})


@require_POST
@may_run
@of_run
def run_cancel(request: HttpRequest, run: ReportRun) -> HttpResponse:
    try:
        cancel_run(run=run, by=request.user)
    except IllegalMove as error:
        messages.warning(request, str(error))
    return redirect(run)


@require_POST
@may_run
@of_run
def run_again(request: HttpRequest, run: ReportRun) -> HttpResponse:
    """Asks the same question anew."""
    report = presenters.report_of(run)
    if report is None:
        messages.error(request, presenters.FAILURES["no_such_report"])
        return redirect(run)
    try:
        return redirect(ask_for_run(report=report, parameters=run.parameters, as_of=run.as_of, by=request.user))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(run)


@require_safe
@of_run
def run_download(request: HttpRequest, run: ReportRun, kind: str) -> HttpResponse:
    """A file of a run, to keep; 410 with the way to make it anew once its day is over."""
    try:
        artefact = artefact_of(run, kind)
    except Artefact.DoesNotExist:
        raise Http404 from None
    shown(ReportRun, [run.pk], Surface.EXPORT)
    if artefact.has_expired:
        return render(request, "reports/expired.html", {"run": run, "title": presenters.title(run)}, status=410)
    shown(Person, presenters.persons_named(run), Surface.EXPORT)
    return HttpResponse(
        bytes(artefact.content),
        content_type=artefact.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{artefact.file_name}"',
            "X-Content-Type-Options": "nosniff",
            "Repr-Digest": artefact.repr_digest,
        },
    )
