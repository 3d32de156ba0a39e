"""Rounds that are near or were never closed, and official requests that nobody answered."""

import datetime

from django.db.models import Q

from accounts.models import User
from negotiations.enums import RoundStatus
from negotiations.models import Proposal, Round

#: More than this are counted in the list, not on Today.
MOST = 200


def rounds_ahead(user: User, first: datetime.date, last: datetime.date) -> list[Round]:
    """Planned rounds and those under way of these days, the nearest first."""
    rows = Round.objects.visible_to(user).standing().between(first, last)
    open_ones = rows.filter(status__in=(RoundStatus.PLANNED, RoundStatus.UNDER_WAY))
    return list(open_ones.order_by("starts_on", "id")[:MOST])


def rounds_passed(user: User, today: datetime.date) -> list[Round]:
    """Rounds whose days are over and which are still planned or under way, the longest over first."""
    over = Q(ends_on__lt=today) | Q(ends_on__isnull=True, starts_on__lt=today)
    rows = Round.objects.visible_to(user).standing().filter(over)
    open_ones = rows.filter(status__in=(RoundStatus.PLANNED, RoundStatus.UNDER_WAY))
    return list(open_ones.order_by("starts_on", "id")[:MOST])


def unanswered(user: User) -> list[Proposal]:
    """Official requests without an answer, the one that has waited longest first."""
    rows = Proposal.objects.visible_to(user).waiting().select_related("made_to")
    return list(rows.order_by("made_on", "id")[:MOST])
