"""Pages of priority policies: the one in force, their history, a draft with its rules, the second signature."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.interfaces.editing import add_errors
from accounts.interfaces.history import History
from accounts.interfaces.record_form import record_facts
from accounts.roles import Permission
from accounts.views.fresh import fresh_sign_in_required
from accounts.views.records import REFUSALS, RecordCreate, RecordEdit, RecordPage
from common import clock
from common.errors import Conflict, IllegalMove, Stale
from common.reading import shown_or_404
from prisoners.domain import policies as verbs
from prisoners.enums import Criterion, PolicyStatus
from prisoners.interfaces.policies import CHANGES, DraftForm, PolicyForm, RefusalForm, RuleForm, chip, in_words, moved
from prisoners.models import PriorityPolicy
from prisoners.queries.policies import policies
from prisoners.queries.priority import policy_on
from prisoners.rules import sees_order

may_see = permission_required(Permission.PRISONERS_FIGURES, raise_exception=True)
may_propose = permission_required(Permission.PRIORITIES_PROPOSE, raise_exception=True)
may_approve = permission_required(Permission.PRIORITIES_APPROVE, raise_exception=True)


class PolicyPage(RecordPage):
    """What the pages of a policy share."""

    queryset = staticmethod(policies)
    namespace, argument = "priorities", "policy"


class PolicyDraft(PolicyPage, RecordCreate):
    """Draft a policy, from nothing or from another one."""

    permission_required = Permission.PRIORITIES_PROPOSE
    form_class, verb = DraftForm, staticmethod(verbs.draft_policy)
    title = gettext_lazy("Draft a priority policy")


class PolicyEdit(PolicyPage, RecordEdit):
    """How a draft is called, from when, on which source."""

    permission_required = Permission.PRIORITIES_PROPOSE
    form_class, verb = PolicyForm, staticmethod(verbs.revise_policy)


@require_safe
@may_see
def policy_list(request: HttpRequest) -> HttpResponse:
    """The policy in force today with its rules, and all others."""
    current = policy_on(clock.today())
    context = {
        "current": current.policy,
        "rules": in_words(current.rules),
        "policies": [(policy, chip(policy)) for policy in policies(request.user).standing()],
        "may_propose": request.user.has_perm(Permission.PRIORITIES_PROPOSE),
        "sees_order": sees_order(request.user, current.tells),
    }
    return render(request, "prisoners/policies/list.html", context)


@require_safe
@may_see
def policy_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A policy, its rules in plain words, and what the reader may do with it now."""
    return _page(request, _policy(request, pk))


def _page(request: HttpRequest, policy: PriorityPolicy, refusal: RefusalForm | None = None) -> HttpResponse:
    user, rules = request.user, verbs.rules_of(policy)
    is_draft = policy.status == PolicyStatus.DRAFT and user.has_perm(Permission.PRIORITIES_PROPOSE)
    waits = policy.status == PolicyStatus.PROPOSED and user.has_perm(Permission.PRIORITIES_APPROVE)
    context = {
        "policy": policy,
        "chip": chip(policy),
        "facts": record_facts(policy, user),
        "rules": in_words(rules),
        "criteria": Criterion.choices if is_draft else [],
        "is_draft": is_draft,
        "changes": CHANGES,
        "may_settle": waits and policy.proposed_by_id != user.pk,
        "own_proposal": policy.status == PolicyStatus.PROPOSED and policy.proposed_by_id == user.pk,
        "refusal": refusal or RefusalForm(),
        "seen": " ".join(str(rule.pk) for rule in rules),
        "sees_order": user.has_perm(Permission.PRISONERS_VIEW),
        "history": History([policy.pk, *policy.rules.values_list("pk", flat=True)], user).entries(),
    }
    return render(request, "prisoners/policies/detail.html", context, status=400 if refusal else 200)


@require_http_methods(["GET", "POST"])
@may_propose
def rule_add(request: HttpRequest, pk: uuid.UUID, criterion: str) -> HttpResponse:
    """Add a rule about one criterion to a draft."""
    if criterion not in Criterion.values:
        raise Http404
    policy = _policy(request, pk)
    rules = verbs.rules_of(policy)
    tiers = sorted({rule.tier for rule in rules})
    form = RuleForm(request.POST or None, criterion=Criterion(criterion), tiers=tiers, user=request.user)
    if form.is_valid():
        try:
            verbs.set_rules(policy=policy, rules=[*map(verbs.said, rules), form.rule(tiers)], by=request.user)
        except (*REFUSALS, IllegalMove) as refused:
            add_errors(form, refused if isinstance(refused, ValidationError) else ValidationError(str(refused)))
        else:
            return redirect(policy)
    context = {
        "title": _("Add a rule: %(criterion)s") % {"criterion": Criterion(criterion).label},
        "form": form,
        "submit_label": _("Add the rule"),
        "cancel_url": policy.get_absolute_url(),
    }
    return render(request, "common/form_page.html", context)


@require_POST
@may_propose
def rule_change(request: HttpRequest, pk: uuid.UUID, rule: uuid.UUID, change: str) -> HttpResponse:
    """Move a rule of a draft a tier up or down, or take it out."""
    policy = _policy(request, pk)
    rules = verbs.rules_of(policy)
    seen = [uuid.UUID(key) for key in request.POST.get("seen", "").split()]
    try:
        verbs.set_rules(policy=policy, rules=moved(rules, rule, change), seen=seen, by=request.user)
    except Stale:
        messages.warning(request, _("Somebody else changed the rules in the meantime. Look at them once more."))
    except (*REFUSALS, IllegalMove) as refused:
        messages.error(request, _said(refused))
    return redirect(policy)


@require_POST
@may_propose
def policy_propose(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask a second person to put a draft into force."""
    return _step(request, _policy(request, pk), verbs.propose_policy, _("The policy waits for a second person now."))


@require_POST
@may_approve
@fresh_sign_in_required
def policy_approve(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a proposed policy into force."""
    return _step(request, _policy(request, pk), verbs.approve_policy, _("The policy is in force from its date on."))


@require_POST
@may_approve
def policy_refuse(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Refuse a proposed policy, with the reason."""
    policy, form = _policy(request, pk), RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, policy, form)
    return _step(request, policy, verbs.refuse_policy, _("The policy is refused."), reason=form.cleaned_data["reason"])


def _step(request: HttpRequest, policy: PriorityPolicy, verb: Callable, done: str, **arguments: str) -> HttpResponse:
    """One verb on a policy; what it refuses is told on the policy's page, and a refusal of the person is 403."""
    try:
        verb(policy=policy, by=request.user, **arguments)
    except (ValidationError, Conflict, IllegalMove) as refused:
        messages.error(request, _said(refused))
    else:
        messages.success(request, done)
    return redirect(policy)


def _said(refused: Exception) -> str:
    return " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)


def _policy(request: HttpRequest, pk: uuid.UUID) -> PriorityPolicy:
    return shown_or_404(policies(request.user), pk=pk)
