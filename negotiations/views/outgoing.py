"""Pages of lists that go out: draw one up, fill it from the order of priority or by hand, take people off."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordCreate, RecordEdit, RecordPage, as_validation
from common.errors import IllegalMove
from common.reading import Surface, shown, shown_or_404
from negotiations.domain.outgoing import DRAWN_UP, draft_list, put_on_list, revise_draft, take_off_list
from negotiations.interfaces import outgoing as pages
from negotiations.list_enums import ListStatus
from negotiations.models import NameList
from negotiations.queries.outgoing import entries_shown, outgoing, problems_of
from prisoners.models import Person
from prisoners.queries.search import find_persons

FOUND = 8


class OutgoingRecord(RecordPage):
    """What the pages of a list share."""

    queryset = staticmethod(outgoing)
    namespace, argument = "outgoing", "name_list"

    def url(self, name: str, *args: Any) -> str:
        return reverse("name-lists:list") if name == "list" else super().url(name, *args)


class OutgoingCreate(OutgoingRecord, RecordCreate):
    """Begin a list."""

    permission_required = Permission.LISTS_SEND
    form_class, verb = pages.OutgoingForm, staticmethod(draft_list)
    title = gettext_lazy("Draw up a list")


class OutgoingEdit(OutgoingRecord, RecordEdit):
    """Correct what is said of a list."""

    permission_required = Permission.LISTS_SEND
    form_class, verb = pages.OutgoingForm, staticmethod(revise_draft)


class OutgoingPage(PermissionRequiredMixin, View):
    """Base of the page of a list: whom it names, what may be wrong with each, and what comes next."""

    permission_required: str | tuple[str, ...] = (Permission.LISTS_VIEW, Permission.PRISONERS_VIEW)

    def get_list(self, pk: uuid.UUID) -> NameList:
        return shown_or_404(outgoing(self.request.user).standing(), pk=pk)

    def page(self, name_list: NameList, status: int = 200, **forms: object) -> HttpResponse:
        user = self.request.user
        entries = entries_shown(name_list, user)
        problems = problems_of(name_list, entries) if name_list.status in DRAWN_UP else {}
        shown(Person, [entry.captivity.person_id for entry in entries], Surface.LIST)
        may_send = user.has_perm(Permission.LISTS_SEND)
        context = {
            "name_list": name_list,
            "chip": pages.status_chip(name_list),
            "lines": pages.lines(entries, problems),
            "counted": pages.counted(problems),
            "drawn_up": may_send and name_list.status in DRAWN_UP,
            "may_freeze": may_send and name_list.status == ListStatus.CHECKED,
            "may_send": may_send and name_list.status == ListStatus.FROZEN,
            "may_confirm": may_send and name_list.status == ListStatus.SENT,
            "may_export": user.has_perm(Permission.REPORTS_RUN) and name_list.number is not None,
            "by_two": any(problem in pages.BY_TWO for found in problems.values() for problem in found),
            "fill": pages.FillForm(user=user),
            "search": pages.PersonForm(),
            "send": pages.SendForm(initial={"version": name_list.version}),
            "receipt": pages.ReceiptForm(initial={"version": name_list.version}),
            **forms,
        }
        return render(self.request, "negotiations/outgoing.html", context, status=status)


class OutgoingDetail(OutgoingPage):
    """The list."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.page(self.get_list(pk))


class Fill(OutgoingPage):
    """Takes the first of the order of priority."""

    permission_required = (Permission.LISTS_SEND, Permission.PRISONERS_VIEW, Permission.PRISONERS_FIGURES)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list, form = self.get_list(pk), pages.FillForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.page(name_list, status=422, fill=form)
        there = {entry.captivity_id for entry in entries_shown(name_list, request.user)}
        try:
            put = put_on_list(name_list=name_list, captivities=form.captivities(name_list, there), by=request.user)
        except (IllegalMove, *REFUSALS) as refused:
            add_errors(form, as_validation(refused))
            return self.page(name_list, status=422, fill=form)
        told = ngettext("%(number)s person is put on the list.", "%(number)s persons are put on the list.", put)
        messages.success(request, told % {"number": put})
        return redirect("outgoing:detail", pk)


@method_decorator(sensitive_post_parameters("q"), name="dispatch")
class PutByHand(OutgoingPage):
    """Looks for somebody, and puts whom one chose on the list."""

    permission_required = (Permission.LISTS_SEND, Permission.PRISONERS_VIEW)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list, form = self.get_list(pk), pages.PersonForm(request.POST)
        if "captivity" in request.POST:
            return self.put(name_list, request.POST["captivity"])
        matches = find_persons(form.cleaned_data["q"], request.user, limit=FOUND) if form.is_valid() else []
        shown(Person, [match.person.pk for match in matches], Surface.SEARCH)
        found = [(match.person, pages.person_chip(match.person)) for match in matches]
        return self.page(name_list, search=form, found=found)

    def put(self, name_list: NameList, captivity: str) -> HttpResponse:
        try:
            put = put_on_list(name_list=name_list, captivities=[uuid.UUID(captivity)], by=self.request.user)
        except ValueError:
            messages.error(self.request, _("There is no such captivity."))
        except (IllegalMove, *REFUSALS) as refused:
            messages.error(self.request, " ".join(as_validation(refused).messages))
        else:
            told = _("Put on the list.") if put else _("This person stands on the list already.")
            messages.success(self.request, told)
        return redirect("outgoing:detail", name_list.pk)


class TakeOff(OutgoingPage):
    """Takes the marked ones off."""

    permission_required = (Permission.LISTS_SEND, Permission.PRISONERS_VIEW)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list, marked = self.get_list(pk), set(request.POST.getlist("entry"))
        entries = [entry for entry in entries_shown(name_list, request.user) if str(entry.pk) in marked]
        try:
            number = take_off_list(
                name_list=name_list, entries=entries, by=request.user, reason=request.POST.get("reason", "")
            )
        except (IllegalMove, *REFUSALS) as refused:
            messages.error(request, " ".join(as_validation(refused).messages))
        else:
            told = ngettext("%(number)s person is taken off.", "%(number)s persons are taken off.", number)
            messages.success(request, told % {"number": number})
        return redirect("outgoing:detail", pk)
