"""What the page of a unit shows besides its facts."""

import datetime
from functools import cached_property

from django import forms

from accounts.models import User
from accounts.roles import Permission
from common import clock
from units.models import Placement, Unit, UnitName
from units.queries.tree import Branching, below, path_of


def day_asked(value: str | None) -> datetime.date:
    """The day that the page is asked to show (`?on=2024-06-01`), today when none or none that there is."""
    try:
        return forms.DateField().clean(value) if value else clock.today()
    except forms.ValidationError:
        return clock.today()


def day_query(on: datetime.date) -> str:
    """What the address of another unit adds so that it shows the same day; nothing for today."""
    return "" if on == clock.today() else f"?on={on:%Y-%m-%d}"


class UnitPage:
    """The place of a unit in the tree on a day, what it was called, where it stood, who came after it."""

    def __init__(self, unit: Unit, user: User, on: datetime.date) -> None:
        self.unit, self.user, self.on = unit, user, on
        #: A voided unit keeps what belongs to it, voided with it.
        self._of_it = {"voided_at": unit.voided_at}

    @property
    def query(self) -> str:
        return day_query(self.on)

    @cached_property
    def path(self) -> list[Unit]:
        """The units above, the highest first."""
        return path_of(self.unit, self.on)

    @cached_property
    def node(self) -> Branching:
        """The unit with all under it."""
        return below(self.user, self.unit, self.on)

    @cached_property
    def names(self) -> list[UnitName]:
        """Codes, names and aliases, the oldest first."""
        return list(self.unit.names.filter(**self._of_it).select_related("source").order_by("valid_from", "name"))

    @cached_property
    def placements(self) -> list[Placement]:
        """Places in the tree, the latest first."""
        found = self.unit.placements.filter(**self._of_it).select_related("parent")
        return sorted(found, key=lambda each: each.valid_from or datetime.date.min, reverse=True)

    @cached_property
    def successors(self) -> list[Unit]:
        return list(Unit.objects.visible_to(self.user).standing().filter(predecessor=self.unit).order_by("name_uk"))

    @cached_property
    def may_write(self) -> bool:
        return self.user.has_perm(Permission.UNITS_WRITE) and not self.unit.is_voided

    @cached_property
    def sees_sources(self) -> bool:
        return self.user.has_perm(Permission.SOURCES_VIEW)
