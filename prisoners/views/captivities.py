"""Captivities: record another one, log one that is over, edit, correct the status, void."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordEdit, RecordPage, as_validation
from accounts.views.void import RecordVoid
from common.errors import IllegalMove, Stale
from prisoners.domain.alerts import answer_alert
from prisoners.domain.captivities import (
    correct_status,
    log_past_captivity,
    open_captivity,
    record_event,
    revise_captivity,
)
from prisoners.interfaces.forms import (
    AnswerForm,
    CaptivityForm,
    CorrectionForm,
    EventForm,
    NewCaptivityForm,
    PastCaptivityForm,
)
from prisoners.models import Captivity
from prisoners.queries.records import alerts, captivities, persons
from prisoners.views.additions import Addition


class CaptivityAdd(Addition):
    """Records that a person is missing or held; after a return it raises the alert of GC III art. 117."""

    queryset = staticmethod(persons)
    argument, form_class, verb = "person", NewCaptivityForm, staticmethod(open_captivity)
    title, submit_label = gettext_lazy("Record a captivity"), gettext_lazy("Record the captivity")

    def say(self, made: Captivity) -> None:
        if made.alerts.standing().exists():
            messages.warning(
                self.request,
                _("The captivity is recorded. This person had come home before: an alert is raised."),
            )
        else:
            messages.success(self.request, _("The captivity is recorded."))


class CaptivityPast(CaptivityAdd):
    """Logs a captivity that is over."""

    form_class, verb = PastCaptivityForm, staticmethod(log_past_captivity)
    title = gettext_lazy("Log a past captivity")


class CaptivityEdit(RecordEdit):
    """Corrects what is known of a captivity."""

    permission_required = Permission.PRISONERS_WRITE
    queryset = staticmethod(captivities)
    namespace, argument = "prisoners", "captivity"
    form_class = CaptivityForm
    verb = staticmethod(revise_captivity)

    def url(self, name: str, *args: Any) -> str:
        return self.get_standing(args[0]).get_absolute_url()


class CaptivityVoid(RecordVoid):
    """Voids a captivity with everything recorded of it."""

    permission_required = Permission.PRISONERS_VOID
    queryset = staticmethod(captivities)
    namespace, argument = "prisoners", "captivity"

    def consequences(self, record: Record) -> list[str]:
        return [_("Everything recorded of this captivity is voided with it: events, places, confirmations and all.")]

    def cancel_url(self, record: Record) -> str:
        return record.person.get_absolute_url()


class _Versioned(PermissionRequiredMixin, RecordPage):
    """A form about one record whose version was looked at: when it is stale, the person looks once more."""

    namespace = "prisoners"
    form_class: type[BaseForm]
    title: str

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        return self.page(record, self.form(record))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        form = self.form(record, request.POST)
        if not form.is_valid():
            return self.page(record, form)
        try:
            self.act(record, form)
        except Stale:
            return self.stale(record)
        except IllegalMove as refused:
            add_errors(form, ValidationError(str(refused)))
        except REFUSALS as refused:
            add_errors(form, as_validation(refused), ended_on="occurred_on")
        else:
            messages.success(request, _("It is recorded."))
            return redirect(self.subject_url(record))
        return self.page(record, form)

    def stale(self, record: Record) -> HttpResponse:
        data = self.request.POST.copy()
        data["version"] = str(record.version)
        form = self.form(record, data)
        form.add_error(None, _("Somebody else changed this in the meantime. Look at it once more; nothing is lost."))
        return self.page(record, form, status=409)

    def form(self, record: Record, data: Any = None) -> BaseForm:
        return self.form_class(data, captivity=record, user=self.request.user)

    def act(self, record: Record, form: BaseForm) -> None:
        raise NotImplementedError

    def subject_url(self, record: Record) -> str:
        return record.get_absolute_url()

    def page(self, record: Record, form: BaseForm, status: int = 200) -> HttpResponse:
        context = {
            "title": self.title,
            "intro": str(getattr(record, "captivity", record)),
            "form": form,
            "cancel_url": self.subject_url(record),
            "differences": [],
        }
        return render(self.request, "accounts/record_form.html", context, status=status)


class EventAdd(_Versioned):
    """Records what happened to a prisoner."""

    permission_required = Permission.PRISONERS_WRITE
    queryset = staticmethod(captivities)
    form_class, title = EventForm, gettext_lazy("Record what happened")

    def act(self, record: Captivity, form: EventForm) -> None:
        record_event(captivity=record, by=self.request.user, **form.arguments)


class StatusCorrect(_Versioned):
    """Takes back a status that was recorded wrongly."""

    permission_required = Permission.PRISONERS_VOID
    queryset = staticmethod(captivities)
    form_class, title = CorrectionForm, gettext_lazy("Correct the status")

    def act(self, record: Captivity, form: CorrectionForm) -> None:
        correct_status(captivity=record, by=self.request.user, **form.arguments)


class AlertAnswer(_Versioned):
    """Says what was found and done about an alert."""

    permission_required = Permission.PRISONERS_WRITE
    queryset = staticmethod(alerts)
    title = gettext_lazy("Answer the alert")

    def form(self, record: Record, data: Any = None) -> BaseForm:
        return AnswerForm(data, initial={"version": record.version})

    def act(self, record: Record, form: AnswerForm) -> None:
        version, answer = form.cleaned_data["version"], form.cleaned_data["answer"]
        answer_alert(alert=record, answer=answer, by=self.request.user, expected_version=version)

    def subject_url(self, record: Record) -> str:
        return record.captivity.get_absolute_url()
