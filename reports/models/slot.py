from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.models import Booked
from common.classification import classify
from reports.enums import RunStatus
from reports.models.report_run import ReportRun
from reports.models.schedule import Schedule
from reports.schedule_enums import WhyStopped


class SlotQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "SlotQuerySet":
        """The slots of schedules that a user may see."""
        return self.filter(schedule__in=Schedule.objects.visible_to(user))

    def untold(self) -> "SlotQuerySet":
        """Slots whose answer is there, and of which nobody has been told."""
        return self.filter(run__status=RunStatus.DONE, told_at__isnull=True)


class Slot(Booked):
    """A time at which a schedule was due, and the run that it asked for then.

    A schedule has one row for a time, so that of any number of beats that find it due one asks.
    """

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="slots", verbose_name=_("schedule"))
    due_at = models.DateTimeField(_("due at"))
    fired_at = models.DateTimeField(_("asked at"), db_default=Now())
    run = models.OneToOneField(ReportRun, models.PROTECT, null=True, related_name="slot", verbose_name=_("report run"))
    refused = models.CharField(_("why it was not asked"), max_length=10, choices=WhyStopped, blank=True, default="")
    #: When the run was shared and a notice written to each who is told; beat sends them.
    told_at = models.DateTimeField(_("told at"), null=True)

    objects = SlotQuerySet.as_manager()

    field_classes = classify(open="schedule due_at fired_at run refused told_at")
    scoped_by = ()

    class Meta(Booked.Meta):
        verbose_name = _("slot of a schedule")
        verbose_name_plural = _("slots of schedules")
        constraints = [
            models.UniqueConstraint(fields=["schedule", "due_at"], name="slot_once"),
            models.CheckConstraint(name="slot_asked_or_refused", condition=Q(run__isnull=True) | Q(refused="")),
        ]
        indexes = [models.Index(fields=["run"], condition=Q(told_at__isnull=True), name="slot_untold")]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d %H:%M}"
