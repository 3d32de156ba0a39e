"""The form, the filters and the columns of assignments."""

from typing import Any

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import UserKind
from accounts.roles import Role
from common.columns import Column, DayColumn, RecordColumn, YesColumn
from common.filters import FilterSet
from common.forms import DayField, Form
from common.lists import Table
from units.interfaces.choosing import UnitField
from units.models import Assignment, Party, Unit


class AssignmentForm(Form):
    """Lets somebody see, in a role, every unit, or one with all under it."""

    user = forms.ModelChoiceField(
        User.objects.exclude(kind=UserKind.SYSTEM).order_by("username"), label=_("Person or machine client")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    unit = UnitField(
        Unit.objects.filter(voided_at=None).order_by("code"),
        label=_("Unit"),
        required=False,
        help_text=_("Its code; with all under it. Blank: every unit, and those who belong to none"),
    )
    restricted = forms.BooleanField(label=_("What is restricted too"), required=False)
    on_behalf_of = forms.ModelChoiceField(
        Party.objects.filter(voided_at=None).order_by("code"),
        label=_("On behalf of"),
        required=False,
        help_text=_("A party or body that reads here; what is withheld from it is not shown (GC IV art. 137)"),
    )
    valid_from = DayField(label=_("From"))
    valid_until = DayField(label=_("Until"), help_text=_("The first day on which it is not so any more"))

    fieldsets = (
        ("", ["user", "role", "unit", "restricted", "on_behalf_of"]),
        (_("For how long"), ["valid_from", "valid_until"]),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = user

    @property
    def values(self) -> dict[str, Any]:
        """What the verb `assign` takes."""
        return dict(self.cleaned_data)


class AssignmentFilter(FilterSet):
    """Filters of the list of assignments."""

    role = filters.ChoiceFilter(label=_("Role"), choices=Role)
    restricted = filters.BooleanFilter(label=_("What is restricted too"))

    class Meta:
        model = Assignment
        fields = ()


class AssignmentTable(Table):
    """The list of assignments."""

    user = RecordColumn(verbose_name=_("Person or machine client"), order_by="user__username")
    role = Column(verbose_name=_("Role"))
    unit = Column(verbose_name=_("Unit"), unknown=_("every unit"), orderable=False)
    restricted = YesColumn(verbose_name=_("Restricted too"))
    on_behalf_of = Column(verbose_name=_("On behalf of"), unknown="", orderable=False)
    valid_until = DayColumn(verbose_name=_("Until"), unknown="")

    class Meta(Table.Meta):
        order_by = "user"
