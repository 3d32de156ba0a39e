"""Parties that a user may see."""

from django.db.models import QuerySet

from accounts.models import User
from units.models import Party


def parties(user: User) -> QuerySet[Party]:
    """Parties, the voided ones among them, with what their pages name."""
    return Party.objects.visible_to(user).select_related("acts_beside")
