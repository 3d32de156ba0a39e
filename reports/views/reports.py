"""The catalogue, and the page of a report with the form that asks it."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from accounts.roles import Permission
from reports import catalogue
from reports.catalogue.report import Report
from reports.domain.runs import ask_for_run
from reports.enums import Topic
from reports.interfaces import presenters
from reports.interfaces.forms import question_form
from reports.queries.runs import latest_runs, recent_runs
from reports.views.microdata import Microdata


class Catalogue(PermissionRequiredMixin, View):
    """Every question that can be asked, by what it is about, with the last time that it was."""

    permission_required = Permission.REPORTS_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        latest = latest_runs(request.user)
        topics: dict[Topic, list[dict[str, Any]]] = {topic: [] for topic in Topic}
        for report in catalogue.visible_to(request.user):
            run = latest.get(report.key)
            topics[report.topic].append({"report": report, "run": run, "chip": presenters.chip(run) if run else None})
        shown = [(topic, entries) for topic, entries in topics.items() if entries]
        may_take_rows = request.user.has_perms([*Microdata.permission_required, Permission.RECORDS_EXPORT])
        return render(request, "reports/catalogue.html", {"topics": shown, "may_take_rows": may_take_rows})


class ReportPage(PermissionRequiredMixin, View):
    """What a report counts, and the form that asks it."""

    permission_required = Permission.REPORTS_VIEW

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.report = self._report(kwargs["key"])
        return super().dispatch(request, *args, **kwargs)

    def has_permission(self) -> bool:
        return super().has_permission() and catalogue.may_read(self.request.user, self.report)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self._page(question_form(self.report)())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        if not request.user.has_perm(Permission.REPORTS_RUN):
            raise PermissionDenied
        form = question_form(self.report)(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            run = ask_for_run(
                report=self.report, parameters=form.question, as_of=form.cleaned_data["as_of"], by=request.user
            )
        except ValidationError as refused:
            form.add_error(None, refused)
            return self._page(form, status=400)
        return redirect(run)

    def _page(self, form: Any, status: int = 200) -> HttpResponse:
        runs = recent_runs(self.request.user, self.report.key)
        context = {
            "report": self.report,
            "form": form,
            "may_run": self.request.user.has_perm(Permission.REPORTS_RUN),
            "runs": [{"run": run, "chip": presenters.chip(run)} for run in runs],
        }
        return render(self.request, "reports/report.html", context, status=status)

    @staticmethod
    def _report(key: str) -> Report:
        try:
            return catalogue.find(key)
        except catalogue.UnknownReport as error:
            raise Http404(str(error)) from error
