"""The list of units, with the unit that each stands under today."""

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from accounts.models import User
from common import clock
from units.models import Placement, Unit
from units.queries.order import by_name
from units.queries.records import units


def listed(user: User) -> QuerySet[Unit]:
    """Standing units that a user may see; `parent_name` is the name of the one above, in the reader's language.

    `sort_key` sorts by the Ukrainian name.
    """
    above = Placement.objects.on(clock.today()).filter(unit=OuterRef("pk"))
    above = above.annotate(above=name_at("parent__")).values("above")
    return units(user).standing().annotate(sort_key=by_name, parent_name=Subquery(above[:1], output_field=CharField()))


def name_at(path: str = "") -> F | Coalesce:
    """The name of the unit at the end of a path, in the reader's language."""
    if (get_language() or "").startswith("en"):
        return Coalesce(NullIf(f"{path}name_en", Value("")), f"{path}name_uk")
    return F(f"{path}name_uk")
