"""Pages of units: list, tree, detail, create, edit, void."""

import uuid
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordEdit, RecordPage
from accounts.views.void import RecordVoid
from common.lists import ListPage
from common.reading import Surface, shown
from units.domain.units import register_unit, revise_unit
from units.interfaces.filters import UnitFilter
from units.interfaces.forms import NewUnitForm, UnitForm
from units.interfaces.page import UnitPage, day_asked, day_query
from units.interfaces.tables import UnitTable
from units.models import Unit
from units.queries.listing import listed
from units.queries.records import parties, units
from units.queries.tree import tree


class UnitRecord(RecordPage):
    """What the pages of a unit share."""

    queryset = staticmethod(units)
    namespace, argument = "units", "unit"


class UnitList(ListPage):
    """Units, filtered, sorted, paged and exported."""

    model = Unit
    filterset_class, table_class = UnitFilter, UnitTable
    permission_required = Permission.UNITS_VIEW
    title = _("Units")
    empty_text = _("No unit is registered yet. Begin with the highest ones; those under them follow.")
    create_url_name, create_permission = "units:create", Permission.UNITS_WRITE
    create_label = _("Register a unit")
    export_name = "units"
    template_name = "units/list.html"

    def get_queryset(self) -> QuerySet[Unit]:
        return listed(self.request.user)


class UnitTree(PermissionRequiredMixin, View):
    """The tree of a party's units as it stood on a day (`?party=UA&on=2024-06-01`)."""

    permission_required = Permission.UNITS_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        sides = list(parties(request.user).standing().filter(units__voided_at=None, units__isnull=False).distinct())
        sides.sort(key=lambda each: (not each.is_home, each.code))
        asked = request.GET.get("party")
        party = next((each for each in sides if each.code == asked), sides[0] if sides else None)
        on = day_asked(request.GET.get("on"))
        nodes = tree(request.user, party, on) if party else []
        shown(Unit, [key for node in nodes for key in node.keys], Surface.LIST)
        context = {"title": _now("Tree of units"), "parties": sides, "party": party, "on": on, "nodes": nodes}
        context["query"] = day_query(on)
        return render(request, "units/tree.html", context)


class UnitDetail(UnitRecord, RecordDetail):
    """A unit: its place in the tree on a day, its names, what the rooms above know of it, its history."""

    template_name = "units/detail.html"
    write_permission = Permission.UNITS_WRITE

    def get_context(self, record: Unit) -> dict[str, Any]:
        return {"page": self.unit_page(record)}

    def get_more_actions(self, record: Record) -> list[tuple[str, str]]:
        return [
            (_now("Move it in the tree"), self.url("move", record.pk)),
            (_now("Add a name or a code"), self.url("name", record.pk)),
            (_now("Register a unit under it"), f"{self.url('create')}?parent={record.pk}"),
        ]

    def get_history_ids(self, record: Unit) -> list[uuid.UUID]:
        page = self.unit_page(record)
        return [record.pk, *(each.pk for each in [*page.names, *page.placements])]

    def unit_page(self, record: Unit) -> UnitPage:
        if not hasattr(self, "_page"):
            self._page = UnitPage(record, self.request.user, day_asked(self.request.GET.get("on")))
        return self._page


class UnitCreate(UnitRecord, RecordCreate):
    """Register a unit at its place in the tree; `?parent=` says under which one."""

    permission_required = Permission.UNITS_WRITE
    form_class, verb = NewUnitForm, staticmethod(register_unit)
    title = _("Register a unit")

    def get(self, request: HttpRequest) -> HttpResponse:
        found = units(request.user).standing().filter(pk=request.GET["parent"]) if self.asked_parent() else ()
        above = next(iter(found), None)
        initial = {"parent": above.pk, "party": above.party_id, "branch": above.branch_id} if above else {}
        return self.page(self.form_class(user=request.user, initial=initial))

    def asked_parent(self) -> bool:
        """Whether the address names a unit, in the form of a key."""
        try:
            uuid.UUID(self.request.GET.get("parent", ""))
        except ValueError:
            return False
        return True


class UnitEdit(UnitRecord, RecordEdit):
    """Correct a unit."""

    permission_required = Permission.UNITS_WRITE
    form_class, verb = UnitForm, staticmethod(revise_unit)


class UnitVoid(UnitRecord, RecordVoid):
    """Void a unit that should never have been there."""

    permission_required = Permission.UNITS_WRITE

    def consequences(self, record: Record) -> list[str]:
        return [_now("Its names and its places in the tree are voided with it.")]
