"""Sources that a user may see."""

from django.db.models import QuerySet

from accounts.models import User
from sources.models import Source


def sources(user: User) -> QuerySet[Source]:
    """Sources, the voided ones among them, with what their pages name."""
    return Source.objects.visible_to(user)
