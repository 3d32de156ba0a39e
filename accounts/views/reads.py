"""Pages of the log of reads: the log, top readers, alarms, and what was opened in an emergency."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.domain.emergency import review_glass
from accounts.domain.reading import lift_alarm
from accounts.interfaces import reads as interfaces
from accounts.interfaces.editing import add_errors
from accounts.models import Record, User
from accounts.queries import reads as queries
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from audit.models import Read
from common.errors import Stale
from common.lists import ListPage

PERIODS = (7, 30)
MOST = 200


class ReadList(ListPage):
    """The log of reads, the latest first."""

    model = Read
    filterset_class, table_class = interfaces.ReadFilter, interfaces.ReadTable
    permission_required = Permission.READS_VIEW
    title = gettext_lazy("Reads")
    empty_text = gettext_lazy("Nobody was shown a record yet.")
    template_name = "accounts/reads/list.html"
    # Whoever reads the log stands in it too: as one who was shown what these people did.
    shown_model, shown_key = User, "user_id"
    formats = ()

    def get_queryset(self) -> QuerySet[Read]:
        return queries.listed(self.request.user)


class Readers(PermissionRequiredMixin, View):
    """Who was shown the most persons, and at what hours."""

    permission_required = Permission.READS_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("days", "")
        days = int(asked) if asked in map(str, PERIODS) else PERIODS[0]
        readers = queries.top_readers(request.user, days)
        context = {
            "title": _("Top readers"),
            "days": days,
            "periods": PERIODS,
            "readers": readers,
            "most": max((each.records for each in readers), default=0),
            "bars": interfaces.hour_bars(queries.by_hour(request.user, days)),
            "hours": range(0, 24, 3),
            "step": interfaces.STEP,
        }
        return render(request, "accounts/reads/readers.html", context)


class Alarms(PermissionRequiredMixin, View):
    """Alarms, the open ones first."""

    permission_required = Permission.READS_LIFT

    def get(self, request: HttpRequest) -> HttpResponse:
        found = sorted(queries.alarms(request.user)[:MOST], key=lambda alarm: alarm.lifted_at is not None)
        context = {"title": _("Alarms of reads"), "rows": [(each, interfaces.alarm_chip(each)) for each in found]}
        return render(request, "accounts/reads/alarms.html", context)


class Emergencies(PermissionRequiredMixin, View):
    """What was opened in an emergency, what nobody has reviewed first."""

    permission_required = Permission.READS_REVIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        found = sorted(queries.openings(request.user)[:MOST], key=lambda glass: glass.reviewed_at is not None)
        context = {
            "title": _("Opened in an emergency"),
            "rows": [(each, interfaces.glass_chip(each)) for each in found],
        }
        return render(request, "accounts/reads/emergencies.html", context)


class _Settle(PermissionRequiredMixin, View):
    """Asks for a word about one record and hands it to the verb."""

    form_class: type[Form]
    template_name = "accounts/reads/settle.html"
    back: str

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.record(pk)
        return self.page(record, self.form_class(initial={"version": record.version}))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record, form = self.record(pk), self.form_class(request.POST)
        if form.is_valid():
            told = dict(form.cleaned_data)
            try:
                self.settle(record, expected_version=told.pop("version"), by=request.user, **told)
            except Stale as late:
                form.add_error(None, str(late))
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("It is recorded."))
                return redirect(self.back)
        return self.page(record, form)

    def page(self, record: Record, form: Form) -> HttpResponse:
        context = {"form": form, "cancel_url": reverse(self.back), **self.told(record)}
        return render(self.request, self.template_name, context)


class Lift(_Settle):
    """Lifts an alarm, with a reason."""

    permission_required = Permission.READS_LIFT
    form_class, back = interfaces.LiftForm, "reads:alarms"

    def record(self, pk: uuid.UUID) -> Record:
        return get_object_or_404(queries.alarms(self.request.user).open(), pk=pk)

    def settle(self, record: Record, **told: Any) -> None:
        lift_alarm(alarm=record, **told)

    def told(self, record: Record) -> dict[str, Any]:
        facts = [
            (_("Who"), record.user),
            (_("Raised"), record.raised_at),
            (_("Records"), record.records),
            (_("In minutes"), record.minutes),
            (_("Token"), record.token or _("none: a session")),
        ]
        reads = f"{reverse('reads:list')}?user_id={record.user_id}" if self.sees_reads() else ""
        return {"title": _("Lift an alarm"), "facts": facts, "reads_url": reads, "submit_label": _("Lift the alarm")}

    def sees_reads(self) -> bool:
        return self.request.user.has_perm(Permission.READS_VIEW)


class Review(_Settle):
    """Reviews what somebody opened in an emergency."""

    permission_required = Permission.READS_REVIEW
    form_class, back = interfaces.ReviewForm, "reads:emergencies"

    def record(self, pk: uuid.UUID) -> Record:
        return get_object_or_404(queries.openings(self.request.user).unreviewed(), pk=pk)

    def settle(self, record: Record, **told: Any) -> None:
        review_glass(glass=record, **told)

    def told(self, record: Record) -> dict[str, Any]:
        facts = [
            (_("Who"), record.user),
            (_("What was asked for"), record.asked),
            (_("Why"), record.reason),
            (_("Opened"), record.opened_at),
            (_("Until"), record.until),
        ]
        reads = f"{reverse('reads:list')}?user_id={record.user_id}&emergency=true"
        return {
            "title": _("Review an opening"),
            "facts": facts,
            "reads_url": reads,
            "submit_label": _("Record the review"),
        }
