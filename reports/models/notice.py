from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models import Booked
from audit.triggers import booked
from common.classification import classify
from reports.models.schedule import Schedule
from reports.models.slot import Slot

#: How often a mail is tried; the pause between two tries doubles from one minute, so the last is after four hours.
TRIES = 9


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "NoticeQuerySet":
        """One's own, and those of one's own schedules."""
        return self.filter(Q(user=user) | Q(slot__schedule__in=Schedule.objects.visible_to(user).filter(owner=user)))

    def due(self) -> "NoticeQuerySet":
        """Mails to send now."""
        return self.filter(sent_at__isnull=True, tries__lt=TRIES, next_try_at__lte=timezone.now())


class Notice(Booked):
    """A mail to one person that the answer of a slot is there: a link, never the answer."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="notices", verbose_name=_("slot of a schedule"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("to whom"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    tries = models.PositiveSmallIntegerField(_("failed tries"), default=0)
    next_try_at = models.DateTimeField(_("tried next at"), db_default=Now())
    #: The kind of the last failure: its words may hold an address.
    failure = models.CharField(_("why it failed"), max_length=60, blank=True, default="")

    objects = NoticeQuerySet.as_manager()

    field_classes = classify(open="slot sent_at tries next_try_at failure", staff="user")
    scoped_by = ()

    class Meta:
        verbose_name = _("notice of an answer")
        verbose_name_plural = _("notices of answers")
        triggers = booked(leaves_out=["next_try_at"])
        constraints = [models.UniqueConstraint(fields=["slot", "user"], name="notice_once")]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(sent_at__isnull=True), name="notice_unsent")]

    def __str__(self) -> str:
        return f"{self.slot}: {self.user_id}"
