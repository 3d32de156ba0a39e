"""Pages of the order of priority: everybody held, as a file too, and what a policy would change."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from common import clock
from prisoners.interfaces.order import OrderFilter, changes_table, people_of, write_order
from prisoners.queries.held import Selection, of_reader
from prisoners.queries.policies import policies
from prisoners.queries.priority import Policy, compared, in_order, place_of, policy_on
from prisoners.queries.records import captivities
from prisoners.rules import sees_order
from units.queries.records import home_party

PAGE = 50
may_see = permission_required([Permission.PRISONERS_FIGURES, Permission.PRISONERS_VIEW], raise_exception=True)


def of_filter(view: Callable) -> Callable:
    """Hands a view the filter, the selection and the policy of its day; refuses who may not see what tiers tell."""

    @require_safe
    @may_see
    def ask(request: HttpRequest) -> HttpResponse:
        form = OrderFilter(request.GET)
        if not form.is_valid():
            return render(request, "prisoners/policies/order.html", {"filter": form}, status=400)
        policy = policy_on(form.on)
        if not sees_order(request.user, policy.tells):
            raise PermissionDenied(_("The tiers tell what you may not see of persons."))
        return view(request, form, form.selection(request.user), policy)

    return ask


@of_filter
def order_page(request: HttpRequest, form: OrderFilter, selection: Selection, policy: Policy) -> HttpResponse:
    """Persons in their order, each with the reason; pages go on after a captivity and never count."""
    found = in_order(selection, policy, tier=form.tier, after=_key(request.GET.get("after", "")), limit=PAGE + 1)
    context: dict[str, Any] = {
        "filter": form,
        "policy": policy.policy,
        "on": form.on,
        "people": people_of(request.user, policy, found[:PAGE], form.on),
        "next": found[PAGE - 1].id if len(found) > PAGE else None,
        "is_first": not request.GET.get("after"),
    }
    return render(request, "prisoners/policies/order.html", context)


@of_filter
def order_file(request: HttpRequest, form: OrderFilter, selection: Selection, policy: Policy) -> HttpResponse:
    """The whole order as CSV, each with place, tier and reason."""
    file = write_order(request.user, selection, policy, form.tier)
    name = f"priority-order-{form.on:%Y-%m-%d}.csv"
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


@require_safe
@may_see
def place_page(request: HttpRequest, captivity: uuid.UUID) -> HttpResponse:
    """The place of one prisoner in the whole order today, on a page of its own because it ranks everybody."""
    found = get_object_or_404(captivities(request.user), pk=captivity)
    policy = policy_on(clock.today())
    if not sees_order(request.user, policy.tells):
        raise PermissionDenied(_("The tiers tell what you may not see of persons."))
    selection = Selection(found.person.party_id, clock.today(), of_reader(request.user))
    context = {
        "captivity": found,
        "policy": policy.policy,
        "place": place_of(selection, policy, captivity),
        "people": people_of(request.user, policy, in_order(selection, policy, one=captivity, limit=1), clock.today()),
    }
    return render(request, "prisoners/policies/place.html", context)


@require_safe
@may_see
def preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a policy would change of the order of today, beside the policy in force on its first day."""
    proposed = get_object_or_404(policies(request.user), pk=pk)
    on = max(clock.today(), proposed.effective_from)
    old, new = _before(proposed.pk, on), Policy.of(proposed)
    if not sees_order(request.user, old.tells | new.tells):
        raise PermissionDenied(_("The tiers tell what you may not see of persons."))
    tiers, heads = compared(Selection(home_party().pk, on, of_reader(request.user)), old, new, shown=PAGE)
    context = {
        "policy": proposed,
        "old": old.policy,
        "on": on,
        "changes": changes_table(tiers, old, new),
        "people": people_of(request.user, new, heads, on, old=old),
    }
    return render(request, "prisoners/policies/preview.html", context)


def _before(pk: uuid.UUID, on: datetime.date) -> Policy:
    """The policy that holds on a day; for the one that does, that which it took the place of."""
    current = policy_on(on)
    if current.policy is None or current.policy.pk != pk:
        return current
    return policy_on(current.policy.effective_from - datetime.timedelta(days=1))


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Http404 from None
