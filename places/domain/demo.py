"""A region that the public record speaks of; and a place that there is not, to try out how a record is not seen."""

from accounts.models import User
from places.domain.places import register_place, restrict_place
from places.enums import PlaceKind
from places.models import Place

NAME_UK, NAME_EN = "Вигадане місце переговорів", "Invented venue of talks"
REGION_UK, REGION_EN = "Чечня", "Chechnya"
REASON = "Вигадана причина / an invented reason"


def add_demo_place(*, by: User) -> Place:
    """The restricted synthetic place, registered unless it is there already."""
    there = Place.objects.standing().filter(name_en=NAME_EN).first()
    if there is None:
        there = register_place(name_uk=NAME_UK, name_en=NAME_EN, kind=PlaceKind.VENUE, by=by)
        there = restrict_place(place=there, reason=REASON, by=by)
    return there


def add_founding_place(*, by: User) -> Place:
    """The region of which the public record says how many are held there at sites that nobody declared."""
    there = Place.objects.standing().filter(kind=PlaceKind.REGION, region=REGION_UK).first()
    return there or register_place(
        name_uk=REGION_UK,
        name_en=REGION_EN,
        region=REGION_UK,
        country="RU",
        kind=PlaceKind.REGION,
        declared=False,
        by=by,
    )
