"""Who was shown which records, for those who watch over it."""

import datetime
from dataclasses import dataclass

from django.db.models import CharField, Count, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, ExtractHour, ExtractIsoWeekDay, NullIf

from accounts.domain.reading import kinds_of_persons
from accounts.models import BreakGlass, ReadAlarm, User
from accounts.roles import Permission
from audit.models import Read
from audit.queries.reads import reads
from common import clock

#: Work goes on from the first hour up to the second one, on weekdays; reads at another time are worth a look.
DAY_BEGINS, DAY_ENDS, LAST_WEEKDAY = 7, 21, 5


def listed(user: User) -> QuerySet[Read]:
    """The log, the latest first, with the names of readers and their time of day; nothing without the permission."""
    if not user.has_perm(Permission.READS_VIEW):
        return reads().none()
    return timed(reads()).annotate(reader=_name("user_id"))


def timed(rows: QuerySet[Read]) -> QuerySet[Read]:
    """With the hour and the day of the week (1 is Monday) by the clock on the wall here."""
    return rows.annotate(hour=ExtractHour("at"), weekday=ExtractIsoWeekDay("at"))


def odd() -> Q:
    """Reads at night and on weekends."""
    return Q(hour__lt=DAY_BEGINS) | Q(hour__gte=DAY_ENDS) | Q(weekday__gt=LAST_WEEKDAY)


def readers() -> QuerySet[User]:
    """Everybody who may stand in the log."""
    return User.objects.order_by("username")


@dataclass(frozen=True)
class TopReader:
    """How much one user was shown of persons since a day."""

    user: User
    records: int
    requests: int
    odd: int
    last: datetime.datetime


def top_readers(user: User, days: int, most: int = 50) -> list[TopReader]:
    """Those who were shown the most records of persons in the last days, a record counted each time it was shown."""
    since = clock.now() - datetime.timedelta(days=days)
    rows = timed(_of_persons(listed(user).filter(at__gte=since))).order_by().values("user_id")
    counted = rows.annotate(
        records=Sum("count"), requests=Count("id"), odd=Count("id", filter=odd()), last=Max("at")
    ).order_by("-records")[:most]
    found = list(counted.values("user_id", "records", "requests", "odd", "last"))
    people = User.objects.in_bulk([each["user_id"] for each in found])
    return [TopReader(people[each.pop("user_id")], **each) for each in found]


def by_hour(user: User, days: int) -> dict[tuple[int, bool], int]:
    """Requests that showed persons in the last days, by hour of the day and whether it was a weekend."""
    since = clock.now() - datetime.timedelta(days=days)
    rows = timed(_of_persons(listed(user).filter(at__gte=since))).order_by()
    found: dict[tuple[int, bool], int] = {}
    for hour, weekday, number in (
        rows.values("hour", "weekday").annotate(n=Count("id")).values_list("hour", "weekday", "n")
    ):
        found[hour, weekday > LAST_WEEKDAY] = found.get((hour, weekday > LAST_WEEKDAY), 0) + number
    return found


def alarms(user: User) -> QuerySet[ReadAlarm]:
    """Alarms that the reader may see, the latest first."""
    return ReadAlarm.objects.visible_to(user).select_related("user", "lifted_by", "token").order_by("-raised_at")


def openings(user: User) -> QuerySet[BreakGlass]:
    """What was opened in an emergency, the latest first, for those who review it."""
    return BreakGlass.objects.visible_to(user).select_related("user", "reviewed_by").order_by("-opened_at")


def own_openings(user: User) -> QuerySet[BreakGlass]:
    """What stands open to a user in an emergency now."""
    return BreakGlass.objects.open().filter(user=user).order_by("-opened_at")


def _of_persons(rows: QuerySet[Read]) -> QuerySet[Read]:
    return rows.filter(kind__in=kinds_of_persons(), refused=False)


def _name(column: str) -> Coalesce:
    user = User.objects.filter(pk=OuterRef(column))
    name = Coalesce(NullIf("full_name", Value("")), "username", output_field=CharField())
    return Subquery(user.values(name=name)[:1])
