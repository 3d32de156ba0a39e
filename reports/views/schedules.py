"""Schedules: the list, the page of one, and what its owner does with it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.editing import SEEN, add_errors, seal, versions_seen
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordDetail, RecordPage, as_validation
from accounts.views.void import RecordVoid
from common.errors import IllegalMove, Stale
from common.lists import ListPage
from reports import catalogue
from reports.catalogue.report import Report
from reports.domain.schedules import end_schedule, pause_schedule, resume_schedule, revise_schedule, schedule_report
from reports.interfaces import schedules as shown
from reports.interfaces.schedules import ScheduleFilter, ScheduleForm, ScheduleTable, initial_of, schedule_form
from reports.models import ReportRun, Schedule
from reports.queries.runs import run_of
from reports.queries.schedules import schedules, slots_of


class SchedulePage(RecordPage):
    """What the pages of a schedule share."""

    queryset = staticmethod(schedules)
    namespace, argument = "schedules", "schedule"
    permission_required = Permission.REPORTS_RUN

    def get_own(self, pk: uuid.UUID) -> Schedule:
        """A standing schedule of the reader's; 404 for one that she may not see, 403 for somebody else's."""
        if not self.request.user.has_perm(Permission.REPORTS_RUN):
            raise PermissionDenied
        schedule = RecordPage.get_standing(self, pk)
        if schedule.owner_id != self.request.user.pk:
            raise PermissionDenied
        return schedule


class ScheduleList(ListPage):
    """What is asked every week: one's own, what one is told of, for an auditor all."""

    model = Schedule
    filterset_class, table_class = ScheduleFilter, ScheduleTable
    permission_required = Permission.REPORTS_VIEW
    title = _("Schedules")
    empty_text = _("No question is asked every week. Open a report, or a run of one, and choose “Ask it every week”.")
    export_name = "schedules"

    def get_queryset(self) -> QuerySet[Schedule]:
        return schedules(self.request.user).standing()


class ScheduleDetail(SchedulePage, RecordDetail):
    """What is asked, when and for whom; its slots with their runs; history."""

    template_name = "reports/schedule.html"
    write_permission = Permission.REPORTS_RUN

    def get_title(self, record: Schedule) -> str:
        return shown.title(record)

    def get_facts(self, record: Schedule) -> list[tuple[str, Any]]:
        return shown.facts(record)

    def get_context(self, record: Schedule) -> dict[str, Any]:
        user = self.request.user
        is_own = record.owner_id == user.pk and user.has_perm(self.write_permission) and not record.is_voided
        others = {} if is_own else {"edit_url": "", "void_url": ""}
        chips = [shown.chip(record)]
        return others | {"is_own": is_own, "chips": chips, "slots": slots_of(record, user)}


class ScheduleWrite(SchedulePage):
    """Base: the form with the parameters of a report and the time."""

    def page(self, form: ScheduleForm, title: str, cancel_url: str, status: int = 200) -> HttpResponse:
        context = {"title": title, "form": form, "cancel_url": cancel_url, "differences": []}
        return render(self.request, "accounts/record_form.html", context, status=status)


class ScheduleCreate(ScheduleWrite):
    """Have a question asked every week; `?run=` fills it in from a run."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        report = self._report(key)
        return self._form_page(report, schedule_form(report)(initial=self._asked(report)))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        report = self._report(key)
        form = schedule_form(report)(request.POST)
        if form.is_valid():
            try:
                return redirect(schedule_report(report=report.key, by=request.user, **form.values))
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
        return self._form_page(report, form, 400)

    def _form_page(self, report: Report, form: ScheduleForm, status: int = 200) -> HttpResponse:
        title = _now("Ask every week: %(report)s") % {"report": report.title}
        return self.page(form, title, self._back(report), status)

    def _back(self, report: Report) -> str:
        run = self._run()
        return run.get_absolute_url() if run else shown.report_url(report)

    def _asked(self, report: Report) -> dict[str, Any]:
        run = self._run()
        return dict(run.parameters) if run and run.report == report.key else {}

    def _run(self) -> ReportRun | None:
        try:
            return run_of(self.request.user, uuid.UUID(self.request.GET.get("run", "")))
        except (ValueError, ReportRun.DoesNotExist):
            return None

    def _report(self, key: str) -> Report:
        user = self.request.user
        try:
            report = catalogue.find(key)
        except catalogue.UnknownReport as unknown:
            raise Http404(str(unknown)) from unknown
        if not user.has_perm(Permission.REPORTS_RUN) or not catalogue.may_read(user, report):
            raise PermissionDenied
        return report


class ScheduleEdit(ScheduleWrite):
    """Ask something else, at another time, or tell another role."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        schedule = self.get_own(pk)
        form = self._class(schedule)(initial=initial_of(schedule))
        form.initial[SEEN] = seal(form, {str(pk): schedule.version})
        return self._form_page(schedule, form)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        schedule = self.get_own(pk)
        form = self._class(schedule)(request.POST)
        if form.is_valid():
            version = versions_seen(request.POST).get(str(pk), 0)
            try:
                revise_schedule(schedule=schedule, by=request.user, expected_version=version, **form.values)
            except Stale:
                form.add_error(None, _now("The schedule was changed meanwhile. Look at it, and change it again."))
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _now("Your changes are saved."))
                return redirect(schedule)
        return self._form_page(schedule, form, 400)

    def _class(self, schedule: Schedule) -> type[ScheduleForm]:
        report = shown.report_of(schedule)
        if report is None:
            raise Http404
        return schedule_form(report)

    def _form_page(self, schedule: Schedule, form: ScheduleForm, status: int = 200) -> HttpResponse:
        title = _now("Edit “%(record)s”") % {"record": shown.title(schedule)}
        return self.page(form, title, self.url("detail", schedule.pk), status)


class ScheduleSwitch(SchedulePage):
    """Pause a schedule, or resume it."""

    def post(self, request: HttpRequest, pk: uuid.UUID, to: str) -> HttpResponse:
        schedule = self.get_own(pk)
        verb = {"pause": pause_schedule, "resume": resume_schedule}[to]
        try:
            verb(schedule=schedule, by=request.user)
        except (ValidationError, PermissionDenied, IllegalMove) as refused:
            messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
        return redirect(schedule)


class ScheduleEnd(SchedulePage, RecordVoid):
    """End a schedule for good."""

    verb = staticmethod(end_schedule)

    def get_standing(self, pk: uuid.UUID) -> Schedule:
        return self.get_own(pk)

    def consequences(self, record: Schedule) -> list[str]:
        return [_now("It asks no more. Its runs stay, and so do their links.")]
