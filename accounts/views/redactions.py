"""Pages of redactions of the book: propose one, and settle what somebody else proposed."""

import uuid

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from accounts.interfaces.book import BookLine, ProposeRedactionForm, SettleRedactionForm, redaction_chip, told
from accounts.interfaces.editing import add_errors
from accounts.queries import book as queries
from accounts.queries.history import people
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from audit.domain.redactions import approve_redaction, propose_redaction, refuse_redaction
from audit.enums import RedactionStatus
from audit.models import Redaction
from common.errors import IllegalMove, Stale
from common.reading import shown_or_404


class RedactionPage(PermissionRequiredMixin, View):
    """Base: for those who may redact."""

    permission_required = Permission.BOOK_REDACT


class Propose(RedactionPage):
    """Proposes to remove the content of a line, and of further lines of the same record."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        lines = self.lines(pk)
        return self.page(pk, lines, self.form(lines, initial={"lines": [pk]}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        lines = self.lines(pk)
        form = self.form(lines, request.POST)
        if form.is_valid():
            chosen = [line.change for line in lines if str(line.change.pk) in form.cleaned_data["lines"]]
            try:
                redaction = propose_redaction(changes=chosen, note=form.cleaned_data["note"], by=request.user)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("The redaction is proposed. Another person approves or refuses it."))
                return redirect("book:redaction", redaction.pk)
        return self.page(pk, lines, form)

    def lines(self, pk: int) -> list[BookLine]:
        """The latest lines of the record of this line, with the line itself."""
        found = queries.lines_of_record(pk, self.request.user)
        if found is None:
            raise Http404
        return [line for line in told(found, self.request.user) if not line.change.is_redacted]

    def form(self, lines: list[BookLine], *args: object, **kwargs: object) -> ProposeRedactionForm:
        return ProposeRedactionForm(*args, choices=[(line.change.pk, line.in_short) for line in lines], **kwargs)

    def page(self, pk: int, lines: list[BookLine], form: Form) -> HttpResponse:
        context = {
            "title": _("Propose to redact the book"),
            "form": form,
            "consequences": [
                _("What the lines say of before and after, and why, is removed from the book for good."),
                _("Who acted, when, through what and on which record stays, and the chain can still be verified."),
                _("The record itself is not changed: correct or void it on its own page."),
                _("Another person has to approve it. That you proposed it stays in the book."),
            ],
            "danger": True,
            "submit_label": _("Propose it"),
            "cancel_url": reverse("book:list"),
        }
        return render(self.request, "common/_confirm.html", context)


class Redactions(RedactionPage):
    """Redactions, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = list(queries.redactions(request.user)[:200])
        names = people(each.proposed_by_id for each in found)
        rows = [(each, redaction_chip(each), names.get(each.proposed_by_id, "")) for each in found]
        return render(request, "book/redactions.html", {"title": _("Redactions of the book"), "rows": rows})


class RedactionDetail(RedactionPage):
    """What a redaction removes, and the acts that are open on it."""

    acts = {"approve": approve_redaction, "refuse": refuse_redaction}

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        redaction = self.redaction(pk)
        return self.page(redaction, SettleRedactionForm(initial={"version": redaction.version}))

    # It cannot be undone, so whoever does it proves once more who she is.
    @method_decorator(reauthentication_required)
    def post(self, request: HttpRequest, pk: uuid.UUID, act: str = "") -> HttpResponse:
        redaction, form = self.redaction(pk), SettleRedactionForm(request.POST)
        if act not in self.acts or not form.is_valid():
            return self.page(redaction, form)
        told_by_form = {"reason": form.cleaned_data["reason"], "expected_version": form.cleaned_data["version"]}
        try:
            settled = self.acts[act](redaction=redaction, by=request.user, **told_by_form)
        except (IllegalMove, Stale) as late:
            messages.error(request, str(late))
            return redirect("book:redaction", pk)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(redaction, form)
        messages.success(request, _("The redaction is now: %(status)s.") % {"status": settled.get_status_display()})
        return redirect("book:redaction", pk)

    def redaction(self, pk: uuid.UUID) -> Redaction:
        return shown_or_404(queries.redactions(self.request.user), pk=pk)

    def page(self, redaction: Redaction, form: Form) -> HttpResponse:
        names = people([redaction.proposed_by_id, redaction.settled_by_id])
        own = redaction.proposed_by_id == self.request.user.pk
        waits = redaction.status == RedactionStatus.PROPOSED
        found = queries.lines_by_key(redaction.change_ids, self.request.user)
        context = {
            "title": _("Redaction of the book"),
            "redaction": redaction,
            "chip": redaction_chip(redaction),
            "form": form,
            "lines": told(found, self.request.user),
            "hidden": len(redaction.change_ids) - len(found.changes),
            "proposed_by": names.get(redaction.proposed_by_id, ""),
            "settled_by": names.get(redaction.settled_by_id, ""),
            "may_settle": waits and not own,
            "own": waits and own,
        }
        return render(self.request, "book/redaction.html", context)
