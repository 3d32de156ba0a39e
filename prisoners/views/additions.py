"""The page that adds something to a record: a form, and the verb that records it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordPage, as_validation


class Addition(PermissionRequiredMixin, RecordPage):
    """Adds a record to the one that the address names; `argument` is what the verb calls that one."""

    permission_required = Permission.PRISONERS_WRITE
    namespace = "prisoners"
    form_class: type[BaseForm]
    verb: Callable[..., Record]
    title: str
    submit_label: str = ""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.page(self.get_standing(pk), self.form())

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        subject, form = self.get_standing(pk), self.form(request.POST)
        if form.is_valid():
            try:
                made = self.verb(**{self.argument: subject}, by=request.user, **form.values)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                self.say(made)
                return redirect(self.done_url(subject))
        return self.page(subject, form)

    def form(self, data: Any = None) -> BaseForm:
        return self.form_class(data, user=self.request.user)

    def say(self, made: Record) -> None:
        messages.success(self.request, _("It is recorded."))

    def done_url(self, subject: Record) -> str:
        return subject.get_absolute_url()

    def page(self, subject: Record, form: BaseForm) -> HttpResponse:
        context = {
            "title": self.title,
            "intro": str(subject),
            "form": form,
            "submit_label": self.submit_label,
            "cancel_url": subject.get_absolute_url(),
            "differences": [],
        }
        return render(self.request, "accounts/record_form.html", context)
