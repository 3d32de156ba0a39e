"""Correct a completed exchange: draft another record, look at the difference, propose it; edit what stays open."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.domain.approvals import propose
from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordEdit, as_validation
from common.reading import shown_or_404
from exchanges.domain.correcting import draft_correction
from exchanges.domain.whole import revise_afterwards
from exchanges.enums import SUPERSEDE, ExchangeStatus
from exchanges.interfaces import words
from exchanges.interfaces.afterwards_form import AfterwardsForm
from exchanges.interfaces.correction_form import CorrectionForm
from exchanges.interfaces.difference import ProposeForm, rows
from exchanges.models import Exchange
from exchanges.queries.correcting import corrected_by, proposal_of
from exchanges.queries.record import dossier, exchanges
from exchanges.queries.sides import sides


class ExchangeCorrect(PermissionRequiredMixin, View):
    """The form of the exchange, filled with the completed record; saved as a draft that counts nowhere."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = self._exchange(pk)
        return self._page(exchange, self._form(exchange))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = self._exchange(pk)
        form = self._form(exchange, request.POST)
        if not form.is_valid() or form.warnings:
            return self._page(exchange, form)
        try:
            draft = draft_correction(exchange=exchange, by=request.user, **form.arguments)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self._page(exchange, form)
        messages.info(request, _("The correction is drafted as № %(number)s.") % {"number": draft.number})
        return redirect("exchanges:difference", draft.pk)

    def _exchange(self, pk: uuid.UUID) -> Exchange:
        exchange = shown_or_404(exchanges(self.request.user).standing(), pk=pk)
        if not exchange.is_sealed:
            raise Http404
        return exchange

    def _form(self, exchange: Exchange, data: Any = None) -> CorrectionForm:
        whole = dossier(exchange, self.request.user)
        return CorrectionForm(data, user=self.request.user, sides=sides(), dossier=whole)

    def _page(self, exchange: Exchange, form: CorrectionForm) -> HttpResponse:
        context = {
            "title": _("Correct № %(number)s") % {"number": exchange.number},
            "form": form,
            "cancel_url": exchange.get_absolute_url(),
            "submit_label": _("Draft the correction"),
            "differences": [],
        }
        return render(self.request, "exchanges/form.html", context)


class Difference(PermissionRequiredMixin, View):
    """What a correction says otherwise; while it is a draft it is proposed from here."""

    permission_required = Permission.EXCHANGES_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        old, new = self._pair(pk)
        return self._page(old, new, ProposeForm(old=old, user=request.user) if self._may_propose(new) else None)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        old, new = self._pair(pk)
        form = ProposeForm(request.POST, old=old, user=request.user)
        if form.is_valid():
            try:
                said = {"reason": form.cleaned_data["reason"], "arguments": form.arguments}
                propose(act=SUPERSEDE, subject=new, by=request.user, **said)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("It is proposed. The record is corrected when another person approves."))
                return redirect(new)
        return self._page(old, new, form)

    def _pair(self, pk: uuid.UUID) -> tuple[Exchange, Exchange]:
        new = shown_or_404(exchanges(self.request.user), pk=pk)
        old = corrected_by(new, self.request.user)
        if old is None:
            raise Http404
        return old, new

    def _may_propose(self, new: Exchange) -> bool:
        draft = new.status == ExchangeStatus.DRAFT and not new.is_voided
        return draft and self.request.user.has_perm(Permission.EXCHANGES_MOVE) and not self._waits(new)

    def _waits(self, new: Exchange) -> Any:
        return proposal_of(new, self.request.user) if self.request.user.has_perm(Permission.APPROVALS_VIEW) else None

    def _page(self, old: Exchange, new: Exchange, form: ProposeForm | None) -> HttpResponse:
        user = self.request.user
        draft = new.status == ExchangeStatus.DRAFT and not new.is_voided
        told = {"new": new.number, "old": old.number}
        context = {
            "title": _("№ %(new)s, a correction of № %(old)s") % told,
            "chip": words.status_chip(new),
            "old": old,
            "new": new,
            "rows": rows(dossier(old, user), dossier(new, user), user),
            "form": form,
            "waits": self._waits(new),
            "may_edit": draft and user.has_perm(Permission.EXCHANGES_WRITE, new),
        }
        return render(self.request, "exchanges/difference.html", context)


class ExchangeAfterwards(RecordEdit):
    """Edits what of a completed exchange stays open."""

    queryset = staticmethod(exchanges)
    namespace, argument = "exchanges", "exchange"
    permission_required = Permission.EXCHANGES_WRITE
    form_class, verb = AfterwardsForm, staticmethod(revise_afterwards)

    def get_standing(self, pk: uuid.UUID) -> Exchange:
        exchange = super().get_standing(pk)
        if not exchange.is_sealed:
            raise Http404
        return exchange
