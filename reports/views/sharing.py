"""Shared runs: share one, take the link back, and what somebody is offered whom the link shows no answer."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.roles import Permission
from common.reading import Surface, shown
from reports import catalogue
from reports.domain.runs import ask_for_run
from reports.domain.sharing import share_run, unshare_run
from reports.interfaces import presenters
from reports.models import ReportRun
from reports.queries.runs import linked_run, run_of

may_view = permission_required(Permission.REPORTS_VIEW, raise_exception=True)
may_run = permission_required(Permission.REPORTS_RUN, raise_exception=True)


def linked_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which question was shared, for a reader who may not see its answer; 404 for what is not shared."""
    run = _linked(request, pk)
    report = presenters.report_of(run)
    may_read = report is not None and catalogue.may_read(request.user, report)
    shown(ReportRun, [run.pk], Surface.REPORT)
    context = {
        "run": run,
        "title": presenters.title(run),
        "asked": presenters.question(run, report) if may_read else [],
        "may_ask": may_read and request.user.has_perm(Permission.REPORTS_RUN),
    }
    return render(request, "reports/linked.html", context)


@require_POST
@may_run
def run_again(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Asks the same question anew, as who asks now: also of a shared run whose answer she may not see."""
    try:
        run = run_of(request.user, pk)
    except ReportRun.DoesNotExist:
        run = _linked(request, pk)
    report = presenters.report_of(run)
    if report is None:
        messages.error(request, presenters.FAILURES["no_such_report"])
        return redirect(run)
    try:
        return redirect(ask_for_run(report=report, parameters=run.parameters, as_of=run.as_of, by=request.user))
    except (ValidationError, PermissionDenied) as refused:
        messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
        return redirect(run)


@require_POST
@may_run
def run_share(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Shares an answer, or takes its link back where the form says so."""
    run = _own(request, pk)
    try:
        if "take_back" in request.POST:
            unshare_run(run=run, by=request.user)
            messages.success(request, _("The link is taken back: it shows nobody the answer any more."))
        else:
            share_run(run=run, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(run)


def _own(request: HttpRequest, pk: uuid.UUID) -> ReportRun:
    try:
        return run_of(request.user, pk)
    except ReportRun.DoesNotExist:
        raise Http404 from None


def _linked(request: HttpRequest, pk: uuid.UUID) -> ReportRun:
    try:
        return linked_run(request.user, pk)
    except ReportRun.DoesNotExist:
        raise Http404 from None
