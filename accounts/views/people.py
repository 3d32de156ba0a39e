"""People, for administrators: add, disable, help who lost a password or a second factor, roles."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.acts import GRANT_ROLE
from accounts.domain.approvals import propose
from accounts.domain.people import add_person, disable_user, enable_user, reset_password, take_role
from accounts.domain.second_factors import reset_second_factor
from accounts.interfaces.editing import add_errors
from accounts.interfaces.history import History
from accounts.interfaces.people_forms import GrantForm, PersonForm, ReasonForm
from accounts.models import User
from accounts.queries.people import people
from accounts.queries.sessions import sessions_of
from accounts.roles import Permission, Role
from accounts.views.fresh import FreshSignInMixin
from accounts.views.records import REFUSALS, as_validation


class PeoplePage(PermissionRequiredMixin, View):
    """What the pages of people share: only who manages them opens one."""

    permission_required = Permission.ACCOUNTS_MANAGE

    def person(self, pk: uuid.UUID) -> User:
        return get_object_or_404(people(self.request.user), pk=pk)


class PeopleList(PeoplePage):
    """Everybody, with roles and what is missing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "accounts/people.html", {"people": people(request.user)})


class PersonDetail(PeoplePage):
    """One person: roles, sign-in, what was done about her."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        person = self.person(pk)
        ids = [person.pk, *(grant.pk for grant in person.role_grants.all())]
        context = {
            "person": person,
            "sessions": sessions_of(person).count(),
            "history": History(ids, request.user).entries(),
        }
        return render(request, "accounts/person.html", context)


class Act(PermissionRequiredMixin, FreshSignInMixin, View):
    """A form before an act upon people, the act, and the way on. Asks for a fresh sign-in."""

    permission_required = Permission.ACCOUNTS_MANAGE
    title: str
    intro: str = ""
    form_class: type[BaseForm] = ReasonForm
    person = PeoplePage.person

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.page(self.form(**where))

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.form(**where, data=request.POST)
        if form.is_valid():
            try:
                return self.act(form.cleaned_data, **where)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
        return self.page(form)

    def form(self, data: Any = None, **where: Any) -> BaseForm:
        return self.form_class(data)

    def page(self, form: BaseForm) -> HttpResponse:
        context = {"title": self.title, "intro": self.intro, "form": form, "submit_label": self.title}
        return render(self.request, "common/form_page.html", context)

    def act(self, typed: dict[str, Any], **where: Any) -> HttpResponse:
        raise NotImplementedError

    def show_password(self, person: User, password: str) -> HttpResponse:
        """Shows a temporary password this once; it stands in no address, session or message."""
        context = {"person": person, "password": password}
        response = render(self.request, "accounts/temporary_password.html", context)
        add_never_cache_headers(response)
        return response


class AddPerson(Act):
    """Add a person with a temporary password."""

    title = gettext_lazy("Add a person")
    form_class = PersonForm

    def act(self, typed: dict[str, Any]) -> HttpResponse:
        person, password = add_person(by=self.request.user, **typed)
        return self.show_password(person, password)


class ResetPassword(Act):
    """Give a temporary password."""

    title = gettext_lazy("Give a temporary password")
    intro = gettext_lazy("It is good for 24 hours and must be changed at once. All sessions of the person end.")

    def act(self, typed: dict[str, Any], pk: uuid.UUID) -> HttpResponse:
        person = self.person(pk)
        return self.show_password(person, reset_password(user=person, by=self.request.user, **typed))


class Change(Act):
    """An act with a reason after which the person's page is shown again."""

    verb: Callable[..., Any]
    done: str

    def act(self, typed: dict[str, Any], pk: uuid.UUID) -> HttpResponse:
        type(self).verb(user=self.person(pk), by=self.request.user, **typed)
        messages.success(self.request, self.done)
        return redirect("accounts:person", pk)


class Disable(Change):
    """Shut somebody out."""

    title, verb = gettext_lazy("Disable"), staticmethod(disable_user)
    intro = gettext_lazy("Sessions end and tokens open no door, at once. What the person recorded stays.")
    done = gettext_lazy("Disabled. Sessions have ended.")


class Enable(Change):
    """Let somebody in again."""

    title, verb = gettext_lazy("Enable again"), staticmethod(enable_user)
    done = gettext_lazy("Enabled again.")


class ResetSecondFactor(Change):
    """For who lost the phone or the key."""

    title, verb = gettext_lazy("Take the second factors away"), staticmethod(reset_second_factor)
    intro = gettext_lazy(
        "For somebody who lost the phone or the key: make sure that it is she who asks. Sessions end, and at the next"
        " sign-in she sets up a new second factor with her password."
    )
    done = gettext_lazy("The second factors are taken away.")


class GrantRole(Act):
    """Propose to give a role."""

    title, form_class = gettext_lazy("Propose a role"), GrantForm
    intro = gettext_lazy("Another administrator approves or refuses it.")

    def act(self, typed: dict[str, Any], pk: uuid.UUID) -> HttpResponse:
        told = {"reason": typed["reason"], "arguments": {"role": typed["role"]}, "by": self.request.user}
        propose(act=GRANT_ROLE, subject=self.person(pk), **told)
        messages.success(self.request, _("The role is proposed. Another administrator approves or refuses it."))
        return redirect("accounts:person", pk)

    def form(self, data: Any = None, *, pk: uuid.UUID) -> BaseForm:
        return GrantForm(data, user=self.person(pk))


class TakeRole(Change):
    """Take a role back."""

    title = gettext_lazy("Take the role back")

    def act(self, typed: dict[str, Any], pk: uuid.UUID, role: str) -> HttpResponse:
        person = self.person(pk)
        grant = get_object_or_404(person.role_grants.standing(), role=Role(role))
        take_role(grant=grant, by=self.request.user, **typed)
        messages.success(self.request, _("The role is taken back."))
        return redirect("accounts:person", pk)
