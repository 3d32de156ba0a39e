"""Pages of branches of service: list, detail, create, edit, void."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from units.domain.branches import register_branch, revise_branch
from units.interfaces.filters import BranchFilter
from units.interfaces.forms import BranchForm
from units.interfaces.tables import BranchTable
from units.models import Branch
from units.queries.records import branches


class BranchPage(RecordPage):
    """What the pages of a branch of service share."""

    queryset = staticmethod(branches)
    namespace, argument = "branches", "branch"


class BranchList(ListPage):
    """Branches of service, filtered, sorted, paged and exported."""

    model = Branch
    filterset_class, table_class = BranchFilter, BranchTable
    permission_required = Permission.UNITS_VIEW
    title = _("Branches of service")
    empty_text = _("No branch of service is registered yet, such as the marines or the national guard.")
    create_url_name, create_permission = "branches:create", Permission.UNITS_WRITE
    create_label = _("Register a branch of service")
    export_name = "branches"
    template_name = "units/list.html"

    def get_queryset(self) -> QuerySet[Branch]:
        return branches(self.request.user).standing()


class BranchDetail(BranchPage, RecordDetail):
    """A branch of service with its history."""

    write_permission = Permission.UNITS_WRITE


class BranchCreate(BranchPage, RecordCreate):
    """Register a branch of service."""

    permission_required = Permission.UNITS_WRITE
    form_class, verb = BranchForm, staticmethod(register_branch)
    title = _("Register a branch of service")


class BranchEdit(BranchPage, RecordEdit):
    """Correct a branch of service."""

    permission_required = Permission.UNITS_WRITE
    form_class, verb = BranchForm, staticmethod(revise_branch)


class BranchVoid(BranchPage, RecordVoid):
    """Void a branch of service that should never have been there."""

    permission_required = Permission.UNITS_WRITE
