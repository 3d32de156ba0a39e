"""A page for each move of what has states: it asks for what the move needs, and says so where it is not possible."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordPage, as_validation
from common.errors import IllegalMove, Stale
from common.pieces import Chip
from negotiations.interfaces.act_forms import MoveForm


class RecordMove(PermissionRequiredMixin, RecordPage):
    """Moves a record by its verb; a stale form keeps what was typed."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    states: type[TextChoices]
    tones: dict[str, str]
    labels: dict[str, Any]
    form_class: type[MoveForm]
    verb: Callable[..., Record]

    def dispatch(self, request: HttpRequest, pk: uuid.UUID, to: str) -> HttpResponse:
        if to not in self.labels:
            raise Http404
        return super().dispatch(request, pk=pk, to=self.states(to))

    def get(self, request: HttpRequest, pk: uuid.UUID, to: TextChoices) -> HttpResponse:
        record = self.get_standing(pk)
        if to not in record.moves:
            return self.impossible(record, to)
        return self.page(record, to, self.form_class(initial={"version": record.version}, record=record, to=to))

    def post(self, request: HttpRequest, pk: uuid.UUID, to: TextChoices) -> HttpResponse:
        record = self.get_standing(pk)
        form = self.form_class(request.POST, record=record, to=to)
        if not form.is_valid():
            return self.page(record, to, form)
        try:
            type(self).verb(by=request.user, to=to, **{self.argument: record}, **form.arguments)
        except Stale:
            return self.stale(pk, to)
        except IllegalMove:
            return self.impossible(self.get_standing(pk), to)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(record, to, form)
        messages.success(request, _("“%(record)s” is now “%(state)s”.") % {"record": record, "state": to.label})
        return redirect(record)

    def stale(self, pk: uuid.UUID, to: TextChoices) -> HttpResponse:
        record = self.get_standing(pk)
        if to not in record.moves:
            return self.impossible(record, to)
        data = self.request.POST.copy()
        data["version"] = str(record.version)
        form = self.form_class(data, record=record, to=to)
        form.add_error(
            None, _("Somebody else changed this record in the meantime. Look at it once more; what you typed is kept.")
        )
        return self.page(record, to, form, status=409)

    def impossible(self, record: Record, to: TextChoices) -> HttpResponse:
        told = {"old": record.get_status_display(), "new": to.label}
        messages.error(self.request, _("It is “%(old)s” now and cannot become “%(new)s”. Nothing was changed.") % told)
        return redirect(record)

    def page(self, record: Record, to: TextChoices, form: MoveForm, status: int = 200) -> HttpResponse:
        context = {
            "title": self.labels[to],
            "record": record,
            "old": Chip(str(record.get_status_display()), self.tones[record.status]),
            "new": Chip(str(to.label), self.tones[to]),
            "form": form,
            "submit_label": self.labels[to],
            "cancel_url": record.get_absolute_url(),
        }
        return render(self.request, "negotiations/move.html", context, status=status)
