"""Move a unit in the tree, add a name, take back a place or a name that never was."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from accounts.views.void import RecordVoid
from units.domain.placements import Move, move_unit, planned_move, void_placement
from units.domain.units import name_unit
from units.interfaces.forms import MoveForm, UnitNameForm
from units.interfaces.moving import consequences, seen_of
from units.models import Unit
from units.queries.records import placements, unit_names
from units.views.units import UnitRecord


class UnitMove(PermissionRequiredMixin, UnitRecord):
    """Asks under which unit, since when and why; shows what will be; moves it once that was confirmed."""

    permission_required = Permission.UNITS_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        unit = self.get_standing(pk)
        return self.page(unit, MoveForm(unit=unit, user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        unit = self.get_standing(pk)
        form = MoveForm(request.POST.copy(), unit=unit, user=request.user)
        if not form.is_valid():
            return self.page(unit, form)
        where = {"unit": unit, "parent": form.cleaned_data["parent"], "on": form.cleaned_data["on"]}
        try:
            move = planned_move(**where)
            if form.cleaned_data["seen"] != seen_of(move):
                form.data["seen"] = seen_of(move)
                return self.page(unit, form, move)
            move_unit(**where, reason=form.cleaned_data["reason"], by=request.user)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(unit, form)
        messages.success(request, _("“%(record)s” is moved.") % {"record": unit})
        return redirect(f"{unit.get_absolute_url()}#places")

    def page(self, unit: Unit, form: MoveForm, move: Move | None = None) -> HttpResponse:
        context = {
            "title": _("Move “%(record)s”") % {"record": unit},
            "form": form,
            "consequences": consequences(move) if move else [],
            "submit_label": _("Move it") if move else _("Show what will be"),
            "cancel_url": unit.get_absolute_url(),
        }
        return render(self.request, "units/move.html", context)


class UnitNaming(PermissionRequiredMixin, UnitRecord):
    """Add a code, a name or an alias, with the time of its use."""

    permission_required = Permission.UNITS_WRITE

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.page(self.get_standing(pk), UnitNameForm(user=request.user))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        unit, form = self.get_standing(pk), UnitNameForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                name_unit(unit=unit, by=request.user, **form.values)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(request, _("The name is added."))
                return redirect(f"{unit.get_absolute_url()}#names")
        return self.page(unit, form)

    def page(self, unit: Unit, form: UnitNameForm) -> HttpResponse:
        context: dict[str, Any] = {
            "title": _("A name of “%(record)s”") % {"record": unit},
            "form": form,
            "cancel_url": unit.get_absolute_url(),
            "differences": [],
        }
        return render(self.request, "accounts/record_form.html", context)


class PartVoid(RecordVoid):
    """Take back what belongs to a unit."""

    permission_required = Permission.UNITS_WRITE
    namespace = "units"

    def cancel_url(self, record: Record) -> str:
        return record.unit.get_absolute_url()


class NameVoid(PartVoid):
    """Void a name that the unit never had."""

    queryset = staticmethod(unit_names)
    argument = "unit_name"


class PlacementVoid(PartVoid):
    """Void a place in the tree that the unit never had."""

    queryset = staticmethod(placements)
    argument = "placement"
    verb = staticmethod(void_placement)

    def consequences(self, record: Record) -> list[str]:
        return [_("In that time the unit stands under no other one, until it is moved again.")]
