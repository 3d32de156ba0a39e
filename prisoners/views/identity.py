"""Pages of identity: the queue of likely duplicates, and two records side by side."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.reading import Surface, shown, shown_or_404
from prisoners.domain.identity import judge, take_back_judgement
from prisoners.enums import Verdict
from prisoners.interfaces.identity import JudgeForm, likeness, rows
from prisoners.models import Person
from prisoners.queries import identity as queries


class IdentityPage(PermissionRequiredMixin, View):
    """Whoever sees persons may look; what is decided asks for more."""

    permission_required = Permission.PRISONERS_VIEW

    def has_permission(self) -> bool:
        return super().has_permission() and queries.may_judge(self.request.user)

    def require(self, permission: Permission) -> None:
        """Raises PermissionDenied for who may only look."""
        if not self.request.user.has_perm(permission):
            raise PermissionDenied

    def pair(self, one: uuid.UUID, other: uuid.UUID) -> queries.Pair:
        """Two records that the reader may see, the older first; 404 otherwise."""
        found = queries.pairs([tuple(sorted((one, other)))], self.request.user) if one != other else []
        if not found:
            raise Http404
        shown(Person, [one, other])
        return found[0]


class Queue(IdentityPage):
    """Likely duplicates that nobody has judged; with `open` the first of them is shown at once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = queries.queue(request.user, queries.Place.parse(request.GET.get("after", "")))
        if "open" in request.GET and found.first:
            return redirect("identity:compare", found.first.first.pk, found.first.second.pk)
        pairs = [*found.likely, *found.relatives]
        shown(Person, [each.pk for pair in pairs for each in (pair.first, pair.second)], Surface.LIST)
        context = {
            "title": _("Likely duplicates"),
            "groups": [
                (_("May be one person"), [(pair, likeness(pair.explanation)) for pair in found.likely]),
                (_("Possible relatives"), [(pair, likeness(pair.explanation)) for pair in found.relatives]),
            ],
            "next": found.next,
            "waiting": queries.waiting_merges(request.user).count(),
        }
        return render(request, "prisoners/identity/queue.html", context)


class Compare(IdentityPage):
    """Two records side by side, and the verdict on them."""

    def get(self, request: HttpRequest, one: uuid.UUID, other: uuid.UUID) -> HttpResponse:
        pair = self.pair(one, other)
        return self.page(pair, JudgeForm(relatives=pair.explanation.relatives))

    def post(self, request: HttpRequest, one: uuid.UUID, other: uuid.UUID) -> HttpResponse:
        self.require(Permission.PRISONERS_JUDGE)
        pair = self.pair(one, other)
        form = JudgeForm(request.POST, relatives=pair.explanation.relatives)
        if not form.is_valid():
            return self.page(pair, form)
        verdict = Verdict(form.cleaned_data["verdict"])
        try:
            judge(
                first=pair.first, second=pair.second, verdict=verdict, note=form.cleaned_data["note"], by=request.user
            )
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(pair, form)
        messages.success(request, _("Judged: %(verdict)s.") % {"verdict": verdict.label})
        return redirect("identity:compare", pair.first.pk, pair.second.pk)

    def page(self, pair: queries.Pair, form: Form) -> HttpResponse:
        user = self.request.user
        context = {
            "title": _("One person or two?"),
            "pair": pair,
            "next": queries.Place(newer=pair.second.pk, older=pair.first.pk),
            "rows": rows(pair),
            "likeness": likeness(pair.explanation),
            "judgement": queries.judgement_of(pair.first.pk, pair.second.pk, user),
            "may_judge": user.has_perm(Permission.PRISONERS_JUDGE),
            "form": form,
            "verdicts": [
                (verdict.value[0], verdict)
                for verdict in Verdict
                if verdict != Verdict.SAME or not pair.explanation.relatives
            ],
        }
        return render(self.request, "prisoners/identity/compare.html", context)


class TakeBack(IdentityPage):
    """A judgement is undone at once: it is one click to judge again."""

    permission_required = Permission.PRISONERS_JUDGE

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        judgement = shown_or_404(queries.judgements(request.user), pk=pk)
        reason = request.POST.get("reason", "").strip() or _("Undone on the page of the pair.")
        try:
            take_back_judgement(judgement=judgement, by=request.user, reason=reason)
        except REFUSALS as refused:
            messages.error(request, " ".join(as_validation(refused).messages))
        else:
            messages.success(request, _("The judgement is taken back."))
        return redirect("identity:compare", judgement.first_id, judgement.second_id)
