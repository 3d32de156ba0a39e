from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from prisoners.enums import AlertKind
from prisoners.models.captivity import Captivity


class Alert(Record):
    """Something about a captivity that somebody must look at. Raised by a verb, answered by a person."""

    captivity = models.ForeignKey(Captivity, models.PROTECT, related_name="alerts", verbose_name=_("captivity"))
    kind = models.CharField(_("alert"), max_length=12, choices=AlertKind)
    raised_at = models.DateTimeField(_("raised at"), db_default=Now(), editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), blank=True, editable=False)

    field_classes = classify(staff="captivity kind raised_at answered_at answered_by answer")
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person",)

    class Meta(Record.Meta):
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["captivity", "kind"], condition=models.Q(voided_at__isnull=True), name="alert_once"
            ),
            models.CheckConstraint(
                name="alert_answer_whole",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
