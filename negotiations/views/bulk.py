"""The certain ones of a list: the sample that is decided by hand, accepting the others together, and undoing that."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.interfaces.editing import add_errors
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.forms import Form
from common.reading import Surface, shown
from negotiations.domain.bulk import accept_certain, sample_of, undo_bulk
from negotiations.interfaces.bulk import AcceptForm, UndoForm, certain_people
from negotiations.models import NameList
from negotiations.queries.bulk import bulks_of, certain_shown
from negotiations.views.deciding import DecidingPage
from prisoners.models import Person


class CertainPage(DecidingPage):
    """What both acts share: the page with the sample, the entries, and what was accepted together before."""

    def page(self, name_list: NameList, form: Form | None = None, status: int = 200) -> HttpResponse:
        user = self.request.user
        sample, found = sample_of(name_list, user), certain_shown(name_list, user)
        shown(Person, [candidate.person_id for candidate in found], Surface.LIST)
        context = {
            "name_list": name_list,
            "sample": sample,
            "people": certain_people(found),
            "more": sample.waiting - len(found),
            "bulks": bulks_of(name_list),
            "form": form or AcceptForm(initial={"expected": sample.waiting}),
            "undo_form": UndoForm(),
        }
        return render(self.request, "negotiations/decide/certain.html", context, status=status)


class Certain(CertainPage):
    """The certain entries, and accepting those that wait."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.page(self.get_list(pk))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list, form = self.get_list(pk), AcceptForm(request.POST)
        if not form.is_valid():
            return self.page(name_list, status=422)
        number = form.cleaned_data["expected"]
        try:
            accept_certain(name_list=name_list, expected=number, by=request.user)
        except (IllegalMove, *REFUSALS) as refused:
            add_errors(form, as_validation(refused))
            return self.page(name_list, form, status=422)
        told = ngettext("%(number)s entry is decided.", "%(number)s entries are decided.", number)
        messages.success(request, told % {"number": number})
        return redirect("verdicts:certain", pk)


class UndoBulk(CertainPage):
    """Takes back all that was accepted together and still stands."""

    def post(self, request: HttpRequest, pk: uuid.UUID, bulk: uuid.UUID) -> HttpResponse:
        name_list, form = self.get_list(pk), UndoForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say why they are taken back."))
            return redirect("verdicts:certain", pk)
        try:
            number = undo_bulk(name_list=name_list, bulk=bulk, by=request.user, reason=form.cleaned_data["reason"])
        except (IllegalMove, *REFUSALS) as refused:
            messages.error(request, " ".join(as_validation(refused).messages))
        else:
            told = ngettext("%(number)s entry waits again.", "%(number)s entries wait again.", number)
            messages.success(request, told % {"number": number})
        return redirect("verdicts:certain", pk)
