import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission, Role
from audit.triggers import StateMachine
from common.classification import classify
from reports.schedule_enums import SCHEDULE_MOVES, AsOf, ScheduleStatus, Weekday, WhyStopped


class ScheduleQuerySet(RecordQuerySet):
    def visible_to(self, user: models.Model) -> "ScheduleQuerySet":
        """One's own, those whose answers a role of one's own is told of, and for an auditor all."""
        rows = super().visible_to(user)
        if user.has_perm(Permission.BOOK_VIEW):
            return rows
        return rows.filter(Q(owner=user) | Q(role__in=user.roles))

    def active(self) -> "ScheduleQuerySet":
        """Those that ask when their time comes."""
        return self.standing().filter(status=ScheduleStatus.ACTIVE)


class Schedule(Record):
    """A question that is asked every week as its owner, and whose answer a role is told of (ADR 0032)."""

    report = models.CharField(_("report"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    as_of = models.CharField(_("as true on"), max_length=10, choices=AsOf, default=AsOf.TODAY)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday, default=Weekday.MONDAY)
    at = models.TimeField(_("at"), default=datetime.time(8), help_text=_("By the clock of the headquarters."))
    role = models.CharField(
        _("told to"),
        max_length=20,
        choices=Role,
        help_text=_("Everybody of this role is sent a link, never an answer."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("owner")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ScheduleStatus, default=ScheduleStatus.ACTIVE, editable=False
    )
    why_stopped = models.CharField(
        _("why it was stopped"), max_length=10, choices=WhyStopped, blank=True, default="", editable=False
    )
    #: Slots before this moment are none of its: it was made, resumed or set to another time then.
    active_since = models.DateTimeField(_("active since"), db_default=Now(), editable=False)

    objects = ScheduleQuerySet.as_manager()

    field_classes = classify(
        open="report parameters as_of weekday at role status why_stopped active_since", staff="owner"
    )
    view_permission = Permission.REPORTS_VIEW
    voided_alone = "a schedule is ended at once: it only asks no more"
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        triggers = [
            *Record.Meta.triggers,
            StateMachine(field="status", initial=ScheduleStatus.ACTIVE, moves=SCHEDULE_MOVES),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="schedule_on_a_weekday", condition=Q(weekday__range=(1, 7))),
            models.CheckConstraint(
                name="schedule_stopped_says_why",
                condition=Q(status=ScheduleStatus.STOPPED) & ~Q(why_stopped="")
                | ~Q(status=ScheduleStatus.STOPPED) & Q(why_stopped=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.get_weekday_display()} {self.at:%H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("schedules:detail", args=[self.pk])

    def slot_before(self, moment: datetime.datetime) -> datetime.datetime:
        """The latest slot that is not after a moment, by the clock of the headquarters."""
        day = timezone.localdate(moment)
        day -= datetime.timedelta(days=(day.isoweekday() - self.weekday) % 7)
        slot = self._slot_on(day)
        return slot if slot <= moment else self._slot_on(day - datetime.timedelta(days=7))

    def slot_after(self, moment: datetime.datetime) -> datetime.datetime:
        """The next slot after a moment."""
        return self._slot_on(timezone.localdate(self.slot_before(moment)) + datetime.timedelta(days=7))

    def day_on(self, today: datetime.date) -> datetime.date:
        """As of which day it asks, when it is asked today."""
        return today if self.as_of == AsOf.TODAY else today.replace(day=1) - datetime.timedelta(days=1)

    def _slot_on(self, day: datetime.date) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(day, self.at))
