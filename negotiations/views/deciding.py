"""The pages on which the entries of a list are decided: one entry at a time, the next one in the answer."""

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.reading import Surface, shown, shown_or_404
from negotiations.domain.deciding import AlreadyDecided, decide, undo_decision
from negotiations.domain.turns import end_turn
from negotiations.interfaces.decide_page import DecidePage
from negotiations.interfaces.deciding import DecideForm, SearchForm
from negotiations.models import Decision, ListEntry, NameList
from negotiations.queries import deciding as queries
from prisoners.models import Person
from prisoners.queries.search import find_persons

FOUND = 8


class DecidingPage(PermissionRequiredMixin, View):
    """Base: the list and the entry asked for, among those that the reader may see; where to go on."""

    permission_required = (Permission.LISTS_DECIDE, Permission.PRISONERS_VIEW)

    def get_list(self, pk: uuid.UUID) -> NameList:
        return shown_or_404(queries.lists(self.request.user).standing(), pk=pk)

    def get_entry(self, pk: uuid.UUID, entry: uuid.UUID) -> ListEntry:
        return shown_or_404(queries.entries(self.request.user), pk=entry, name_list=pk)

    @property
    def show(self) -> str:
        """What is walked through: all, or those of a band."""
        return self.request.GET.get("show", queries.SHOW_ALL)

    def address(self, entry: ListEntry | uuid.UUID, **query: Any) -> str:
        key = getattr(entry, "pk", entry)
        return reverse("verdicts:entry", args=[self.kwargs["pk"], key], query=self.walk | query)

    @property
    def walk(self) -> dict[str, str]:
        return {} if self.show == queries.SHOW_ALL else {"show": self.show}

    def answer(self, entry: ListEntry, status: int = 200, **more: Any) -> HttpResponse:
        """The page of an entry; to the script only the part that changes, with the address that it has."""
        opened = queries.open_entry(entry, self.request.user, more.pop("person", None))
        page = DecidePage(opened, self.request.user, self.show, **more)
        shown(Person, [each.person.pk for each in opened.known], Surface.LIST)
        shown(Person, [opened.compared.person.pk] if opened.compared else [])
        shown(NameList, [each.pk for each in opened.lists], Surface.LIST)
        part = "X-Fragment" in self.request.headers
        template = "negotiations/decide/_entry.html" if part else "negotiations/decide/page.html"
        response = render(self.request, template, {"page": page, "entry": entry}, status=status)
        if part:
            response["X-Fragment"], response["X-Address"] = "1", self.address(entry)
        return response

    def go_on(self, after: ListEntry, last: Decision | None = None) -> HttpResponse:
        """The next entry that waits; at the end the list's answer."""
        found = queries.next_entry(after.name_list, self.request.user, show=self.show, after=after.row_number)
        if found is None:
            messages.success(self.request, _("No entry waits here any more."))
            return redirect("verdicts:answer", after.name_list_id)
        if "X-Fragment" in self.request.headers:
            return self.answer(self.get_entry(after.name_list_id, found), last=last)
        return redirect(self.address(found, **({"last": last.pk} if last else {})))


class DecideNext(DecidingPage):
    """Leads to the next entry that waits and that nobody else has before them."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list, after = self.get_list(pk), request.GET.get("after", "")
        row = int(after) if after.isdecimal() else 0
        return self.go_on(ListEntry(name_list=name_list, row_number=row))


@method_decorator(sensitive_post_parameters("note"), name="dispatch")
class DecideEntry(DecidingPage):
    """One entry, and the verdict on it."""

    def get(self, request: HttpRequest, pk: uuid.UUID, entry: uuid.UUID) -> HttpResponse:
        found = self.get_entry(pk, entry)
        last = queries.decisions(request.user).filter(pk=_key(request, "last")).select_related("entry").first()
        return self.answer(found, person=_key(request, "person"), last=last)

    def post(self, request: HttpRequest, pk: uuid.UUID, entry: uuid.UUID) -> HttpResponse:
        found, form = self.get_entry(pk, entry), DecideForm(request.POST)
        if not form.is_valid():
            return self.answer(found, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
        chosen = form.cleaned_data["person"]
        given = form.cleaned_data | {"person": queries.person(chosen, request.user)}
        given["instead_of"] = queries.decisions(request.user).filter(pk=given["instead_of"]).first()
        try:
            made = decide(entry=found, by=request.user, **given)
        except AlreadyDecided as late:
            return self.answer(found, HTTPStatus.CONFLICT, form=form, late=late, person=chosen)
        except (IllegalMove, *REFUSALS) as refused:
            add_errors(form, as_validation(refused))
            return self.answer(found, HTTPStatus.UNPROCESSABLE_ENTITY, form=form, person=chosen)
        end_turn(found.pk)
        return self.go_on(found, made)


class UndoDecision(DecidingPage):
    """Takes a decision back, and shows its entry again."""

    def post(self, request: HttpRequest, pk: uuid.UUID, entry: uuid.UUID) -> HttpResponse:
        found = self.get_entry(pk, entry)
        standing = queries.decisions(request.user).filter(entry=found).first()
        if standing:
            try:
                undo_decision(decision=standing, by=request.user)
            except (IllegalMove, *REFUSALS) as refused:
                messages.error(request, " ".join(as_validation(refused).messages))
        if "X-Fragment" in request.headers:
            return self.answer(self.get_entry(pk, entry))
        return redirect(self.address(found))


@method_decorator(sensitive_post_parameters("q"), name="dispatch")
class SearchPerson(DecidingPage):
    """Looks for somebody else in place; names are typed, so it is asked by POST."""

    def post(self, request: HttpRequest, pk: uuid.UUID, entry: uuid.UUID) -> HttpResponse:
        found, form = self.get_entry(pk, entry), SearchForm(request.POST)
        matches = find_persons(form.cleaned_data["q"], request.user, limit=FOUND) if form.is_valid() else []
        shown(Person, [match.person.pk for match in matches], Surface.SEARCH)
        return self.answer(found, search=form, matches=matches)


def _key(request: HttpRequest, name: str) -> uuid.UUID | None:
    """A key in the address; None for one that is none."""
    try:
        return uuid.UUID(request.GET.get(name, ""))
    except ValueError:
        return None
