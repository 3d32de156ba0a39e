"""Pages of simple records: detail, create, edit. A room names its form, its verbs and its addresses."""

import copy
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.interfaces import restriction
from accounts.interfaces.editing import SEEN, Difference, add_errors, merge, seal, versions_seen
from accounts.interfaces.history import Entries, History, before_of
from accounts.interfaces.record_form import RecordForm, record_facts
from accounts.models import Record, User
from accounts.models.record import name_for
from common import reading
from common.classification import FieldClass
from common.errors import Conflict, Stale
from common.panels import panels_for

#: What a verb says when it will not do what was asked, and the form is shown again.
REFUSALS = (ValidationError, Conflict)


class RecordPage(View):
    """Base: finds the record among those that the reader may see, else 404. `namespace` is that of the addresses."""

    queryset: Callable[[User], QuerySet]
    namespace: str
    #: The name under which the room's verbs take the record.
    argument: str

    def get_record(self, pk: uuid.UUID) -> Record:
        return self.shown(get_object_or_404(type(self).queryset(self.request.user), pk=pk))

    def get_standing(self, pk: uuid.UUID) -> Record:
        return self.shown(get_object_or_404(type(self).queryset(self.request.user).standing(), pk=pk))

    def shown(self, record: Record) -> Record:
        """The record, noted for the log of reads: whatever page finds it shows it."""
        reading.shown(type(record), [record.pk])
        return record

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.namespace}:{name}", args=args)


class RecordDetail(RecordPage):
    """Facts, what else the room and the rooms above it show, history."""

    template_name = "accounts/record.html"
    write_permission: str

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_record(pk)
        may_write = request.user.has_perm(self.write_permission) and not record.is_voided
        ids = self.get_history_ids(record)
        context = {
            "record": record,
            "title": self.get_title(record),
            "kind": record._meta.verbose_name,
            "facts": self.get_facts(record),
            "edit_url": self.url("edit", pk) if may_write else "",
            "void_url": self.url("void", pk) if may_write else "",
            "chips": restriction.chips(record, request.user),
            "more_actions": [
                *(self.get_more_actions(record) if may_write else []),
                *restriction.actions(record, request.user, self.namespace),
            ],
            "page_ids": ids,
            "panels": panels_for(record, request),
            "history": self.get_history(record) if FieldClass.STAFF in request.user.field_classes_seen else Entries(),
        }
        return render(request, self.template_name, context | self.get_context(record))

    def get_context(self, record: Record) -> dict[str, Any]:
        """What the room's own template needs besides."""
        return {}

    def get_more_actions(self, record: Record) -> list[tuple[str, str]]:
        """(label, URL) of what else may be done by who may write, the gravest last."""
        return []

    def get_history_ids(self, record: Record) -> list[uuid.UUID]:
        """Keys of the record and of what belongs to it, whose changes its history tells."""
        return [record.pk]

    def get_history(self, record: Record) -> Entries:
        ids = self.get_history_ids(record)
        return History(ids, self.request.user, before=before_of(self.request)).entries()

    def get_title(self, record: Record) -> str:
        return name_for(record, self.request.user)

    def get_facts(self, record: Record) -> list[tuple[str, Any]]:
        return record_facts(record, self.request.user) + restriction.facts(record, self.request.user)


class RecordCreate(PermissionRequiredMixin, RecordPage):
    """A form and the verb that makes the record."""

    form_class: type[RecordForm]
    verb: Callable[..., Record]
    title: str

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.form_class(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST, user=request.user)
        if form.is_valid():
            try:
                record = type(self).verb(by=request.user, **form.values)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("“%(record)s” is registered.") % {"record": record})
                return redirect(self.url("detail", record.pk))
        return self.page(form)

    def page(self, form: RecordForm) -> HttpResponse:
        context = {"title": self.title, "form": form, "cancel_url": self.url("list"), "differences": []}
        return render(self.request, "accounts/record_form.html", context)


class RecordEdit(PermissionRequiredMixin, RecordPage):
    """A form and the verb that revises the record; a stale form comes back with both versions."""

    form_class: type[RecordForm]
    verb: Callable[..., Record]

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        return self.page(record, self.fresh(record))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_standing(pk)
        form = self.form(record, request.POST)
        if form.is_valid():
            version = versions_seen(request.POST).get(str(pk), 0)
            try:
                subject = {self.argument: record}
                type(self).verb(by=request.user, expected_version=version, **subject, **form.values)
            except Stale:
                return self.stale(self.get_standing(pk))
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("Your changes are saved."))
                return redirect(self.url("detail", pk))
        return self.page(record, form)

    def form(self, record: Record, data: QueryDict | None = None) -> RecordForm:
        # A model form writes what was typed into its instance; the page still shows the record as it is.
        return self.form_class(data, user=self.request.user, instance=copy.copy(record))

    def fresh(self, record: Record) -> RecordForm:
        form = self.form(record)
        form.initial[SEEN] = seal(form, {str(record.pk): record.version})
        return form

    def stale(self, record: Record) -> HttpResponse:
        fresh = self.fresh(record)
        data, differences = merge(self.request.POST, fresh)
        data[SEEN] = fresh.initial[SEEN]
        return self.page(record, self.form(record, data), differences, status=409)

    def page(
        self, record: Record, form: RecordForm, differences: list[Difference] | tuple = (), status: int = 200
    ) -> HttpResponse:
        context = {
            "title": _("Edit “%(record)s”") % {"record": record},
            "form": form,
            "cancel_url": self.url("detail", record.pk),
            "differences": differences,
        }
        return render(self.request, "accounts/record_form.html", context, status=status)


def as_validation(refused: ValidationError | Conflict) -> ValidationError:
    """A refusal as an error of the form."""
    return refused if isinstance(refused, ValidationError) else ValidationError(str(refused))
