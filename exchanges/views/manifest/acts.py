"""What is done with the marked ones of a manifest: taken off, vetoed, accepted or refused by their home side."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from accounts.interfaces.editing import add_errors
from accounts.models.record import name_for
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.reading import Surface, shown, shown_or_404
from exchanges.domain.manifest.changing import answer_entries, veto, withdraw
from exchanges.interfaces.manifest.candidates import keys_of
from exchanges.interfaces.manifest.forms import AcceptForm, OffForm, VetoForm
from exchanges.interfaces.manifest.tables import ManifestFilter
from exchanges.models import Exchange, ManifestEntry
from exchanges.queries.manifest.entries import of_manifest
from exchanges.queries.record import exchanges
from negotiations.list_enums import Acceptance
from prisoners.models import Person

#: Names shown of those whom it is done to.
NAMED = 50


@dataclass(frozen=True)
class Deed:
    """One thing that is done with the marked ones."""

    title: Promise | str
    label: Promise | str
    form: type[OffForm]
    verb: Callable[..., int]
    consequences: tuple[Promise | str, ...]
    undo: Promise | str = ""
    danger: bool = False


def _accept(**told: Any) -> int:
    return answer_entries(acceptance=Acceptance.ACCEPTED, **told)


def _refuse(**told: Any) -> int:
    return answer_entries(acceptance=Acceptance.REFUSED, **told)


FREE = gettext_lazy("They are free again for another exchange, and so for this one: nominate them anew.")
GONE = gettext_lazy("The entry itself stays off: it is kept with your name and the reason.")
DEEDS = {
    "withdraw": Deed(
        gettext_lazy("Take off the manifest"), gettext_lazy("Take them off"), OffForm, withdraw, (GONE,), FREE
    ),
    "veto": Deed(
        gettext_lazy("Strike off: a side will not have it"),
        gettext_lazy("Strike them off"),
        VetoForm,
        veto,
        (GONE,),
        FREE,
        danger=True,
    ),
    "accept": Deed(
        gettext_lazy("The home side takes them"),
        gettext_lazy("Record that it takes them"),
        AcceptForm,
        _accept,
        (gettext_lazy("The answer stands beside each of them."),),
        gettext_lazy("Another answer may be recorded later."),
    ),
    "refuse": Deed(
        gettext_lazy("The home side does not take them"),
        gettext_lazy("Record the refusal"),
        OffForm,
        _refuse,
        (gettext_lazy("They are struck off the manifest with that."), GONE),
        FREE,
        danger=True,
    ),
}


@method_decorator(sensitive_post_parameters("reason"), name="dispatch")
class ManifestAct(PermissionRequiredMixin, View):
    """Asks why, and then does it to all of them or to nobody. What was typed is kept."""

    permission_required = (Permission.MANIFESTS_WRITE, Permission.MANIFESTS_VIEW)

    def dispatch(self, request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
        if act not in DEEDS:
            raise Http404
        self.deed = DEEDS[act]
        return super().dispatch(request, pk=pk)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Whoever comes back to it begins on the manifest: nobody is marked here."""
        return redirect("exchanges:manifest", shown_or_404(exchanges(request.user), pk=pk).pk)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        exchange = shown_or_404(exchanges(request.user).standing(), pk=pk)
        marked = self.marked(exchange)
        if not marked:
            messages.error(request, _("Nobody is marked. Mark whom it is about, and choose again."))
            return redirect("exchanges:manifest", pk)
        if "reason" not in request.POST:
            return self.page(exchange, marked, self.deed.form(user=request.user))
        form = self.deed.form(request.POST, user=request.user)
        if not form.is_valid():
            return self.page(exchange, marked, form, status=422)
        try:
            done = self.deed.verb(exchange=exchange, entries=marked, by=request.user, **form.cleaned_data)
        except (IllegalMove, *REFUSALS) as refused:
            add_errors(form, as_validation(refused))
            return self.page(exchange, marked, form, status=422)
        told = ngettext("Done for %(number)s person.", "Done for %(number)s persons.", done)
        messages.success(request, told % {"number": done})
        return redirect("exchanges:manifest", pk)

    def marked(self, exchange: Exchange) -> list[ManifestEntry]:
        """Those marked, or everybody who fits the filters, of whom the reader may see."""
        rows = of_manifest(exchange, self.request.user)
        if "everybody" in self.request.POST:
            filterset = ManifestFilter(self.request.GET, queryset=rows, request=self.request)
            return list(filterset.qs) if filterset.form.is_valid() else []
        return list(rows.filter(pk__in=keys_of(self.request.POST.getlist("entry"))))

    def page(self, exchange: Exchange, marked: list[ManifestEntry], form: OffForm, status: int = 200) -> HttpResponse:
        shown(Person, [entry.captivity.person_id for entry in marked], Surface.LIST)
        deed, user = self.deed, self.request.user
        context = {
            "exchange": exchange,
            "title": deed.title,
            "consequences": deed.consequences,
            "undo": deed.undo,
            "danger": deed.danger,
            "submit_label": deed.label,
            "form": form,
            "marked": marked,
            "names": [(name_for(each.captivity.person, user), each) for each in marked[:NAMED]],
            "more": max(0, len(marked) - NAMED),
        }
        return render(self.request, "exchanges/manifest/act.html", context, status=status)
