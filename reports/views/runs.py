"""Runs: the list, the page of one with its progress and its answer, and its files."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.roles import Permission
from common.errors import IllegalMove
from common.lists import ListPage
from common.reading import Surface, shown
from prisoners.models import Person
from reports.catalogue.answer import Answer
from reports.catalogue.report import Report
from reports.domain.runs import cancel_run
from reports.enums import CHARTS, ArtefactFormat
from reports.interfaces import presenters
from reports.interfaces.run_list import RunFilter, RunTable
from reports.models import Artefact, ReportRun
from reports.queries.runs import artefact_of, artefacts_of, listed, run_of
from reports.rules import may_cancel, may_share, may_take_files
from reports.views.sharing import linked_page, may_run, may_view


class RunList(ListPage):
    model = ReportRun
    filterset_class, table_class = RunFilter, RunTable
    permission_required = Permission.REPORTS_VIEW
    title = gettext_lazy("Report runs")
    empty_text = gettext_lazy("Nobody has asked a report yet. Choose one in the catalogue.")
    export_name = "report-runs"

    def get_queryset(self) -> QuerySet:
        return listed(self.request.user)


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
@may_view
def run_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Progress while a run works; then the answer, the chart, the figures, the tables and the files.

    Whoever follows the link of a shared run without holding what it needs is offered to have it asked for herself.
    """
    try:
        run = run_of(request.user, pk)
    except ReportRun.DoesNotExist:
        return linked_page(request, pk)
    report, user = presenters.report_of(run), request.user
    shown(ReportRun, [run.pk], Surface.REPORT)
    context = {
        "run": run,
        "title": presenters.title(run),
        "report": report,
        "chip": presenters.chip(run),
        "asked": presenters.asked(run, report, request.user),
        "job": presenters.progress(run),
        "failure": presenters.why_failed(run),
        "may_cancel": may_cancel(user, run),
        "may_run": user.has_perm(Permission.REPORTS_RUN),
        "may_share": may_share(user, run),
        "link": request.build_absolute_uri(run.get_absolute_url()) if run.is_shared else "",
        "is_own": run.asked_by_id == user.pk,
    }
    if run.has_answer and report:
        context |= _answered(run, report, user)
    return render(request, "reports/run.html", context)


def _answered(run: ReportRun, report: Report, user: User) -> dict[str, Any]:
    answer, kept = Answer.from_json(run.answer), [file for file in artefacts_of(run) if not file.has_expired]
    return {
        "sentence": report.sentence(answer),
        "figures": presenters.figures(run, report, answer, user),
        "tables": [presenters.table(run, report, table, user) for table in answer.tables],
        "takes_files": may_take_files(user, run),
        "downloads": presenters.downloads(kept),
        "files_are_gone": all(file.format in CHARTS for file in kept),
        "has_chart": any(file.format == ArtefactFormat.SVG for file in kept),
    }


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


@require_safe
@of_run
def run_download(request: HttpRequest, run: ReportRun, kind: str) -> HttpResponse:
    """A file of a run, to keep; 410 with the way to make it anew once its day is over.

    Whoever sees it by its link is sent the charts of the page only.
    """
    if kind not in CHARTS and not may_take_files(request.user, run):
        raise Http404
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
