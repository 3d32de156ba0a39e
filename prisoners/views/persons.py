"""Edit a person, add and void names and numbers, void a person."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, RecordEdit
from accounts.views.void import RecordVoid
from common.reading import shown_or_404
from prisoners.domain.persons import (
    add_identifier,
    add_name,
    prefer_name,
    revise_person,
    void_identifier,
    void_name,
)
from prisoners.interfaces.forms import IdentifierForm, NameForm, PersonForm
from prisoners.queries.records import identifiers, names, persons
from prisoners.views.additions import Addition


class PersonEdit(RecordEdit):
    """Corrects what is known of a person; a stale form comes back with both versions."""

    permission_required = Permission.PRISONERS_WRITE
    queryset = staticmethod(persons)
    namespace, argument = "prisoners", "person"
    form_class = PersonForm
    verb = staticmethod(revise_person)


class PersonVoid(RecordVoid):
    """Voids a person who should never have been registered."""

    permission_required = Permission.PRISONERS_VOID
    queryset = staticmethod(persons)
    namespace, argument = "prisoners", "person"

    def consequences(self, record: Record) -> list[str]:
        return [_("The names and numbers of this person are voided with it.")]


class NameAdd(Addition):
    """Adds a name as somebody wrote it."""

    queryset = staticmethod(persons)
    argument, form_class, verb = "person", NameForm, staticmethod(add_name)
    title, submit_label = gettext_lazy("Add a name"), gettext_lazy("Add the name")


class IdentifierAdd(Addition):
    """Adds a number of a person."""

    queryset = staticmethod(persons)
    argument, form_class, verb = "person", IdentifierForm, staticmethod(add_identifier)
    title, submit_label = gettext_lazy("Add a number"), gettext_lazy("Add the number")


class NamePrefer(PermissionRequiredMixin, View):
    """Calls a person by one of their names."""

    permission_required = Permission.PRISONERS_WRITE

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name = shown_or_404(names(request.user).standing(), pk=pk)
        try:
            prefer_name(name=name, by=request.user)
        except REFUSALS as refused:
            messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
        else:
            messages.success(request, _("The person is called “%(name)s” now.") % {"name": name})
        return redirect(name.person)


class _PartVoid(RecordVoid):
    """Voids what belongs to a person, and leads back to the person."""

    permission_required = Permission.PRISONERS_VOID
    namespace = "prisoners"

    def cancel_url(self, record: Record) -> str:
        return record.person.get_absolute_url()


class NameVoid(_PartVoid):
    """Voids a name that nobody has."""

    queryset = staticmethod(names)
    argument, verb = "name", staticmethod(void_name)


class IdentifierVoid(_PartVoid):
    """Voids a number that is not the person's."""

    queryset = staticmethod(identifiers)
    argument, verb = "identifier", staticmethod(void_identifier)
