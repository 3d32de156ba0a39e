"""The answer of a list: what it is, on one page; and its files, which a worker makes."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.reading import shown_or_404
from common.reporting import reporting
from negotiations.domain.answering import answer_list
from negotiations.interfaces import answer as words
from negotiations.list_enums import ListStatus
from negotiations.models import NameList
from negotiations.queries.answer import answer_of
from negotiations.queries.deciding import lists

#: Whom the files are for: those who are sent names, and the press.
AUDIENCES = ("sent", "press")


class AnswerPage(PermissionRequiredMixin, View):
    """The page; by POST its files are asked for, or the list is marked as answered."""

    permission_required = Permission.LISTS_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list = self.get_list(pk)
        answer = answer_of(name_list, request.user)
        context = {
            "name_list": name_list,
            "answer": answer,
            "sentence": words.sentence(answer),
            "missing": words.missing(answer),
            "verdicts": words.verdict_bars(answer),
            "returns": words.returns(answer, request.user),
            "tiers": words.tier_bars(answer),
            "agreed": words.agreed_bars(answer),
            "acceptance": words.acceptance_facts(answer),
            "may_decide": request.user.has_perm(Permission.LISTS_DECIDE),
            "may_export": request.user.has_perm(Permission.REPORTS_RUN),
            "may_answer": request.user.has_perm(Permission.LISTS_DECIDE) and name_list.status == ListStatus.DECIDED,
        }
        return render(request, "negotiations/answer.html", context)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list = self.get_list(pk)
        return self.answered(name_list) if "answered" in request.POST else self.files(name_list)

    def files(self, name_list: NameList) -> HttpResponse:
        """Ask for the files; a worker makes them."""
        audience = self.request.POST.get("audience", "")
        if not self.request.user.has_perm(Permission.REPORTS_RUN) or audience not in AUDIENCES:
            raise PermissionDenied
        parameters = {"list": name_list.register_number, "audience": audience}
        try:
            run = reporting().ask(key="list-answer", parameters=parameters, as_of=None, by=self.request.user)
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return redirect("verdicts:answer", name_list.pk)
        return redirect(run)

    def answered(self, name_list: NameList) -> HttpResponse:
        """Mark the list as answered: nothing of it is decided any more."""
        try:
            answer_list(name_list=name_list, by=self.request.user, reason=self.request.POST.get("reason", ""))
        except (IllegalMove, *REFUSALS) as refused:
            messages.error(self.request, " ".join(as_validation(refused).messages))
        else:
            messages.success(self.request, _("The list is answered."))
        return redirect("verdicts:answer", name_list.pk)

    def get_list(self, pk: uuid.UUID) -> NameList:
        return shown_or_404(lists(self.request.user).standing(), pk=pk, direction="incoming")
