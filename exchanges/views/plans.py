"""Pages of plans: the list, the question, the answer."""

import uuid
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.lists import ListPage, Table
from common.reading import Surface, shown, shown_or_404
from exchanges.domain.planning.plans import ask_plan
from exchanges.interfaces.plan_form import BasisForm, PlanForm
from exchanges.interfaces.plan_page import NominateForm, compared, facts_of
from exchanges.interfaces.plan_tables import ChoiceFilter, ChoiceTable, PlanFilter, PlanTable
from exchanges.interfaces.plan_words import FAILURES, plan_chip, progress_of, rules_of
from exchanges.models import Exchange, Plan, PlanChoice
from exchanges.plan_enums import PlanStatus, ScenarioKind
from exchanges.queries.plans import choices, choices_of, plans, scenarios
from prisoners.models import Person


class PlanList(ListPage):
    """Plans that were asked for."""

    model = Plan
    filterset_class, table_class = PlanFilter, PlanTable
    permission_required = Permission.PLANS_VIEW
    title = _("Plans of who goes")
    empty_text = _("No plan was asked for yet.")
    create_url_name, create_permission = "exchanges:plan-new", Permission.PLANS_MAKE
    create_label = _("Ask for a plan")
    export_name = "plans"

    def get_queryset(self) -> QuerySet[Plan]:
        return plans(self.request.user)


class PlanCreate(PermissionRequiredMixin, View):
    """Ask for a plan: what it starts from in the address, its terms in the form."""

    permission_required = Permission.PLANS_MAKE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.basis["side"] and form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("title", "hand_over_on")}
            told |= {name: form.basis[name] for name in ("exchange", "programme")}
            try:
                return redirect(ask_plan(terms=form.terms, other_side=form.basis["side"], by=request.user, **told))
            except PermissionDenied:
                raise
            except REFUSALS as refused:
                add_errors(form, _placed(form, as_validation(refused)))
        return self._page(form, 422)

    def _form(self, data: Any = None) -> PlanForm:
        self.basis = BasisForm(self.request.GET, user=self.request.user)
        return PlanForm(data, user=self.request.user, basis=self.basis.chosen)

    def _page(self, form: PlanForm, status: int = 200) -> HttpResponse:
        shown(Exchange, self.basis.fields["exchange"].queryset.values_list("pk", flat=True), Surface.LIST)
        context = {
            "title": _now("Ask for a plan of who goes"),
            "form": form,
            "basis": self.basis,
            "side": form.basis["side"],
            "silent": form.silent,
            "submit_label": _now("Reckon"),
            "cancel_url": reverse("exchanges:plans"),
        }
        return render(self.request, "exchanges/plans/new.html", context, status=status)


def _placed(form: PlanForm, refused: Any) -> Any:
    """The faults of terms at the fields that stand for them."""
    if not hasattr(refused, "error_dict"):
        return refused
    placed: dict[str | None, list] = {}
    for name, faults in refused.error_dict.items():
        placed.setdefault(form.place(name), []).extend(faults)
    for name, faults in placed.items():
        for fault in faults:
            form.add_error(name, fault)
    return type(refused)([])


class PlanDetail(ListPage):
    """A plan: its scenarios beside each other, and whom one of them proposes."""

    model = PlanChoice
    filterset_class, table_class = ChoiceFilter, ChoiceTable
    permission_required = Permission.PLANS_VIEW
    title = _("Plan of who goes")
    empty_text = _("Nobody is proposed.")
    export_name, page_size = "plan", 100
    shown_model, shown_key = Person, "captivity.person_id"
    template_name = "exchanges/plans/detail.html"

    def find(self, pk: uuid.UUID, kind: str = ScenarioKind.ASKED) -> None:
        if hasattr(self, "plan"):
            return
        self.plan = shown_or_404(plans(self.request.user), pk=pk)
        self.title = str(self.plan)
        self.found = list(scenarios(self.request.user).filter(plan=self.plan))
        self.scenario = next((each for each in self.found if each.kind == kind), None)
        if kind != ScenarioKind.ASKED and self.scenario is None:
            raise Http404
        self.rules = rules_of(self.plan)

    def get_queryset(self) -> QuerySet[PlanChoice]:
        return choices_of(self.scenario, self.request.user) if self.scenario else choices(self.request.user).none()

    def get_table(self, queryset: QuerySet) -> Table:
        table = super().get_table(queryset)
        table.rules = self.rules
        return table

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        plan, user = self.plan, self.request.user
        mine = plan.asked_by_id == user.pk
        proposes = self.scenario is not None and self.scenario.is_possible
        may_nominate = proposes and user.has_perm(Permission.MANIFESTS_WRITE)
        return super().get_context_data(**context) | {
            "plan": plan,
            "chip": plan_chip(plan),
            "facts": facts_of(plan),
            "rules": self.rules.rules,
            "job": progress_of(plan) if plan.is_working else None,
            "failure": FAILURES.get(plan.failure, ""),
            "cancelled": plan.status == PlanStatus.CANCELLED,
            "may_cancel": plan.is_working and mine,
            "comparison": compared(self.found, self.rules) if self.found else None,
            "scenario": self.scenario,
            "nominate": NominateForm(user=user, plan=plan) if may_nominate else None,
        }
