"""Priority policies as pages show them."""

from django.db.models import QuerySet

from accounts.models import User
from prisoners.models import PriorityPolicy


def policies(user: User) -> QuerySet[PriorityPolicy]:
    """The policies that a user may see, the one that takes effect last first."""
    rows = PriorityPolicy.objects.visible_to(user).select_related("source", "proposed_by", "settled_by")
    return rows.order_by("-effective_from", "-id")
