"""What the forms of exchanges offer to choose from."""

from django.db.models import QuerySet

from accounts.models import User
from places.models import Place
from units.models import Party


def parties(user: User) -> QuerySet[Party]:
    """Parties: our own first, then by code."""
    return Party.objects.visible_to(user).standing().order_by("-is_home", "code")


def places(user: User) -> QuerySet[Place]:
    """Places by name."""
    return Place.objects.visible_to(user).standing().order_by("name_uk")
