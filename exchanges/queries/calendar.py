"""Exchanges by the days for which they were planned and on which they took place."""

import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from common.partial_dates import Precision
from exchanges.models import Exchange


def exchanges_between(user: User, first: datetime.date, last: datetime.date) -> list[Exchange]:
    """Exchanges planned for one of these days, or carried out on one, by number."""
    days = (first, last)
    carried_out = Q(date__range=days, date_precision=Precision.DAY)
    return list(_rows(user).filter(carried_out | Q(planned_on__range=days)).order_by("number"))


def exchanges_without_day(user: User, first: datetime.date, last: datetime.date) -> list[Exchange]:
    """Exchanges of which only the month is known, when it is this one, and those without any day."""
    of_month = Q(date__range=(first, last), date_precision=Precision.MONTH)
    return list(_rows(user).filter(of_month | Q(day__isnull=True)).order_by("number"))


def _rows(user: User) -> QuerySet[Exchange]:
    return Exchange.objects.visible_to(user).standing().hand_overs()
