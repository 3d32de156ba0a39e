"""Pages of assignments: who sees what; give somebody sight, take it back."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from units.domain.assignments import assign, end_assignment
from units.interfaces.assignments import AssignmentFilter, AssignmentForm, AssignmentTable
from units.models import Assignment
from units.queries.assignments import assignments


class AssignmentPage(RecordPage):
    """What the pages of an assignment share."""

    queryset = staticmethod(assignments)
    namespace, argument = "assignments", "assignment"


class AssignmentList(ListPage):
    """Assignments, filtered, sorted, paged and exported."""

    model = Assignment
    filterset_class, table_class = AssignmentFilter, AssignmentTable
    permission_required = Permission.ACCOUNTS_MANAGE
    title = _("Who sees what")
    empty_text = _("Nobody is assigned yet: no role shows anything of persons.")
    create_url_name, create_permission = "assignments:create", Permission.ACCOUNTS_MANAGE
    create_label = _("Assign somebody")
    export_name = "assignments"

    def get_queryset(self) -> QuerySet[Assignment]:
        return assignments(self.request.user).standing()


class AssignmentDetail(AssignmentPage, RecordDetail):
    """An assignment with its history. It is not edited: another one is made, and this one taken back."""

    write_permission = Permission.ACCOUNTS_MANAGE

    def url(self, name: str, *args: Any) -> str:
        return "" if name == "edit" else super().url(name, *args)


class AssignmentCreate(AssignmentPage, RecordCreate):
    """Give somebody sight."""

    permission_required = Permission.ACCOUNTS_MANAGE
    form_class, verb = AssignmentForm, staticmethod(assign)
    title = _("Assign somebody")


class AssignmentVoid(AssignmentPage, RecordVoid):
    """Take sight back."""

    permission_required = Permission.ACCOUNTS_MANAGE
    verb = staticmethod(end_assignment)
