"""Pages of the order of priority: everybody held, as a file too, and what a policy would change."""

import datetime
import uuid
from collections.abc import Callable
from typing import IO, Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import Permission
from common import clock
from common.exporting import FilePage, Told, silent
from common.reading import shown_or_404
from common.watermark import Watermark
from prisoners.interfaces.order import OrderFilter, changes_table, people_of, write_order
from prisoners.queries.held import Selection, of_reader
from prisoners.queries.policies import policies
from prisoners.queries.priority import Policy, compared, in_order, place_of, policy_on
from prisoners.queries.records import captivities
from prisoners.rules import sees_order
from units.queries.records import home_party

PAGE = 50
PERMISSIONS = (Permission.PRISONERS_FIGURES, Permission.PRISONERS_VIEW)
may_see = permission_required(PERMISSIONS, raise_exception=True)


def refuse_unseen(user: User, policy: Policy) -> None:
    """Raises PermissionDenied for who may not see what the tiers tell."""
    if not sees_order(user, policy.tells):
        raise PermissionDenied(_("The tiers tell what you may not see of persons."))


def of_filter(view: Callable) -> Callable:
    """Hands a view the filter, the selection and the policy of its day; refuses who may not see what tiers tell."""

    @require_safe
    @may_see
    def ask(request: HttpRequest) -> HttpResponse:
        form = OrderFilter(request.GET)
        if not form.is_valid():
            return render(request, "prisoners/policies/order.html", {"filter": form}, status=400)
        policy = policy_on(form.on)
        refuse_unseen(request.user, policy)
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
        "may_export": request.user.has_perm(Permission.RECORDS_EXPORT),
    }
    return render(request, "prisoners/policies/order.html", context)


class OrderFile(FilePage):
    """The whole order as a file, each with place, tier and reason."""

    permission_required = PERMISSIONS
    title = gettext_lazy("Priority order")
    export_name, formats = "priority-order", ("csv",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The order itself is on its own page."""
        return redirect(f"{reverse('priorities:order')}?{request.GET.urlencode()}")

    def find(self) -> None:
        self.form = OrderFilter(self.request.GET)
        if self.form.is_valid():
            self.policy = policy_on(self.form.on)
            refuse_unseen(self.request.user, self.policy)

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def written(self, kind: str, mark: Watermark, told: Told = silent) -> tuple[IO[bytes], int]:
        return write_order(self.request.user, self.form.selection(self.request.user), self.policy, self.form.tier)


@require_safe
@may_see
def place_page(request: HttpRequest, captivity: uuid.UUID) -> HttpResponse:
    """The place of one prisoner in the whole order today, on a page of its own because it ranks everybody."""
    found = shown_or_404(captivities(request.user), pk=captivity)
    policy = policy_on(clock.today())
    refuse_unseen(request.user, policy)
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
    proposed = shown_or_404(policies(request.user), pk=pk)
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
