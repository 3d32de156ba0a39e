"""Pages of stances: list, matrix of one day, detail, create, edit, change, void."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common import reading
from common.lists import ListPage
from negotiations.domain.stances import change_stance, record_stance, revise_stance
from negotiations.interfaces.act_forms import ChangeForm
from negotiations.interfaces.filters import StanceFilter
from negotiations.interfaces.forms import StanceForm
from negotiations.interfaces.later_pages import StanceSheet
from negotiations.interfaces.matrix import day_asked, sheets
from negotiations.interfaces.tables import StanceTable
from negotiations.models import Stance
from negotiations.queries.records import stances
from negotiations.views.acts import RecordAct
from negotiations.views.detail import SheetDetail


class StancePage(RecordPage):
    """What the pages of a stance share."""

    queryset = staticmethod(stances)
    namespace, argument = "stances", "stance"


class StanceList(ListPage):
    """Stances, filtered, sorted, paged and exported."""

    model = Stance
    filterset_class, table_class = StanceFilter, StanceTable
    permission_required = Permission.NEGOTIATIONS_VIEW
    title = _("Stances")
    empty_text = _("No stance is recorded yet. Record what a party wants back, refuses, or takes when pressed.")
    create_url_name, create_permission = "stances:create", Permission.NEGOTIATIONS_WRITE
    create_label = _("Record a stance")
    export_name = "stances"
    template_name = "negotiations/list.html"

    def get_queryset(self) -> QuerySet[Stance]:
        return stances(self.request.user).standing()


class StanceMatrix(PermissionRequiredMixin, View):
    """Where all sides stood on a day (`?on=2025-02-22`), side by side."""

    permission_required = Permission.NEGOTIATIONS_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        on = day_asked(request.GET.get("on"))
        found = list(stances(request.user).on(on))
        reading.shown(Stance, [each.pk for each in found], reading.Surface.LIST)
        context = {"title": _now("Where the sides stand"), "on": on, "sheets": sheets(found)}
        context["may_record"] = request.user.has_perm(Permission.NEGOTIATIONS_WRITE)
        return render(request, "negotiations/matrix.html", context)


class StanceDetail(StancePage, SheetDetail):
    """A stance, what the party said of the same before and after, its history."""

    template_name, sheet_class = "negotiations/stance.html", StanceSheet


class StanceCreate(StancePage, RecordCreate):
    """Record a stance."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = StanceForm, staticmethod(record_stance)
    title = _("Record a stance")


class StanceEdit(StancePage, RecordEdit):
    """Correct a stance."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = StanceForm, staticmethod(revise_stance)


class StanceChange(StancePage, RecordAct):
    """Record that a party thought better of it."""

    form_class, verb = ChangeForm, staticmethod(change_stance)
    title, done = _("Record a change of stance"), _("The change is recorded.")


class StanceVoid(StancePage, RecordVoid):
    """Void a stance that the party never took."""

    permission_required = Permission.NEGOTIATIONS_VOID
