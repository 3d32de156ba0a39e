"""Record what a side said, adopt one of several figures, void a claim that nobody made."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from accounts.views.void import RecordVoid
from common.reading import shown_or_404
from common.templatetags.obmin import known
from exchanges.domain.claims import adopt_claim, is_adoptable
from exchanges.domain.whole import record_sourced_claim
from exchanges.interfaces import comparison
from exchanges.interfaces.adopt_form import AdoptForm
from exchanges.interfaces.claim_form import ClaimForm, UnitClaimForm
from exchanges.models import Claim
from exchanges.queries.record import claims, dossier, exchanges, transfers
from units.models import Unit
from units.queries.records import units


class ClaimAdd(PermissionRequiredMixin, View):
    """A claim with its source on one page."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self._page(self._form(pk))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        form = self._form(pk, request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            record_sourced_claim(by=request.user, **form.arguments)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self._page(form)
        messages.success(request, _("The claim is recorded. No figure of ours changed; adopt it if it is the one."))
        return redirect(f"{form.dossier.exchange.get_absolute_url()}#claims")

    def _form(self, pk: uuid.UUID, data: object = None) -> ClaimForm:
        user = self.request.user
        exchange = shown_or_404(exchanges(user).standing(), pk=pk)
        return ClaimForm(data, dossier=dossier(exchange, user), user=user)

    def _page(self, form: ClaimForm) -> HttpResponse:
        exchange = form.dossier.exchange
        context = {
            "title": _("Add a claim"),
            "intro": str(exchange),
            "form": form,
            "submit_label": _("Record the claim"),
            "cancel_url": exchange.get_absolute_url(),
            "differences": [],
        }
        return render(self.request, "accounts/record_form.html", context)


class UnitClaimAdd(PermissionRequiredMixin, View):
    """A claim about a unit with its source on one page."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self._page(UnitClaimForm(unit=self._unit(pk), user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        form = UnitClaimForm(request.POST, unit=self._unit(pk), user=request.user)
        if form.is_valid():
            try:
                record_sourced_claim(by=request.user, **form.arguments)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("The claim is recorded. It stands beside our own figure and changes none."))
                return redirect(f"{form.unit.get_absolute_url()}#claims")
        return self._page(form)

    def _unit(self, pk: uuid.UUID) -> Unit:
        return shown_or_404(units(self.request.user).standing(), pk=pk)

    def _page(self, form: UnitClaimForm) -> HttpResponse:
        context = {
            "title": _("Add a claim"),
            "intro": str(form.unit),
            "form": form,
            "submit_label": _("Record the claim"),
            "cancel_url": form.unit.get_absolute_url(),
            "differences": [],
        }
        return render(self.request, "accounts/record_form.html", context)


class ClaimAdopt(PermissionRequiredMixin, View):
    """Take a claim as our figure, with the reason why this one."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self._page(self._claim(pk), AdoptForm())

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        claim, form = self._claim(pk), AdoptForm(request.POST)
        if form.is_valid():
            try:
                adopt_claim(claim=claim, by=request.user, reason=form.cleaned_data["reason"])
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("The figure is adopted: %(figure)s.") % {"figure": claim.number})
                return redirect(f"{claim.transfer.exchange.get_absolute_url()}#claims")
        return self._page(claim, form)

    def _claim(self, pk: uuid.UUID) -> Claim:
        return shown_or_404(claims(self.request.user).standing().filter(transfer__isnull=False), pk=pk)

    def _page(self, claim: Claim, form: AdoptForm) -> HttpResponse:
        now = known(getattr(claim.transfer, claim.figure)) if is_adoptable(claim) else known(None)
        told = {"what": comparison.label(claim), "now": now, "new": comparison.figure(claim)}
        context = {
            "title": _("Adopt this figure"),
            "consequences": [
                str(claim.transfer),
                _("Our figure “%(what)s” becomes %(new)s; it was: %(now)s.") % told,
                _("Reports count with the new figure. All claims stay side by side."),
            ],
            "undo": _("Adopt another claim to change it again."),
            "form": form,
            "submit_label": _("Adopt it"),
            "cancel_url": f"{claim.transfer.exchange.get_absolute_url()}#claims",
        }
        return render(self.request, "common/_confirm.html", context)


class ClaimVoid(RecordVoid):
    """Void a claim that nobody made."""

    permission_required = Permission.EXCHANGES_VOID
    queryset = staticmethod(claims)
    namespace, argument = "exchanges", "claim"

    def consequences(self, record: Record) -> list[str]:
        said = [f"{comparison.claimant(record)}: {comparison.label(record)} {comparison.figure(record)}"]
        return (
            [*said, _("The figure that it was adopted for stays until another is adopted.")] if record.adopted else said
        )

    def cancel_url(self, record: Record) -> str:
        return record.subject.get_absolute_url()


class TransferVoid(RecordVoid):
    """Void a transfer, with the claims about it."""

    permission_required = Permission.EXCHANGES_VOID
    queryset = staticmethod(transfers)
    namespace, argument = "exchanges", "transfer"

    def consequences(self, record: Record) -> list[str]:
        return [_("The claims about this transfer are voided with it.")]

    def cancel_url(self, record: Record) -> str:
        return record.exchange.get_absolute_url()
