"""States of a schedule and the table of its legal moves; when it asks, and as of which day."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ScheduleStatus(TextChoices):
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    STOPPED = "stopped", _("stopped")


S = ScheduleStatus

#: The system stops a schedule whose question is refused; its owner resumes it once it would be answered again.
SCHEDULE_MOVES: dict[ScheduleStatus, tuple[ScheduleStatus, ...]] = {
    S.ACTIVE: (S.PAUSED, S.STOPPED),
    S.PAUSED: (S.ACTIVE,),
    S.STOPPED: (S.ACTIVE,),
}


class WhyStopped(TextChoices):
    """Why the system stopped a schedule, or why a slot was not asked."""

    FORBIDDEN = "forbidden", _("its owner may no longer run this report, or see what it reads")
    REFUSED = "refused", _("the report no longer takes this question from its owner")
    GONE = "gone", _("this version of the program has no such report any more")


class Weekday(IntegerChoices):
    """Days as ISO 8601 numbers them."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class AsOf(TextChoices):
    """As of which day a schedule asks, each time."""

    TODAY = "today", _("the day on which it is asked")
    MONTH_END = "month_end", _("the last day of the month before")
