"""The page that begins the next attempt at an exchange that did not take place, or only in part."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove, Stale
from common.forms import DayField, Form
from common.reading import shown_or_404
from exchanges.domain.attempts import Attempt, copied, try_again
from exchanges.models import Exchange
from exchanges.queries.record import exchanges


class AgainForm(Form):
    """The day planned for, where there is one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    planned_on = DayField(label=gettext_lazy("Planned for"), required=False)


class ExchangeAgain(PermissionRequiredMixin, View):
    """Says what goes over into the next attempt, and logs it."""

    permission_required = Permission.EXCHANGES_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = self._exchange(pk)
        return self._page(exchange, AgainForm(initial={"version": exchange.version}))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange, form = self._exchange(pk), AgainForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            told: dict[str, Any] = {"planned_on": data["planned_on"], "expected_version": data["version"]}
            try:
                attempt = try_again(exchange=exchange, by=request.user, **told)
            except (IllegalMove, Stale) as late:
                messages.error(request, str(late))
                return redirect(exchange)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, said(attempt))
                return redirect(attempt.exchange)
        return self._page(exchange, form)

    def _exchange(self, pk: uuid.UUID) -> Exchange:
        return shown_or_404(exchanges(self.request.user).standing(), pk=pk)

    def _page(self, exchange: Exchange, form: AgainForm) -> HttpResponse:
        number = sum(map(len, copied(exchange).values()))
        people = ngettext(
            "%(number)d person goes onto its manifest, unless something stands in the way by now.",
            "%(number)d persons go onto its manifest, unless something stands in the way by now.",
            number,
        )
        intro = _("A draft is logged with the transfers, mediators and programmes of this one.")
        context = {
            "title": _("Log the next attempt"),
            "intro": f"{intro} {people % {'number': number}}" if number else intro,
            "form": form,
            "submit_label": _("Log the next attempt"),
            "cancel_url": exchange.get_absolute_url(),
        }
        return render(self.request, "common/form_page.html", context)


def said(attempt: Attempt) -> str:
    """What became of a next attempt, in sentences."""
    told = [_("The next attempt is logged.")]
    numbers = (
        (attempt.nominated, _("On its manifest: %(number)d.")),
        (attempt.waiting, _("Waiting for a second person, because restricted or withheld: %(number)d.")),
        (attempt.left_out, _("Left out, because they cannot go any more: %(number)d.")),
    )
    return " ".join([*told, *(text % {"number": number} for number, text in numbers if number)])
