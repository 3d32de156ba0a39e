"""What is done with a plan: followed, stopped, and its people nominated."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.reading import shown_or_404
from exchanges.domain.manifest.nominating import Nomination
from exchanges.domain.planning.plans import cancel_plan, nominate_chosen
from exchanges.interfaces.plan_page import NominateForm
from exchanges.interfaces.plan_words import doing
from exchanges.queries.plans import plans, scenarios


class PlanStatusPage(PermissionRequiredMixin, View):
    """How far the work is, for the page that waits for it."""

    permission_required = Permission.PLANS_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        plan = shown_or_404(plans(request.user), pk=pk)
        return JsonResponse({"progress": plan.progress, "message": doing(plan), "finished": not plan.is_working})


class PlanCancel(PermissionRequiredMixin, View):
    """Stop the work."""

    permission_required = Permission.PLANS_MAKE

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        plan = shown_or_404(plans(request.user), pk=pk)
        try:
            cancel_plan(plan=plan, by=request.user)
        except REFUSALS as refused:
            messages.warning(request, " ".join(as_validation(refused).messages))
        return redirect(plan)


class PlanNominate(PermissionRequiredMixin, View):
    """Put those whom a scenario proposes on the manifest of an exchange: a person decides it."""

    permission_required = (Permission.PLANS_VIEW, Permission.MANIFESTS_WRITE)

    def post(self, request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
        plan = shown_or_404(plans(request.user), pk=pk)
        scenario = get_object_or_404(scenarios(request.user), plan=plan, kind=kind)
        form = NominateForm(request.POST, user=request.user, plan=plan)
        if not form.is_valid():
            messages.error(request, _("Choose the exchange."))
            return redirect("exchanges:plan-scenario", pk, kind)
        try:
            made = nominate_chosen(scenario=scenario, by=request.user, **form.cleaned_data)
        except REFUSALS as refused:
            messages.error(request, " ".join(as_validation(refused).messages))
            return redirect("exchanges:plan-scenario", pk, kind)
        messages.success(request, _words(made))
        return redirect("exchanges:manifest", form.cleaned_data["exchange"].pk)


def _words(made: Nomination) -> str:
    """What became of a nomination."""
    told = [ngettext("%(n)d person nominated", "%(n)d persons nominated", len(made.entries)) % {"n": len(made.entries)}]
    if waiting := len(made.waiting):
        told.append(
            ngettext("%(n)d waits for a second person", "%(n)d wait for a second person", waiting) % {"n": waiting}
        )
    if out := len(made.left_out):
        told.append(ngettext("%(n)d cannot go by now", "%(n)d cannot go by now", out) % {"n": out})
    return "; ".join(told) + "."
