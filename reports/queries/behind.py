"""The records behind a figure."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from exchanges.models import Exchange


def exchanges_behind(user: User, ids: Iterable[str]) -> QuerySet:
    """The exchanges of these keys that the user may see now, by date, with their counts."""
    rows = Exchange.objects.visible_to(user).filter(pk__in=list(ids))
    return rows.with_counts().order_by("day", "number")
