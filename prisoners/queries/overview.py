"""How many are held now, and for how long: one statement over the open captivities."""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Min, Q, QuerySet

from accounts.models import User
from accounts.roles import Permission
from accounts.sight import within
from common import clock
from prisoners.enums import OPEN
from prisoners.models import Alert, Captivity, Person


@dataclass(frozen=True)
class Held:
    """Persons held or missing: all, longer than a year, than three years; the day of the first capture."""

    total: int
    over_a_year: int
    over_three_years: int
    first: datetime.date | None


def held_now(user: User) -> Held:
    """Figures of those of whom a user may be told; the caller asks for the permission."""
    today = clock.today()
    year, three = (Q(captured_on__lte=today - relativedelta(years=years)) for years in (1, 3))
    # A voided person has no standing captivity, and few are merged: to leave those out costs less than a join to all.
    merged = Person.objects.filter(merged_into__isnull=False).values("pk")
    open_ones = Captivity.objects.standing().filter(status__in=OPEN).exclude(person__in=merged)
    open_ones = open_ones.filter(within(Captivity, user.sight(Permission.PRISONERS_FIGURES)))
    counted = open_ones.aggregate(
        total=Count("pk"),
        over_a_year=Count("pk", filter=year),
        over_three_years=Count("pk", filter=three),
        first=Min("captured_on"),
    )
    return Held(**counted)


def unanswered(user: User) -> QuerySet[Alert]:
    """Alerts that nobody has answered, the latest first."""
    alerts = Alert.objects.visible_to(user).standing().filter(answered_at__isnull=True)
    return alerts.select_related("captivity__person").order_by("-id")
