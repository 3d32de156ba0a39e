"""A place that there is not, and of which few know: for trying out how a record is not seen."""

from accounts.models import User
from places.domain.places import register_place, restrict_place
from places.enums import PlaceKind
from places.models import Place

NAME_UK, NAME_EN = "Вигадане місце переговорів", "Invented venue of talks"
REASON = "Вигадана причина / an invented reason"


def add_demo_place(*, by: User) -> Place:
    """The restricted synthetic place, registered unless it is there already."""
    there = Place.objects.standing().filter(name_en=NAME_EN).first()
    if there is None:
        there = register_place(name_uk=NAME_UK, name_en=NAME_EN, kind=PlaceKind.VENUE, by=by)
        there = restrict_place(place=there, reason=REASON, by=by)
    return there
