"""The page that asks before a record is voided, and says what is voided with it. Mostly it proposes: it takes two."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import acts
from accounts.domain.approvals import propose
from accounts.interfaces.editing import add_errors
from accounts.interfaces.void_form import VoidForm
from accounts.models import Record
from accounts.views.fresh import FreshSignInMixin
from accounts.views.records import REFUSALS, RecordPage, as_validation
from common.errors import Stale


class RecordVoid(PermissionRequiredMixin, FreshSignInMixin, RecordPage):
    """Proposes to void a record. `verb` voids what takes one person only (`voided_alone` of the model)."""

    verb: Callable[..., Record]

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        return self.page(record, VoidForm(initial={"version": record.version}))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        form = VoidForm(request.POST)
        if form.is_valid():
            try:
                told = self.void(record, form.cleaned_data["reason"], form.cleaned_data["version"])
            except Stale:
                form = VoidForm(request.POST.copy() | {"version": [record.version]})
                form.add_error(None, _("Somebody else changed this record in the meantime. Look at it once more."))
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, told)
                return redirect(self.done_url(record))
        return self.page(record, form)

    def void(self, record: Record, reason: str, version: int) -> str:
        """Propose it, or do it where one person may; says what came of it."""
        given: dict[str, Any] = {"by": self.request.user, "reason": reason, "expected_version": version}
        if record.voided_alone:
            type(self).verb(**{self.argument: record}, **given)
            return _("“%(record)s” is voided.") % {"record": record}
        propose(act=acts.VOID, subject=record, **given)
        return _("It is proposed to void “%(record)s”. Another person approves or refuses it.") % {"record": record}

    def page(self, record: Record, form: VoidForm) -> HttpResponse:
        alone = bool(record.voided_alone)
        title = _("Void “%(record)s”") if alone else _("Propose to void “%(record)s”")
        context = {
            "title": title % {"record": record},
            "form": form,
            "consequences": [
                *self.consequences(record),
                _("It counts nowhere any more and cannot be changed. It stays in the book, with your name and reason."),
            ],
            "undo": "" if alone else _("Nothing happens until another person approves it. Then it cannot be undone."),
            "danger": True,
            "submit_label": _("Void it") if alone else _("Propose to void it"),
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
