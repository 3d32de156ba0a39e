"""Putting people on a manifest: looked up, from the order of priority, or whom a list's verdicts found."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common import clock
from common.errors import IllegalMove
from common.reading import Surface, shown, shown_or_404
from exchanges.domain.manifest.nominating import Nomination, Nominee, nominate
from exchanges.interfaces.manifest import candidates as shown_candidates
from exchanges.interfaces.manifest.forms import ListForm, NominateForm, PriorityForm, SearchForm
from exchanges.interfaces.manifest.page import takes_nominations
from exchanges.manifest_enums import EntryOrigin
from exchanges.models import Transfer
from exchanges.queries.manifest.candidates import Candidate, chosen, first_in_order, found_by_list
from exchanges.queries.manifest.entries import beside, transfers
from negotiations.models import NameList
from prisoners.models import Person
from prisoners.queries.priority import policy_on
from prisoners.queries.search import find_persons
from prisoners.rules import sees_order

FOUND = 12


@method_decorator(sensitive_post_parameters("q", "reason"), name="dispatch")
class Nominate(PermissionRequiredMixin, View):
    """Three ways to candidates, then those marked are nominated, with a reason."""

    permission_required = (Permission.MANIFESTS_WRITE, Permission.MANIFESTS_VIEW, Permission.PRISONERS_VIEW)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        transfer = self.get_transfer(pk)
        if request.GET.get("by") == EntryOrigin.PRIORITY:
            return self.from_order(transfer)
        if request.GET.get("by") == EntryOrigin.LIST:
            return self.from_list(transfer)
        return self.page(transfer)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        transfer = self.get_transfer(pk)
        if "q" in request.POST:
            return self.search(transfer)
        return self.nominate(transfer)

    def get_transfer(self, pk: uuid.UUID) -> Transfer:
        return shown_or_404(transfers(self.request.user).standing(), pk=pk)

    def from_order(self, transfer: Transfer) -> HttpResponse:
        form, policy = PriorityForm(self.request.GET, user=self.request.user), policy_on(clock.today())
        if not form.is_valid() or not sees_order(self.request.user, policy.tells):
            return self.page(transfer, status=400, priority=form)
        told = form.cleaned_data
        found, gone = first_in_order(
            transfer,
            form.selection(transfer),
            policy,
            self.request.user,
            number=told["number"],
            tier=told["in_tier"],
        )
        why = _("First in the order of priority of %(day)s") % {"day": clock.today().isoformat()}
        return self.page(transfer, found, EntryOrigin.PRIORITY, why, priority=form, gone=gone)

    def from_list(self, transfer: Transfer) -> HttpResponse:
        form = ListForm(self.request.GET, user=self.request.user)
        if not form.is_valid():
            return self.page(transfer, status=400, lists=form)
        name_list = form.cleaned_data["name_list"]
        shown(NameList, [name_list.pk])
        why = _("Found by the verdicts of the list “%(list)s”") % {"list": name_list}
        return self.page(
            transfer,
            found_by_list(transfer, name_list, self.request.user),
            EntryOrigin.LIST,
            why,
            lists=form,
            name_list=name_list,
        )

    def search(self, transfer: Transfer) -> HttpResponse:
        form = SearchForm(self.request.POST)
        if not form.is_valid():
            return self.page(transfer, status=422, search=form)
        matches = find_persons(form.cleaned_data["q"], self.request.user, limit=FOUND)
        shown(Person, [match.person.pk for match in matches], Surface.SEARCH)
        keys = [match.person.latest_captivity_id for match in matches if match.person.latest_captivity_id]
        found = chosen(transfer, keys, self.request.user)
        return self.page(transfer, found, EntryOrigin.SEARCH, search=form, marked=[])

    def nominate(self, transfer: Transfer) -> HttpResponse:
        user, data = self.request.user, self.request.POST
        origin = data.get("origin") if data.get("origin") in EntryOrigin.values else EntryOrigin.SEARCH
        origin = origin if origin in (EntryOrigin.PRIORITY, EntryOrigin.LIST) else EntryOrigin.SEARCH
        keys, marked = shown_candidates.keys_of(data.getlist("shown")), data.getlist("captivity")
        name_list = self.get_list(data.get("name_list", "")) if origin == EntryOrigin.LIST else None
        found = found_by_list(transfer, name_list, user) if name_list else chosen(transfer, keys, user)
        form, kept = NominateForm(data), {"marked": marked, "name_list": name_list}
        if not form.is_valid():
            return self.page(transfer, found, origin, status=422, form=form, **kept)
        told = {name: form.cleaned_data[name] for name in ("category", "outcome")}
        people = [_nominee(each, told) for each in found if str(each.key) in marked]
        try:
            reason = form.cleaned_data["reason"]
            made = nominate(transfer=transfer, people=people, by=user, reason=reason, origin=origin, skip=True)
        except (IllegalMove, *REFUSALS) as refused:
            add_errors(form, as_validation(refused), captivities="reason")
            return self.page(transfer, found, origin, status=422, form=form, **kept)
        self.tell(made)
        return redirect("exchanges:manifest", transfer.exchange_id)

    def get_list(self, key: str) -> NameList | None:
        form = ListForm({"name_list": key}, user=self.request.user)
        return form.cleaned_data["name_list"] if form.is_valid() else None

    def tell(self, made: Nomination) -> None:
        """What became of it: nominated, waiting for a second person, left out and why."""
        number, waits = len(made.entries), len(made.waiting)
        if number:
            told = ngettext("%(number)s person is nominated.", "%(number)s persons are nominated.", number)
            messages.success(self.request, told % {"number": number})
        if waits:
            told = ngettext(
                "%(number)s is restricted or withheld: another person has to approve the nomination.",
                "%(number)s are restricted or withheld: another person has to approve each nomination.",
                waits,
            )
            messages.warning(self.request, told % {"number": waits})
        out = shown_candidates.lines(
            [Candidate(key, each) for key, each in made.left_out.items()],
            beside([], self.request.user),
            self.request.user,
        )
        for chip, count in shown_candidates.in_the_way(out):
            messages.error(self.request, _("Left out: %(number)s (%(why)s)") % {"number": count, "why": chip})

    def page(
        self,
        transfer: Transfer,
        found: list[Candidate] | None = None,
        origin: str = EntryOrigin.SEARCH,
        why: str = "",
        *,
        status: int = 200,
        marked: list[str] | None = None,
        **more: Any,
    ) -> HttpResponse:
        user, exchange = self.request.user, transfer.exchange
        about = beside([each.eligible.captivity for each in found or [] if each.eligible.captivity], user)
        lines = shown_candidates.lines(found or [], about, user, marked)
        may_rank = user.has_perm(Permission.PRISONERS_FIGURES) and sees_order(user, policy_on(clock.today()).tells)
        context = {
            "transfer": transfer,
            "exchange": exchange,
            "is_open": takes_nominations(exchange, is_frozen=exchange.frozen_manifests.standing().exists()),
            "search": SearchForm(),
            "priority": PriorityForm(user=user) if may_rank else None,
            "lists": ListForm(user=user) if user.has_perm(Permission.LISTS_VIEW) else None,
            "form": NominateForm(initial={"reason": why}),
            "found": None if found is None else lines,
            "in_the_way": shown_candidates.in_the_way(lines),
            "origin": origin,
            **more,
        }
        return render(self.request, "exchanges/manifest/nominate.html", context, status=status)


def _nominee(each: Candidate, told: dict[str, str]) -> Nominee:
    return Nominee(each.key, list_entry=each.list_entry, acceptance=each.acceptance, **told)
