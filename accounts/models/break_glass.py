from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.record import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import classify


class BreakGlassQuerySet(RecordQuerySet):
    def open(self) -> "BreakGlassQuerySet":
        """Those whose time is not over."""
        now = timezone.now()
        return self.standing().filter(opened_at__lte=now, until__gt=now)

    def unreviewed(self) -> "BreakGlassQuerySet":
        """Those that nobody has looked at yet."""
        return self.standing().filter(reviewed_at__isnull=True)


class BreakGlass(Record):
    """One record opened in an emergency, with a reason, to somebody who has no sight of it; reviewed by another person.

    It stands for what was asked, whether there is such a record or not: an answer by itself tells nothing.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="broken_glass", verbose_name=_("who")
    )
    kind = models.CharField(_("kind of record"), max_length=80)
    # No foreign key: any kind of record, and perhaps one that is not there.
    object_id = models.UUIDField(_("record"), null=True, blank=True)
    asked = models.CharField(_("asked for"), max_length=200)
    reason = models.TextField(_("why"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    justified = models.BooleanField(_("justified"), null=True, blank=True)
    note = models.TextField(_("what the review found"), blank=True)

    objects = BreakGlassQuerySet.as_manager()

    field_classes = classify(
        staff="user kind object_id reason opened_at until reviewed_at reviewed_by justified note", identity="asked"
    )
    view_permission = Permission.READS_REVIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("break-glass")
        verbose_name_plural = _("break-glass")
        indexes = [models.Index(fields=["user", "until"], name="breakglass_user")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="breakglass_thirty_minutes",
                condition=Q(until__gt=F("opened_at"))
                & Q(until__lte=F("opened_at") + models.Value("30 minutes", output_field=models.DurationField())),
            ),
            models.CheckConstraint(name="breakglass_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="breakglass_review_whole",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, justified__isnull=True, note="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, justified__isnull=False) & ~Q(note=""),
            ),
            models.CheckConstraint(
                name="breakglass_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.opened_at:%Y-%m-%d %H:%M}"
