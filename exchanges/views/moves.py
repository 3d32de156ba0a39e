"""Move an exchange to another state, with its reason and what the state needs; void one that never was."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from accounts.views.void import RecordVoid
from common.errors import IllegalMove, Stale
from common.reading import shown_or_404
from exchanges.domain.whole import move_whole
from exchanges.enums import DELIVERED, ExchangeStatus
from exchanges.interfaces import words
from exchanges.interfaces.completion import Completion, recorded_as_before, what_becomes_of_manifest
from exchanges.interfaces.move_form import MoveForm
from exchanges.models import Exchange
from exchanges.queries.record import Dossier, dossier, exchanges


class ExchangeMove(PermissionRequiredMixin, View):
    """One page for each move; a move that is not possible any more says so and leads back."""

    permission_required = Permission.EXCHANGES_MOVE

    def dispatch(self, request: HttpRequest, pk: uuid.UUID, to: str) -> HttpResponse:
        if to not in ExchangeStatus:
            raise Http404
        return super().dispatch(request, pk=pk, to=ExchangeStatus(to))

    def get(self, request: HttpRequest, pk: uuid.UUID, to: ExchangeStatus) -> HttpResponse:
        whole = self._dossier(pk)
        if to not in whole.exchange.moves:
            return self._impossible(whole.exchange, to)
        return self._page(whole, to, MoveForm(dossier=whole, to=to, user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID, to: ExchangeStatus) -> HttpResponse:
        whole = self._dossier(pk)
        if to not in whole.exchange.moves:
            return self._impossible(whole.exchange, to)
        form = MoveForm(request.POST, dossier=whole, to=to, user=request.user)
        if not form.is_valid():
            return self._page(whole, to, form)
        try:
            move_whole(exchange=whole.exchange, to=to, by=request.user, **form.arguments)
        except Stale:
            return self._stale(pk, to)
        except IllegalMove:
            return self._impossible(self._dossier(pk).exchange, to)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused), date="when")
            return self._page(whole, to, form)
        told = _("The exchange is now “%(status)s”.")
        if to in DELIVERED:
            told = _("It is proposed: the exchange becomes “%(status)s” when another person approves.")
        messages.success(request, told % {"status": to.label})
        return redirect(whole.exchange)

    def _dossier(self, pk: uuid.UUID) -> Dossier:
        return dossier(shown_or_404(exchanges(self.request.user).standing(), pk=pk), self.request.user)

    def _stale(self, pk: uuid.UUID, to: ExchangeStatus) -> HttpResponse:
        whole = self._dossier(pk)
        if to not in whole.exchange.moves:
            return self._impossible(whole.exchange, to)
        data = self.request.POST.copy()
        data["version"] = str(whole.exchange.version)
        form = MoveForm(data, dossier=whole, to=to, user=self.request.user)
        form.add_error(
            None,
            ValidationError(
                _("Somebody else changed this exchange in the meantime. Look at it once more; what you typed is kept.")
            ),
        )
        return self._page(whole, to, form, status=409)

    def _impossible(self, exchange: Exchange, to: ExchangeStatus) -> HttpResponse:
        told = {"old": exchange.get_status_display(), "new": to.label}
        messages.error(
            self.request,
            _("The exchange is “%(old)s” now and cannot become “%(new)s”. Nothing was changed.") % told,
        )
        return redirect(exchange)

    def _page(self, whole: Dossier, to: ExchangeStatus, form: MoveForm, status: int = 200) -> HttpResponse:
        exchange = whole.exchange
        context = {
            "title": words.MOVE_LABELS[to],
            "exchange": exchange,
            "old": words.status_chip(exchange),
            "new": words.chip_of(to),
            "form": form,
            "submit_label": _("Propose it to a second person") if to in DELIVERED else words.MOVE_LABELS[to],
            "cancel_url": exchange.get_absolute_url(),
            "completion": Completion(exchange, self.request.user) if to in DELIVERED else None,
            "consequence": what_becomes_of_manifest(exchange, to),
        }
        return render(self.request, "exchanges/move.html", context, status=status)


class ExchangeVoid(RecordVoid):
    """Void an exchange with all that belongs to it."""

    permission_required = Permission.EXCHANGES_VOID
    queryset = staticmethod(exchanges)
    namespace, argument = "exchanges", "exchange"

    def consequences(self, record: Record) -> list[str]:
        whole = dossier(record, self.request.user)
        transfers, claims = len(whole.transfers), len(whole.claims)
        return [
            ngettext("%(number)d transfer is voided with it.", "%(number)d transfers are voided with it.", transfers)
            % {"number": transfers},
            ngettext("%(number)d claim is voided with it.", "%(number)d claims are voided with it.", claims)
            % {"number": claims},
            *recorded_as_before(record),
            _("Reports that counted it will count it no more."),
        ]
