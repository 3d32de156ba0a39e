"""One set of pages for the seven kinds of particulars of a captivity: add, edit, void."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.interfaces.record_form import RecordForm
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import RecordEdit
from accounts.views.void import RecordVoid
from prisoners.interfaces.particular import Particular
from prisoners.interfaces.particulars import revise_particular
from prisoners.queries.records import captivities
from prisoners.views.additions import Addition


class _OfKind:
    """A page of one kind of particular, closed to those who may not see that kind."""

    kind: Particular = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not self.kind.seen_by(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class _Standing(_OfKind):
    """Finds the particular among those that the reader may see; leads back to the person."""

    namespace, argument = "prisoners", "particular"

    def get_standing(self, pk: uuid.UUID) -> Record:
        rows = self.kind.rows(self.request.user).standing().select_related("captivity__person")
        return self.shown(get_object_or_404(rows, pk=pk))


class ParticularAdd(_OfKind, Addition):
    """Adds a particular to a captivity."""

    queryset = staticmethod(captivities)
    argument = "captivity"

    @property
    def title(self) -> str:
        return self.kind.add_label

    def verb(self, **values: Any) -> Record:
        return self.kind.record(**values)

    def form(self, data: Any = None) -> BaseForm:
        return self.kind.form(data, user=self.request.user)


class ParticularEdit(_Standing, RecordEdit):
    """Corrects a particular; a stale form comes back with both versions."""

    permission_required = Permission.PRISONERS_WRITE
    verb = staticmethod(revise_particular)

    def form(self, record: Record, data: Any = None) -> RecordForm:
        return self.kind.form(data, user=self.request.user, instance=record)

    def url(self, name: str, *args: Any) -> str:
        return self.get_standing(args[0]).captivity.get_absolute_url()


class ParticularVoid(_Standing, RecordVoid):
    """Voids a particular that was recorded wrongly."""

    permission_required = Permission.PRISONERS_VOID

    def cancel_url(self, record: Record) -> str:
        return record.captivity.get_absolute_url()
