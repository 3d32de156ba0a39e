"""Pages of merges: propose one, see what it does, approve, refuse or undo it."""

import uuid
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.fresh import fresh_sign_in_required
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove, Stale
from common.reading import Surface, shown, shown_or_404
from prisoners.domain.merges import approve_merge, missing_captivities, propose_merge, refuse_merge, undo_merge
from prisoners.enums import MergeStatus
from prisoners.interfaces.identity import ProposeForm, SettleForm, merge_chip
from prisoners.models import Merge, Person
from prisoners.queries import identity as queries
from prisoners.views.identity import IdentityPage


class Propose(IdentityPage):
    """Proposes that one record is the duplicate of another."""

    permission_required = Permission.PRISONERS_JUDGE

    def get(self, request: HttpRequest, duplicate: uuid.UUID, into: uuid.UUID) -> HttpResponse:
        return self.page(*self.parts(duplicate, into), ProposeForm())

    def post(self, request: HttpRequest, duplicate: uuid.UUID, into: uuid.UUID) -> HttpResponse:
        (leaves, stays), form = self.parts(duplicate, into), ProposeForm(request.POST)
        if not form.is_valid():
            return self.page(leaves, stays, form)
        try:
            merge = propose_merge(duplicate=leaves, into=stays, note=form.cleaned_data["note"], by=request.user)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(leaves, stays, form)
        messages.success(request, _("The merge is proposed. Another person approves or refuses it."))
        return redirect(merge)

    def parts(self, duplicate: uuid.UUID, into: uuid.UUID) -> tuple[Person, Person]:
        """The duplicate and the record that stays."""
        pair = self.pair(duplicate, into)
        return (pair.first, pair.second) if pair.first.pk == duplicate else (pair.second, pair.first)

    def page(self, leaves: Person, stays: Person, form: Form) -> HttpResponse:
        context: dict[str, Any] = {
            "title": _("Propose a merge"),
            "form": form,
            "consequences": consequences(leaves, stays),
            "undo": _("Another person has to approve it. Then it can be undone at any time, with a reason."),
            "submit_label": _("Propose the merge"),
            "cancel_url": reverse("identity:compare", args=[leaves.pk, stays.pk]),
        }
        return render(self.request, "common/_confirm.html", context)


class Merges(IdentityPage):
    """Proposals that wait."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = queries.waiting_merges(request.user)[:200]
        shown(Person, [each for merge in found for each in (merge.duplicate_id, merge.into_id)], Surface.LIST)
        return render(request, "prisoners/identity/merges.html", {"title": _("Merges that wait"), "merges": found})


class MergePage(IdentityPage):
    """What a merge does, and the acts that are open on it."""

    acts = {"approve": approve_merge, "refuse": refuse_merge, "undo": undo_merge}

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        merge = self.merge(pk)
        return self.page(merge, SettleForm(initial={"version": merge.version}))

    @method_decorator(fresh_sign_in_required)
    def post(self, request: HttpRequest, pk: uuid.UUID, act: str = "") -> HttpResponse:
        self.require(Permission.PRISONERS_MERGE)
        merge, form = self.merge(pk), SettleForm(request.POST)
        if act not in self.acts or not form.is_valid():
            return self.page(merge, form)
        told = {"reason": form.cleaned_data["reason"], "expected_version": form.cleaned_data["version"]}
        try:
            settled = self.acts[act](merge=merge, by=request.user, **told)
        except (IllegalMove, Stale) as late:
            messages.error(request, str(late))
            return redirect(merge)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(merge, form)
        messages.success(request, _("The merge is now: %(status)s.") % {"status": settled.get_status_display()})
        return redirect(merge)

    def merge(self, pk: uuid.UUID) -> Merge:
        merge = shown_or_404(queries.merges(self.request.user), pk=pk)
        shown(Person, [merge.duplicate_id, merge.into_id])
        return merge

    def page(self, merge: Merge, form: Form) -> HttpResponse:
        user = self.request.user
        other = user.has_perm(Permission.PRISONERS_MERGE) and merge.proposed_by_id != user.pk
        context = {
            "title": _("Merge"),
            "merge": merge,
            "chip": merge_chip(merge),
            "form": form,
            "consequences": consequences(merge.duplicate, merge.into),
            "may_settle": other and merge.status == MergeStatus.PROPOSED,
            "may_undo": other and merge.status == MergeStatus.APPROVED,
            "own": merge.proposed_by_id == user.pk and merge.status == MergeStatus.PROPOSED,
        }
        return render(self.request, "prisoners/identity/merge.html", context)


def consequences(leaves: Person, stays: Person) -> list[str]:
    """What a merge does, in sentences, and what stands in its way."""
    told = [
        _("“%(duplicate)s” is linked to “%(into)s”, the record that stays.") % {"duplicate": leaves, "into": stays},
        _("The duplicate leaves every count and list of those held; its names find the record that stays."),
        _("Nothing is copied or deleted: both records keep their names, numbers and history."),
    ]
    if missing_captivities(leaves, stays):
        told.append(_("It is refused until every captivity of the duplicate is recorded at the record that stays."))
    return told
