from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.record import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import classify


class ReadAlarmQuerySet(RecordQuerySet):
    def open(self) -> "ReadAlarmQuerySet":
        """Alarms that nobody has lifted: their people see nothing more."""
        return self.standing().filter(lifted_at__isnull=True)


class ReadAlarm(Record):
    """Somebody was shown so many records in so short a time that they are shown nothing more until it is lifted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="read_alarms", verbose_name=_("who")
    )
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    records = models.PositiveIntegerField(_("records"))
    minutes = models.PositiveSmallIntegerField(_("in minutes"))
    session = models.CharField(_("session"), max_length=40, blank=True)
    token = models.ForeignKey(
        "accounts.ApiToken",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("token"),
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )
    lift_reason = models.TextField(_("why lifted"), blank=True)

    objects = ReadAlarmQuerySet.as_manager()

    field_classes = classify(staff="user raised_at records minutes session token lifted_at lifted_by lift_reason")
    view_permission = Permission.READS_LIFT
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("alarm of reads")
        verbose_name_plural = _("alarms of reads")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["user"], condition=Q(lifted_at__isnull=True, voided_at__isnull=True), name="readalarm_one_open"
            ),
            models.CheckConstraint(
                name="readalarm_lift_whole",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lift_reason="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason=""),
            ),
            models.CheckConstraint(
                name="readalarm_lifted_by_another",
                condition=Q(lifted_by__isnull=True) | ~Q(lifted_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.records}"
