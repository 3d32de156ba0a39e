"""Parties, branches of service and units that a user may see."""

from django.db.models import QuerySet

from accounts.models import User
from units.models import Branch, Party, Placement, Unit, UnitName


def home_party() -> Party:
    """The party whose headquarters this is."""
    return Party.objects.home()


def parties(user: User) -> QuerySet[Party]:
    """Parties, the voided ones among them, with what their pages name."""
    return Party.objects.visible_to(user).select_related("acts_beside")


def branches(user: User) -> QuerySet[Branch]:
    """Branches of service, the voided ones among them, with what their pages name."""
    return Branch.objects.visible_to(user).select_related("party")


def units(user: User) -> QuerySet[Unit]:
    """Units, the voided ones among them, with what their pages name."""
    return Unit.objects.visible_to(user).select_related("party", "branch", "predecessor")


def unit_names(user: User) -> QuerySet[UnitName]:
    """Names of units, with the unit."""
    return UnitName.objects.visible_to(user).select_related("unit", "source")


def placements(user: User) -> QuerySet[Placement]:
    """Places in the tree, with both units."""
    return Placement.objects.visible_to(user).select_related("unit", "parent")
