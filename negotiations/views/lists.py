"""Lists of names: all of them, one with its entries, what is recorded of it."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.interfaces import restriction
from accounts.roles import Permission
from accounts.views.records import RecordEdit, RecordPage
from accounts.views.restricting import RecordLift, RecordRestrict
from accounts.views.void import RecordVoid
from common.lists import ListPage
from common.panels import panels_for
from common.reading import shown_or_404
from negotiations.domain.deciding import OPEN_LISTS
from negotiations.domain.lists import restrict_list, revise_list, void_list
from negotiations.interfaces.list_forms import NameListForm
from negotiations.interfaces.list_tables import ListEntryFilter, ListEntryTable, NameListFilter, NameListTable
from negotiations.interfaces.list_words import ENTRY_TONES, failure_of, list_chip, progress
from negotiations.interfaces.name_list import facts_of
from negotiations.list_enums import ReconciliationStatus
from negotiations.models import ListEntry, NameList
from negotiations.queries.lists import counted, entries_of, file_of, name_lists, problem_count, states_of, work_of

STOPPED = {ReconciliationStatus.FAILED, ReconciliationStatus.CANCELLED}


class NameListList(ListPage):
    """The list of lists."""

    model = NameList
    filterset_class, table_class = NameListFilter, NameListTable
    permission_required = Permission.LISTS_VIEW
    title = _("Lists")
    intro = _("Lists of names that came in, were published, or go out; what each is, and how far it is decided.")
    empty_text = _("No list came in yet. Receive one: a file of any kind, or pasted text.")
    create_url_name, create_permission = "name-lists:create", Permission.LISTS_RECEIVE
    create_label = _("Receive a list")
    export_name = "lists"
    template_name = "negotiations/lists/list.html"

    def get_queryset(self) -> QuerySet[NameList]:
        return counted(name_lists(self.request.user), self.request.user).standing()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"may_send": self.request.user.has_perm(Permission.LISTS_SEND)}


class NameListPage(RecordPage):
    """What the pages of a list share."""

    queryset = staticmethod(name_lists)
    namespace, argument = "name-lists", "name_list"


class NameListDetail(ListPage):
    """A list: what came and by which way, how far it is, its entries."""

    model = ListEntry
    filterset_class, table_class = ListEntryFilter, ListEntryTable
    permission_required = Permission.LISTS_VIEW
    title = _("List of names")
    empty_text = _("No entry is made yet.")
    export_name, page_size = "list-of-names", 100
    shown_model, shown_key = NameList, "name_list_id"
    template_name = "negotiations/lists/detail.html"

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        self.find(pk)
        if not self.name_list.is_incoming:
            return redirect(self.name_list)
        if (
            self.work
            and self.work.status == ReconciliationStatus.IDLE
            and request.user.has_perm(Permission.LISTS_RECEIVE)
            and not self.name_list.is_voided
        ):
            return redirect("name-lists:reading", pk)
        return super().get(request, pk=pk)

    def find(self, pk: uuid.UUID) -> None:
        if not hasattr(self, "name_list"):
            self.name_list = shown_or_404(name_lists(self.request.user), pk=pk)
            self.work = work_of(self.name_list)
            self.title = str(self.name_list)

    def get_queryset(self) -> QuerySet[ListEntry]:
        return entries_of(self.name_list, self.request.user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        name_list, work, user = self.name_list, self.work, self.request.user
        states, standing = states_of(name_list, user), not name_list.is_voided
        may_receive = standing and user.has_perm(Permission.LISTS_RECEIVE)
        return super().get_context_data(**context) | {
            "name_list": name_list,
            "chips": [list_chip(name_list), *restriction.chips(name_list, user)],
            "facts": [*facts_of(name_list, file_of(name_list), user), *restriction.facts(name_list, user)],
            "restriction": restriction.actions(name_list, user, "name-lists"),
            "job": progress(work) if work and work.is_working else None,
            "failure": failure_of(work) if work else "",
            "cancelled": bool(work) and work.status == ReconciliationStatus.CANCELLED,
            "figures": [(state, ENTRY_TONES.get(state, ""), number) for state, number in states.items()],
            "entries_total": sum(states.values()),
            "with_problems": problem_count(name_list, user),
            "may_receive": may_receive,
            "may_try_again": may_receive and work is not None and work.status in STOPPED,
            "may_compare": may_receive and work is not None and work.status == ReconciliationStatus.DONE,
            "may_void": standing and user.has_perm(Permission.LISTS_VOID),
            "panels": panels_for(name_list, self.request),
            "decidable": standing and name_list.status in OPEN_LISTS,
            "may_decide": user.has_perms([Permission.LISTS_DECIDE, Permission.PRISONERS_VIEW]),
        }


class NameListEdit(NameListPage, RecordEdit):
    """Correct what is recorded of a list."""

    permission_required = Permission.LISTS_RECEIVE
    form_class, verb = NameListForm, staticmethod(revise_list)


class NameListVoid(NameListPage, RecordVoid):
    """Void a list that should never have been there."""

    permission_required = Permission.LISTS_VOID
    verb = staticmethod(void_list)

    def consequences(self, record: NameList) -> list[str]:
        return [_now("Its entries are voided with it, and what was decided of them.")]


class NameListRestrict(NameListPage, RecordRestrict):
    """Restrict a list with its entries and what was decided of them."""

    verb = staticmethod(restrict_list)


class NameListLift(NameListPage, RecordLift):
    """Propose to lift the restriction of a list."""
