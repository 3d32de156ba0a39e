"""How a list goes out: the check, freezing (by two where people on it are protected), sending, the receipt, files."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.domain.approvals import propose
from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove, Stale
from common.reporting import reporting
from negotiations.domain.freezing import check_list, confirm_receipt, freeze_list, needs_two, send_list
from negotiations.interfaces.outgoing import ReceiptForm, SendForm
from negotiations.models import NameList
from negotiations.outgoing_enums import FREEZE
from negotiations.views.outgoing import OutgoingPage

REFUSED = (IllegalMove, Stale, *REFUSALS)


class Move(OutgoingPage):
    """One step of a list; a step that is refused says why, and nothing is changed."""

    permission_required = (Permission.LISTS_SEND, Permission.PRISONERS_VIEW)

    def post(self, request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
        steps = {"check": self.check, "freeze": self.freeze, "send": self.send, "receipt": self.receipt}
        if act not in steps:
            raise Http404
        return steps[act](self.get_list(pk))

    def check(self, name_list: NameList) -> HttpResponse:
        return self._done(name_list, lambda: check_list(name_list=name_list, by=self.request.user), _("Checked."))

    def freeze(self, name_list: NameList) -> HttpResponse:
        user, reason = self.request.user, self.request.POST.get("reason", "")
        if needs_two(name_list):
            return self._done(
                name_list,
                lambda: propose(act=FREEZE, subject=name_list, reason=reason, by=user),
                _("It is proposed: the list is frozen when another person approves."),
            )
        return self._done(name_list, lambda: freeze_list(name_list=name_list, by=user), _("The list is frozen."))

    def send(self, name_list: NameList) -> HttpResponse:
        return self._by_form(name_list, SendForm(self.request.POST), send_list, "send")

    def receipt(self, name_list: NameList) -> HttpResponse:
        return self._by_form(name_list, ReceiptForm(self.request.POST), confirm_receipt, "receipt")

    def _by_form(self, name_list: NameList, form: SendForm | ReceiptForm, verb: object, name: str) -> HttpResponse:
        if not form.is_valid():
            return self.page(name_list, status=422, **{name: form})
        given = dict(form.cleaned_data)
        try:
            verb(name_list=name_list, by=self.request.user, expected_version=given.pop("version"), **given)
        except REFUSED as refused:
            add_errors(form, as_validation(refused))
            return self.page(name_list, status=422, **{name: form})
        messages.success(self.request, _("Kept."))
        return redirect("outgoing:detail", name_list.pk)

    def _done(self, name_list: NameList, act: object, told: str) -> HttpResponse:
        try:
            act()
        except PermissionDenied as refused:
            messages.error(self.request, str(refused) or _("You have no permission for this."))
        except REFUSED as refused:
            messages.error(self.request, " ".join(as_validation(refused).messages))
        else:
            messages.success(self.request, told)
        return redirect("outgoing:detail", name_list.pk)


class OutgoingFiles(OutgoingPage):
    """Asks for the files of a frozen list; a worker makes them."""

    permission_required = (Permission.LISTS_VIEW, Permission.PRISONERS_VIEW, Permission.REPORTS_RUN)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list = self.get_list(pk)
        try:
            run = reporting().ask(
                key="outgoing-list", parameters={"list": name_list.register_number}, as_of=None, by=request.user
            )
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("outgoing:detail", pk)
        return redirect(run)
