"""Register a person together with a first captivity."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.reading import Surface, shown
from prisoners.domain.captive import register_captive
from prisoners.interfaces.register_form import RegisterForm, begun_with
from prisoners.models import Person
from prisoners.queries.candidates import Candidate, candidates_for

#: Pressed when none of those shown is the person.
ANYWAY = "anyway"


class PersonCreate(PermissionRequiredMixin, View):
    """The person and the captivity on one page; saved whole or not at all."""

    permission_required = Permission.PRISONERS_WRITE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(RegisterForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        if "begin_with" in request.POST:
            return self._page(RegisterForm(user=request.user, initial=begun_with(request.POST["begin_with"])))
        form = RegisterForm(request.POST, user=request.user)
        if form.is_valid():
            known = [] if ANYWAY in request.POST else candidates_for(form.profile, request.user)
            if known:
                return self._page(form, known)
            try:
                person = register_captive(by=request.user, **form.arguments)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused), value="number", value_key="number")
            else:
                messages.success(request, _("“%(person)s” is registered.") % {"person": person})
                return redirect(person)
        return self._page(form)

    def _page(self, form: RegisterForm, candidates: Sequence[Candidate] = ()) -> HttpResponse:
        shown(Person, [each.person.pk for each in candidates], Surface.SEARCH)
        context = {
            "title": _("Register a person"),
            "form": form,
            "candidates": candidates,
            "cancel_url": reverse("prisoners:list"),
            "submit_label": _("Register the person"),
        }
        return render(self.request, "prisoners/register.html", context)
