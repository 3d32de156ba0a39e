"""What is done with an import of persons by one press: confirm it, go on after a failure, undo it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import acts
from accounts.domain.approvals import propose
from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from prisoners.domain.importing.imports import confirm_import, try_again
from prisoners.interfaces.importing.forms import UndoForm
from prisoners.models import PersonImport
from prisoners.views.imports import ImportPage


def _acts(verb: Callable[..., Any]) -> type[ImportPage]:
    """A page that does one thing on POST and goes back to the import."""

    class Act(ImportPage):
        def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
            batch = self.get_batch(pk)
            try:
                verb(batch=batch, by=request.user)
            except IllegalMove as refused:
                messages.warning(request, _("%(why)s Nothing was done twice.") % {"why": refused})
            except REFUSALS as refused:
                messages.error(request, " ".join(as_validation(refused).messages))
            return redirect(batch)

    return Act


ImportConfirm = _acts(confirm_import)
ImportAgain = _acts(try_again)


class ImportUndo(ImportPage):
    """Asks why, and has all that an import created voided."""

    permission_required = (Permission.PRISONERS_IMPORT, Permission.PRISONERS_VOID)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self._page(self.get_batch(pk), UndoForm())

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        batch, form = self.get_batch(pk), UndoForm(request.POST)
        if form.is_valid():
            try:
                propose(act=acts.UNDO_IMPORT, subject=batch, by=request.user, reason=form.cleaned_data["reason"])
            except IllegalMove as refused:
                messages.warning(request, str(refused))
                return redirect(batch)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(
                    request, _("It is proposed to undo the import. Another person approves or refuses it.")
                )
                return redirect(batch)
        return self._page(batch, form, status=422)

    def _page(self, batch: PersonImport, form: UndoForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Propose to undo the import of “%(file)s”") % {"file": batch},
            "form": form,
            "consequences": [
                _("Persons, names, numbers, captivities and places that the import created are voided."),
                _("What it added to or replaced of persons recorded before is taken back."),
                _("All of it stays in the book, with your name and reason."),
                _("If anything was changed or built upon since the import, nothing is undone and you are told what."),
            ],
            "undo": _("The same file can be imported again afterwards."),
            "danger": True,
            "submit_label": _("Propose to undo the import"),
            "cancel_url": "..",
        }
        return render(self.request, "common/_confirm.html", context, status=status)
