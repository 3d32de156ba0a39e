"""Pages of what takes two people: what waits, what is proposed about a record, and the decision."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.domain.approvals import approve, refuse, withdraw
from accounts.enums import ApprovalState
from accounts.interfaces import approvals as shown
from accounts.interfaces.editing import add_errors
from accounts.models import Approval
from accounts.queries.approvals import approvals, changed_since_proposed, subjects
from accounts.roles import Permission
from accounts.views.fresh import FreshSignInMixin
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove, Stale
from common.lists import ListPage, Table
from common.panels import panels_for
from common.reading import shown_or_404


class ApprovalList(ListPage):
    """What waits for a second person; with a state, what was decided too."""

    model = Approval
    filterset_class, table_class = shown.ApprovalFilter, shown.ApprovalTable
    permission_required = Permission.APPROVALS_VIEW
    title = gettext_lazy("Approvals")
    intro = gettext_lazy("Nobody does these alone: one person proposes, another one approves.")
    empty_text = gettext_lazy("Nothing waits for a second person.")
    export_name = "approvals"

    def get_queryset(self) -> QuerySet[Approval]:
        rows = approvals(self.request.user)
        return rows if "state" in self.request.GET else rows.open()

    def name_rows(self, table: Table, rows: Any) -> None:
        table.reader, table.subjects = self.request.user, subjects(rows, self.request.user)


class ApprovalPage(PermissionRequiredMixin, View):
    """What is proposed, why, what changed since; and the decision of a second person."""

    permission_required = Permission.APPROVALS_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        approval, subject = self.parts(pk)
        return self.page(approval, subject)

    def post(self, request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
        approval, subject = self.parts(pk)
        form = shown.DecideForm(request.POST)
        if not form.is_valid():
            return self.page(approval, subject, form)
        try:
            decided = VERBS[act](approval, request, form.cleaned_data)
        except (IllegalMove, Stale) as late:
            messages.error(request, _("%(why)s Look at it once more.") % {"why": late})
            return redirect(approval)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(approval, subject, form, status=422)
        messages.success(request, f"{shown.said(decided)} · {decided.get_state_display()}.")
        return redirect(shown.url_of(subject) or approval)

    def parts(self, pk: uuid.UUID) -> tuple[Approval, Model]:
        approval = shown_or_404(approvals(self.request.user), pk=pk)
        return approval, subjects([approval], self.request.user)[approval.subject_id]

    def page(
        self, approval: Approval, subject: Model, form: shown.DecideForm | None = None, status: int = 200
    ) -> HttpResponse:
        user, waits = self.request.user, approval.state == ApprovalState.PROPOSED
        seen = {"subject_version": subject.version, "version": approval.version}
        context = {
            "title": shown.said(approval),
            "approval": approval,
            "chip": shown.chip(approval),
            "subject": shown.name_of(subject, user),
            "subject_url": shown.url_of(subject),
            "consequences": approval.registered_act.consequences,
            "panels": panels_for(approval, self.request),
            "stale": waits and subject.version != approval.subject_version,
            "changed": changed_since_proposed(approval, subject, user) if waits else [],
            "form": form or shown.DecideForm(initial=seen),
            "may_decide": shown.may_decide(approval, user),
            "own": waits and approval.proposed_by_id == user.pk,
        }
        return render(self.request, "accounts/approval.html", context, status=status)


class ApprovalDecision(FreshSignInMixin, ApprovalPage):
    """Approving and refusing ask for a fresh proof of who decides."""

    http_method_names = ["post"]


def _approve(approval: Approval, request: HttpRequest, said: dict[str, Any]) -> Approval:
    return approve(
        approval=approval,
        by=request.user,
        reason=said["reason"],
        subject_version=said["subject_version"],
        expected_version=said["version"],
    )


def _refuse(approval: Approval, request: HttpRequest, said: dict[str, Any]) -> Approval:
    return refuse(approval=approval, by=request.user, reason=said["reason"], expected_version=said["version"])


def _withdraw(approval: Approval, request: HttpRequest, said: dict[str, Any]) -> Approval:
    return withdraw(approval=approval, by=request.user, reason=said["reason"], expected_version=said["version"])


VERBS: dict[str, Callable[..., Approval]] = {"approve": _approve, "refuse": _refuse, "withdraw": _withdraw}
