"""Pages of transfers of remains: list, detail, create, edit, void, what each side said."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordCreate, RecordDetail, RecordEdit, RecordPage, as_validation
from accounts.views.void import RecordVoid
from common.lists import ListPage
from common.reading import shown_or_404
from exchanges.domain.remains import log_remains, revise_remains
from exchanges.domain.whole import record_sourced_claim
from exchanges.interfaces.after_filters import RemainsFilter
from exchanges.interfaces.after_forms import RemainsClaimForm, RemainsForm
from exchanges.interfaces.after_tables import RemainsTable
from exchanges.interfaces.remains_page import RemainsPage
from exchanges.models import RemainsTransfer
from exchanges.queries.after import remains


class RemainsPages(RecordPage):
    """What the pages of a transfer of remains share."""

    queryset = staticmethod(remains)
    namespace, argument = "remains", "remains_transfer"


class RemainsList(ListPage):
    """Transfers of remains, filtered, sorted, paged and exported."""

    model = RemainsTransfer
    filterset_class, table_class = RemainsFilter, RemainsTable
    permission_required = Permission.EXCHANGES_VIEW
    title = _("The dead brought home")
    intro = _("Remains are counted here only: no figure of the living holds them.")
    empty_text = _("No transfer of remains is recorded yet.")
    create_url_name, create_permission = "remains:create", Permission.EXCHANGES_WRITE
    create_label = _("Log a transfer of remains")
    export_name = "remains"
    template_name = "exchanges/beside_list.html"

    def get_queryset(self) -> QuerySet[RemainsTransfer]:
        return remains(self.request.user).standing()


class RemainsDetail(RemainsPages, RecordDetail):
    """A transfer of remains: how far the dead are identified, and whom they are."""

    template_name = "exchanges/remains.html"
    write_permission = Permission.EXCHANGES_WRITE

    def sheet(self, record: Record) -> RemainsPage:
        if not hasattr(self, "_sheet"):
            self._sheet = RemainsPage(record, self.request.user)
        return self._sheet

    def get_facts(self, record: Record) -> list[tuple[str, Any]]:
        return self.sheet(record).facts

    def get_context(self, record: Record) -> dict[str, Any]:
        page = self.sheet(record)
        return {"page": page, "void_url": self.url("void", record.pk) if page.may_void else ""}

    def get_history_ids(self, record: Record) -> list[uuid.UUID]:
        return self.sheet(record).ids


class RemainsCreate(RemainsPages, RecordCreate):
    """Log a transfer of remains."""

    permission_required = Permission.EXCHANGES_WRITE
    form_class, verb = RemainsForm, staticmethod(log_remains)
    title = _("Log a transfer of remains")


class RemainsEdit(RemainsPages, RecordEdit):
    """Correct a transfer of remains."""

    permission_required = Permission.EXCHANGES_WRITE
    form_class, verb = RemainsForm, staticmethod(revise_remains)


class RemainsVoid(RemainsPages, RecordVoid):
    """Void a transfer of remains that never was."""

    permission_required = Permission.EXCHANGES_VOID

    def consequences(self, record: Record) -> list[str]:
        return [
            _now("The claims about it and the results for its bodies are voided with it."),
            _now("Whose captivity was ended by such a result is held or missing again."),
        ]


class RemainsClaimAdd(PermissionRequiredMixin, View):
    """What somebody said of how many, with its source."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self._page(RemainsClaimForm(remains=self._remains(pk), user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        form = RemainsClaimForm(request.POST, remains=self._remains(pk), user=request.user)
        if form.is_valid():
            try:
                record_sourced_claim(by=request.user, **form.arguments)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _now("The claim is recorded. It stands beside our own figure."))
                return redirect(f"{form.remains.get_absolute_url()}#claims")
        return self._page(form)

    def _remains(self, pk: uuid.UUID) -> RemainsTransfer:
        return shown_or_404(remains(self.request.user).standing(), pk=pk)

    def _page(self, form: RemainsClaimForm) -> HttpResponse:
        context = {
            "title": _now("Add a claim"),
            "intro": str(form.remains),
            "form": form,
            "submit_label": _now("Record the claim"),
            "cancel_url": form.remains.get_absolute_url(),
            "differences": [],
        }
        return render(self.request, "accounts/record_form.html", context)
