"""Putting somebody in another's place: who comes in, why, and at whose demand. What was typed is kept."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.interfaces.editing import add_errors
from accounts.models.record import name_for
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common import clock
from common.errors import IllegalMove
from common.reading import Surface, shown
from exchanges.domain.manifest.substituting import propose_substitution, substitute
from exchanges.interfaces.manifest import candidates as shown_candidates
from exchanges.interfaces.manifest.forms import SearchForm, SubstituteForm
from exchanges.interfaces.manifest.words import entry_chip
from exchanges.models import ManifestEntry
from exchanges.queries.manifest.candidates import Candidate, chosen, first_in_order
from exchanges.queries.manifest.entries import beside
from exchanges.views.manifest.entry import EntryRecord
from prisoners.models import Person
from prisoners.queries.held import Selection, of_reader
from prisoners.queries.priority import policy_on
from prisoners.queries.search import find_persons
from prisoners.rules import sees_order

#: The next of the order of priority, offered before anybody is looked up; and how many a search shows.
NEXT, FOUND = 5, 8


@method_decorator(sensitive_post_parameters("q", "reason"), name="dispatch")
class Substitute(PermissionRequiredMixin, EntryRecord):
    """Who comes in somebody's place: one of the next in the order, or somebody looked up."""

    permission_required = (Permission.MANIFESTS_WRITE, Permission.MANIFESTS_VIEW, Permission.PRISONERS_VIEW)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        entry = self.get_standing(pk)
        return self.page(entry, self.next_ones(entry), SubstituteForm(user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        entry, user = self.get_standing(pk), request.user
        if "search" in request.POST:
            return self.search(entry)
        form, keys = SubstituteForm(request.POST, user=user), shown_candidates.keys_of(request.POST.getlist("shown"))
        found, marked = chosen(entry.transfer, keys, user), request.POST.getlist("captivity")
        comes = next((each for each in found if str(each.key) in marked and each.eligible.captivity), None)
        if comes is None and form.is_valid():
            form.add_error(None, _("Mark who comes in this person's place."))
        if not form.is_valid():
            return self.page(entry, found, form, marked, status=422)
        try:
            return self.substituted(entry, comes, form.cleaned_data)
        except (IllegalMove, *REFUSALS) as refused:
            add_errors(form, as_validation(refused), captivities="reason", captivity="reason")
            return self.page(entry, found, form, marked, status=422)

    def substituted(self, entry: ManifestEntry, comes: Candidate, told: dict[str, Any]) -> HttpResponse:
        told = {"manifest_entry": entry, "captivity": comes.eligible.captivity, "by": self.request.user} | told
        if comes.eligible.takes_two:
            propose_substitution(**told)
            messages.warning(
                self.request,
                _("It is proposed: who comes in is restricted or withheld, so another person approves it."),
            )
            return redirect(entry)
        made = substitute(**told)
        messages.success(self.request, _("Somebody else goes. The manifest has to be approved anew for them."))
        return redirect(made)

    def search(self, entry: ManifestEntry) -> HttpResponse:
        user, sought = self.request.user, SearchForm(self.request.POST)
        form = SubstituteForm(initial=self.request.POST.dict(), user=user)
        if not sought.is_valid():
            return self.page(entry, self.next_ones(entry), form, sought=sought, status=422)
        matches = find_persons(sought.cleaned_data["q"], user, limit=FOUND)
        shown(Person, [match.person.pk for match in matches], Surface.SEARCH)
        keys = [match.person.latest_captivity_id for match in matches if match.person.latest_captivity_id]
        return self.page(entry, chosen(entry.transfer, keys, user), form, sought=sought)

    def next_ones(self, entry: ManifestEntry) -> list[Candidate]:
        """The first of the order of priority who can go in this direction, for who may see it."""
        user, policy = self.request.user, policy_on(clock.today())
        if not (user.has_perm(Permission.PRISONERS_FIGURES) and sees_order(user, policy.tells)):
            return []
        selection = Selection(entry.transfer.to_party_id, clock.today(), of_reader(user))
        found, _gone = first_in_order(entry.transfer, selection, policy, user, number=NEXT)
        return [each for each in found if each.eligible.is_clear or each.eligible.takes_two]

    def page(
        self,
        entry: ManifestEntry,
        found: list[Candidate],
        form: SubstituteForm,
        marked: list[str] | tuple[str, ...] = (),
        *,
        sought: SearchForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        user = self.request.user
        about = beside([each.eligible.captivity for each in found if each.eligible.captivity], user)
        lines = shown_candidates.lines(found, about, user, marked)
        context = {
            "entry": entry,
            "name": name_for(entry.captivity.person, user),
            "state": entry_chip(entry),
            "exchange": entry.transfer.exchange,
            "lines": lines,
            "sought": sought or SearchForm(),
            "is_search": sought is not None,
            "form": form,
            "takes_two": any(line.candidate.eligible.takes_two for line in lines),
        }
        return render(self.request, "exchanges/manifest/substitute.html", context, status=status)
