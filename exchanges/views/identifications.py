"""Pages of what the examination of the dead came to: one body, many at once, a correction, a void."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.models import Record, User
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordEdit, RecordPage, as_validation
from accounts.views.void import RecordVoid
from common.reading import shown_or_404
from exchanges.domain.identifications import correct_identification, identify_many, identify_remains
from exchanges.interfaces.after_forms import IdentificationForm, ManyForm
from exchanges.interfaces.body_lines import read_lines
from exchanges.models import RemainsIdentification, RemainsTransfer
from exchanges.queries.after import identifications, remains


class _Bodies(PermissionRequiredMixin, View):
    """Adds results to a transfer of remains."""

    permission_required = (Permission.EXCHANGES_WRITE, Permission.PRISONERS_VIEW)
    title = submit_label = intro = ""

    def transfer(self, pk: uuid.UUID) -> RemainsTransfer:
        return shown_or_404(remains(self.request.user).standing(), pk=pk)

    def page(self, transfer: RemainsTransfer, form: Any) -> HttpResponse:
        context = {
            "title": self.words[0],
            "intro": str(transfer),
            "form": form,
            "submit_label": self.words[1],
            "cancel_url": transfer.get_absolute_url(),
            "differences": [],
        }
        return render(self.request, "accounts/record_form.html", context)

    @property
    def words(self) -> tuple[str, str]:
        """Title, and what the button says."""
        raise NotImplementedError


class BodyAdd(_Bodies):
    """The result for one body."""

    @property
    def words(self) -> tuple[str, str]:
        return _("Record the result for a body"), _("Record it")

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.page(self.transfer(pk), IdentificationForm(user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        transfer, form = self.transfer(pk), IdentificationForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                identify_remains(remains_transfer=transfer, by=request.user, **form.values)
            except (*REFUSALS, PermissionDenied) as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("It is recorded."))
                return redirect(f"{transfer.get_absolute_url()}#bodies")
        return self.page(transfer, form)


class BodiesAdd(_Bodies):
    """Results for many bodies, one a line: all or none."""

    @property
    def words(self) -> tuple[str, str]:
        return _("Record results for many bodies"), _("Record them")

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.page(self.transfer(pk), ManyForm())

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        transfer, form = self.transfer(pk), ManyForm(request.POST)
        if form.is_valid():
            lines = read_lines(form.cleaned_data["lines"], request.user)
            problems = [
                _("Line %(number)d: %(problem)s") % {"number": line.number, "problem": " ".join(line.problems)}
                for line in lines
                if line.problems
            ]
            for problem in problems:
                form.add_error("lines", problem)
        if form.is_valid():
            try:
                rows = [line.row for line in lines]
                found = identify_many(remains_transfer=transfer, rows=rows, by=request.user)
            except (*REFUSALS, PermissionDenied) as refused:
                add_errors(form, as_validation(refused))
            else:
                told = ngettext("%(number)d result is recorded.", "%(number)d results are recorded.", len(found))
                messages.success(request, told % {"number": len(found)})
                return redirect(f"{transfer.get_absolute_url()}#bodies")
        return self.page(transfer, form)


def standing_results(user: User) -> QuerySet[RemainsIdentification]:
    """Results of transfers of remains that a reader may see."""
    return identifications(user)


class _Body(RecordPage):
    """A result; its pages lead back to the transfer of remains."""

    queryset = staticmethod(standing_results)
    namespace, argument = "remains", "remains_identification"

    def url(self, name: str, *args: Any) -> str:
        return self.get_record(args[0]).get_absolute_url()


class BodyEdit(_Body, RecordEdit):
    """Correct a result; another person, fate or result wants a reason."""

    permission_required = Permission.EXCHANGES_WRITE
    form_class, verb = IdentificationForm, staticmethod(correct_identification)


class BodyVoid(_Body, RecordVoid):
    """Void a result that was recorded wrongly."""

    permission_required = Permission.EXCHANGES_VOID

    def consequences(self, record: Record) -> list[str]:
        return [_("Whose captivity it ended is held or missing again, and is told why.")] if record.person_id else []
