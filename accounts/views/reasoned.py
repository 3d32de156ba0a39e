"""Pages that ask before something is done to a record: what will happen, why it is done, and then the verb."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.interfaces.reasoned_form import ReasonedForm
from accounts.models import Record
from accounts.views.fresh import FreshSignInMixin
from accounts.views.records import REFUSALS, RecordPage, as_validation
from common.errors import Stale


class ReasonedAct(PermissionRequiredMixin, FreshSignInMixin, RecordPage):
    """Base: `act` does it and says what came of it; `words` are those of the page (templates/common/_confirm.html)."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        return self.page(record, ReasonedForm(initial={"version": record.version}))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        form = ReasonedForm(request.POST)
        if form.is_valid():
            try:
                told = self.act(record, form.cleaned_data["reason"], form.cleaned_data["version"])
            except Stale:
                data = request.POST.copy()
                data["version"] = str(record.version)
                form = ReasonedForm(data)
                form.add_error(None, _("Somebody else changed this record in the meantime. Look at it once more."))
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, told)
                return redirect(self.done_url(record))
        return self.page(record, form)

    def act(self, record: Record, reason: str, version: int) -> str:
        """Do it, at the version that was looked at; says what came of it."""
        raise NotImplementedError

    def words(self, record: Record) -> dict[str, Any]:
        """What the page says: title, consequences, undo, danger, submit_label."""
        raise NotImplementedError

    def page(self, record: Record, form: ReasonedForm) -> HttpResponse:
        context = {"form": form, "cancel_url": self.cancel_url(record)} | self.words(record)
        return render(self.request, "common/_confirm.html", context)

    def cancel_url(self, record: Record) -> str:
        return self.url("detail", record.pk)

    def done_url(self, record: Record) -> str:
        return self.cancel_url(record)
