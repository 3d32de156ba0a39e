"""Proposing to approve a manifest: what was looked at is what is approved, or nothing is."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.domain.approvals import propose
from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.reading import shown_or_404
from exchanges.domain.manifest.approving import fingerprint, going, refuse_unseen
from exchanges.interfaces.manifest.forms import ApproveForm
from exchanges.interfaces.manifest.page import ways
from exchanges.manifest_enums import APPROVE_MANIFEST
from exchanges.models import Exchange
from exchanges.queries.manifest.entries import frozen, tally
from exchanges.queries.record import exchanges


class ManifestApprove(PermissionRequiredMixin, View):
    """What will happen, to whom; then it waits for a second person."""

    permission_required = (Permission.EXCHANGES_MOVE, Permission.MANIFESTS_VIEW, Permission.APPROVALS_VIEW)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = self.get_exchange(pk)
        return self.page(exchange, ApproveForm(initial={"sha256": fingerprint(exchange)}))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange, form = self.get_exchange(pk), ApproveForm(request.POST)
        if not form.is_valid():
            return self.page(exchange, form, status=422)
        seen, now = form.cleaned_data["sha256"], fingerprint(exchange)
        if seen != now:
            form = self.again(now)
            form.add_error(None, _("Somebody else changed the manifest in the meantime. Look at it once more."))
            return self.page(exchange, form, status=409)
        try:
            told = {"reason": form.cleaned_data["reason"], "arguments": {"sha256": now}}
            propose(act=APPROVE_MANIFEST, subject=exchange, by=request.user, **told)
        except (IllegalMove, *REFUSALS) as refused:
            add_errors(form, as_validation(refused))
            return self.page(exchange, form, status=422)
        messages.success(request, _("It is proposed: the manifest is approved when another person agrees."))
        return redirect("exchanges:manifest", pk)

    def again(self, sha256: str) -> ApproveForm:
        """The form with what was typed, for the manifest as it is now."""
        data = self.request.POST.copy()
        data["sha256"] = sha256
        return ApproveForm(data)

    def get_exchange(self, pk: uuid.UUID) -> Exchange:
        exchange = shown_or_404(exchanges(self.request.user).standing(), pk=pk)
        refuse_unseen(going(exchange), self.request.user)
        return exchange

    def page(self, exchange: Exchange, form: ApproveForm, status: int = 200) -> HttpResponse:
        context = {
            "exchange": exchange,
            "form": form,
            "sha256": form["sha256"].value(),
            "ways": ways(tally(exchange, self.request.user)),
            "frozen": frozen(exchange, self.request.user),
            "status": status,
        }
        return render(self.request, "exchanges/manifest/approve.html", context, status=status)
