"""A page with a form beside a record: what is typed goes to a verb that takes the record, and is lost by no refusal."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordPage, as_validation
from common.errors import Stale
from negotiations.interfaces.act_forms import MoveForm


class RecordAct(PermissionRequiredMixin, RecordPage):
    """Records something about a record; `done` says what came of it, and the page of the verb's record follows."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class: type[MoveForm]
    verb: Callable[..., Record]
    title: Any
    done: Any

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        return self.page(record, self.form_class(initial=self.get_initial(record), user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        form = self.form_class(request.POST, user=request.user)
        if not form.is_valid():
            return self.page(record, form)
        try:
            made = type(self).verb(by=request.user, **{self.argument: record}, **form.arguments)
        except Stale:
            return self.stale(self.get_standing(pk))
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(record, form)
        messages.success(request, self.done)
        return redirect(made)

    def get_initial(self, record: Record) -> dict[str, Any]:
        return {"version": record.version}

    def stale(self, record: Record) -> HttpResponse:
        data = self.request.POST.copy()
        data["version"] = str(record.version)
        form = self.form_class(data, user=self.request.user)
        form.add_error(
            None, _("Somebody else changed this record in the meantime. Look at it once more; what you typed is kept.")
        )
        return self.page(record, form, status=409)

    def page(self, record: Record, form: MoveForm, status: int = 200) -> HttpResponse:
        context = {"title": self.title, "record": record, "form": form, "cancel_url": record.get_absolute_url()}
        return render(self.request, "negotiations/act.html", context, status=status)
