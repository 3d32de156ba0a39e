"""The page that asks before a record is voided, and says what is voided with it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.interfaces.void_form import VoidForm
from accounts.models import Record
from accounts.views.fresh import FreshSignInMixin
from accounts.views.records import REFUSALS, RecordPage, as_validation
from common.errors import Stale


class RecordVoid(PermissionRequiredMixin, FreshSignInMixin, RecordPage):
    """Asks before a record is voided, and says what is voided with it."""

    verb: Callable[..., Record]

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        return self.page(record, VoidForm(initial={"version": record.version}))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        form = VoidForm(request.POST)
        if form.is_valid():
            subject, version = {self.argument: record}, form.cleaned_data["version"]
            try:
                type(self).verb(
                    by=request.user, reason=form.cleaned_data["reason"], expected_version=version, **subject
                )
            except Stale:
                form = VoidForm(request.POST.copy() | {"version": [record.version]})
                form.add_error(None, _("Somebody else changed this record in the meantime. Look at it once more."))
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("“%(record)s” is voided.") % {"record": record})
                return redirect(self.done_url(record))
        return self.page(record, form)

    def page(self, record: Record, form: VoidForm) -> HttpResponse:
        context = {
            "title": _("Void “%(record)s”") % {"record": record},
            "form": form,
            "consequences": [
                *self.consequences(record),
                _("It counts nowhere any more and cannot be changed. It stays in the book, with your name and reason."),
            ],
            "danger": True,
            "submit_label": _("Void it"),
            "cancel_url": self.cancel_url(record),
        }
        return render(self.request, "common/_confirm.html", context)

    def consequences(self, record: Record) -> list[str]:
        """What is voided with the record, in sentences."""
        return []

    def cancel_url(self, record: Record) -> str:
        return self.url("detail", record.pk)

    def done_url(self, record: Record) -> str:
        return self.cancel_url(record)
