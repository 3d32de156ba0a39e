"""Pages of parked submissions: what waits, and one with its three versions, which a person settles."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from rest_framework import serializers

from accounts.interfaces.editing import add_errors
from accounts.models.record import name_for
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from api import scopes
from api.domain.settling import settle_submission
from api.enums import SubmissionState
from api.errors import pointers
from api.interfaces import submissions as interfaces
from api.interfaces.conflicts import Comparison
from api.models import Submission
from api.queries.rows import readable
from api.queries.submissions import resource_of, submissions_for
from common.errors import Stale
from common.lists import ListPage, Table
from common.reading import shown


class SubmissionList(ListPage):
    """What waits for a person; with a state, what was settled too."""

    model = Submission
    filterset_class, table_class = interfaces.SubmissionFilter, interfaces.SubmissionTable
    permission_required = Permission.SYNC_SETTLE
    title = gettext_lazy("Parked submissions")
    intro = gettext_lazy(
        "What clients sent on records that had changed since they were read. Nothing of it is written until a person"
        " has looked at both versions."
    )
    empty_text = gettext_lazy("Nothing waits: whatever clients sent is written.")
    formats = ()

    def get_queryset(self) -> QuerySet[Submission]:
        rows = submissions_for(self.request.user).select_related("sent_by", "settled_by")
        return rows if "state" in self.request.GET else rows.waiting()

    def name_rows(self, table: Table, rows: Any) -> None:
        table.names = interfaces.names_of(rows, self.request.user)


class SubmissionPage(PermissionRequiredMixin, View):
    """One submission: as it was read, as it stands, as it was sent; and the decision."""

    permission_required = Permission.SYNC_SETTLE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        found = self.found(pk)
        return self.page(found, self.fresh(found))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        found = self.found(pk)
        if found.submission.state != SubmissionState.WAITING or not found.is_whole:
            messages.error(request, _("It is settled already, or not all of it is shown to you."))
            return redirect(found.submission)
        form = interfaces.SettleForm(request.POST, comparison=found)
        if not form.is_valid():
            return self.page(found, form, 422)
        try:
            settled = self.settle(form)
        except Stale:
            return self.stale(pk)
        except (serializers.ValidationError, PermissionDenied, *REFUSALS) as refused:
            _add(form, refused)
            return self.page(found, form, 422)
        messages.success(request, f"{self.title(found)} · {settled.get_state_display()}.")
        return redirect("submissions:list")

    def settle(self, form: interfaces.SettleForm) -> Submission:
        """Write what was chosen, or dismiss it."""
        told = {"reason": form.cleaned_data["reason"], "by": self.request.user}
        if form.is_write:
            told |= {"content": form.content, "expected_version": form.cleaned_data["record_version"]}
        return settle_submission(submission=form.comparison.submission, apply=form.is_write, **told)

    def stale(self, pk: uuid.UUID) -> HttpResponse:
        """The record changed again: it is shown as it is now, with what was chosen and typed."""
        found = self.found(pk)
        data = self.request.POST.copy()
        data["record_version"] = str(found.record.version)
        form = interfaces.SettleForm(data, comparison=found)
        form.add_error(None, _("The record changed again in the meantime. It is shown as it is now; look once more."))
        return self.page(found, form, 409)

    def found(self, pk: uuid.UUID) -> Comparison:
        user = self.request.user
        submission = get_object_or_404(submissions_for(user).select_related("sent_by", "settled_by"), pk=pk)
        record = readable(resource_of(submission.type).model, user).filter(pk=submission.record).first()
        if record is None:
            raise Http404
        shown(Submission, [submission.pk])
        shown(type(record), [record.pk])
        return Comparison(submission, record, user)

    def fresh(self, found: Comparison) -> interfaces.SettleForm:
        return interfaces.SettleForm(comparison=found, initial={"record_version": found.record.version})

    def title(self, found: Comparison) -> str:
        return f"{scopes.in_words(found.submission.type)}: {name_for(found.record, self.request.user)}"

    def page(self, found: Comparison, form: interfaces.SettleForm, status: int = 200) -> HttpResponse:
        waits = found.submission.state == SubmissionState.WAITING
        context = {
            "title": self.title(found),
            "submission": found.submission,
            "chip": interfaces.chip(found.submission),
            "record_url": getattr(found.record, "get_absolute_url", str)(),
            "comparison": found,
            "form": form,
            "may_settle": waits and found.is_whole,
            "waits": waits,
        }
        return render(self.request, "api/submission.html", context, status=status)


def _add(form: interfaces.SettleForm, refused: Exception) -> None:
    """Put a refusal under the member that it is about."""
    if isinstance(refused, serializers.ValidationError):
        for each in pointers(refused.detail):
            member = each["pointer"].strip("/").partition("/")[0]
            field = interfaces.field_of(member)
            known = field in form.fields
            form.add_error(field if known else None, each["detail"] if known else f"{member}: {each['detail']}")
    elif isinstance(refused, PermissionDenied):
        form.add_error(None, str(refused) or _("Your roles do not include what this needs."))
    else:
        error = as_validation(refused)
        members = error.error_dict if hasattr(error, "error_dict") else ()
        add_errors(form, error, **{member: interfaces.field_of(member) for member in members if member != "reason"})
