"""Places that a user may see."""

from django.db.models import QuerySet

from accounts.models import User
from places.models import Place


def places(user: User) -> QuerySet[Place]:
    """Places, the voided ones among them, with what their pages name."""
    return Place.objects.visible_to(user)
