"""Log an exchange, and edit one that somebody else may be editing too."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.interfaces.editing import add_errors, merge, seal, versions_seen
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import Stale
from common.reading import shown_or_404
from exchanges.domain.whole import log_whole, revise_whole
from exchanges.interfaces.forms import ExchangeForm
from exchanges.models import Exchange
from exchanges.queries.record import dossier, exchanges
from exchanges.queries.sides import sides
from exchanges.queries.versions import versions_of

#: What a new exchange may take over from the page that led here.
TAKEN_OVER = ("parent", "previous_attempt")


class ExchangeCreate(PermissionRequiredMixin, View):
    """The exchange, its transfers and its source on one page; saved whole or not at all."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest) -> HttpResponse:
        taken = {name: request.GET[name] for name in TAKEN_OVER if name in request.GET}
        return self._page(request, ExchangeForm(user=request.user, sides=sides(), initial=taken))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ExchangeForm(request.POST, user=request.user, sides=sides())
        if not form.is_valid() or form.warnings:
            return self._page(request, form)
        said = {"source": form.source, "claimed_by": form.cleaned_data["claimed_by"]}
        completed = form.cleaned_data.get("completed", False)
        try:
            exchange = log_whole(by=request.user, completed=completed, **said, **form.arguments)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self._page(request, form)
        messages.success(request, _("The exchange is logged as № %(number)s.") % {"number": exchange.number})
        if completed:
            messages.info(request, _("Another person approves that it was carried out; until then it is a draft."))
        return redirect(exchange)

    def _page(self, request: HttpRequest, form: ExchangeForm) -> HttpResponse:
        context = {
            "title": _("Log an exchange"),
            "form": form,
            "cancel_url": reverse("exchanges:list"),
            "submit_label": _("Log the exchange"),
            "differences": [],
        }
        return render(request, "exchanges/form.html", context)


class ExchangeEdit(PermissionRequiredMixin, View):
    """Edits what is recorded; a stale form comes back with both versions, and loses nothing."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = shown_or_404(exchanges(request.user).standing(), pk=pk)
        return self._page(exchange, self._fresh(exchange))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = shown_or_404(exchanges(request.user).standing(), pk=pk)
        form = self._form(exchange, request.POST)
        if not form.is_valid() or form.warnings:
            return self._page(exchange, form)
        try:
            revise_whole(exchange=exchange, by=request.user, versions=versions_seen(request.POST), **form.arguments)
        except Stale:
            return self._stale(exchange)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self._page(exchange, form)
        messages.success(request, _("Your changes are saved."))
        return redirect(exchange)

    def _form(self, exchange: Exchange, data: Any = None) -> ExchangeForm:
        whole = dossier(exchange, self.request.user)
        return ExchangeForm(data, user=self.request.user, sides=sides(), dossier=whole)

    def _fresh(self, exchange: Exchange) -> ExchangeForm:
        form = self._form(exchange)
        form.initial["seen"] = seal(form, versions_of(exchange))
        return form

    def _stale(self, exchange: Exchange) -> HttpResponse:
        current = shown_or_404(exchanges(self.request.user).standing(), pk=exchange.pk)
        fresh = self._fresh(current)
        data, differences = merge(self.request.POST, fresh)
        data["seen"] = fresh.initial["seen"]
        return self._page(current, self._form(current, data), differences, status=409)

    def _page(self, exchange: Exchange, form: ExchangeForm, differences: Any = (), status: int = 200) -> HttpResponse:
        context = {
            "title": _("Edit № %(number)s") % {"number": exchange.number},
            "form": form,
            "cancel_url": exchange.get_absolute_url(),
            "submit_label": "",
            "differences": differences,
        }
        return render(self.request, "exchanges/form.html", context, status=status)
