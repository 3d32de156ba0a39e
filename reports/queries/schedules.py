"""Reads of schedules that pages and the API share."""

from django.db.models import Count, QuerySet

from accounts.models import User
from accounts.queries.people import holders_of
from reports.models import ReportRun, Schedule, Slot
from reports.schedule_enums import ScheduleStatus

#: Slots that the page of a schedule shows.
SHOWN = 20


def schedules(user: User) -> QuerySet[Schedule]:
    """The schedules that a user may see, with their owners."""
    return Schedule.objects.visible_to(user).select_related("owner")


def slots_of(schedule: Schedule, user: User) -> list[Slot]:
    """The latest slots of a schedule, with how many mails each had (`mails`); `leads` where its run is linked."""
    slots = Slot.objects.visible_to(user).filter(schedule=schedule).select_related("run").defer("run__answer")
    found = list(slots.annotate(mails=Count("notices")).order_by("-due_at")[:SHOWN])
    seen = set(ReportRun.objects.visible_to(user).filter(slot__in=found).values_list("pk", flat=True))
    linked = set(ReportRun.objects.linked_for(user).filter(slot__in=found).values_list("pk", flat=True))
    for slot in found:
        slot.leads = slot.run_id in seen | linked
    return found


def with_address(role: str) -> tuple[int, int]:
    """How many hold a role, and how many of them have an e-mail address."""
    people = holders_of(role)
    return people.count(), people.exclude(email="").count()


def stopped_schedules(user: User) -> list[Schedule]:
    """The user's own schedules that were stopped, the latest first."""
    own = Schedule.objects.visible_to(user).standing().filter(owner=user, status=ScheduleStatus.STOPPED)
    return list(own.order_by("-pk"))
