"""Programmes that a user may see."""

from django.db.models import QuerySet

from accounts.models import User
from negotiations.models import Programme


def programmes(user: User) -> QuerySet[Programme]:
    """Programmes, the voided ones among them, with what their pages name."""
    return Programme.objects.visible_to(user)
