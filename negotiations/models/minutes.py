from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import AppendOnly
from common.classification import classify
from negotiations.models.round import Round


class Minutes(Record):
    """A file of what was said in a round, for the few who may read it. It never changes: a correction is a new file."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="minutes", verbose_name=_("round"))
    name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(_("kind of the file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    field_classes = classify(staff="round name content_type size sha256")
    view_permission = Permission.NEGOTIATIONS_MINUTES
    voided_with = ("round",)
    scoped_by = ("round",)

    class Meta(Record.Meta):
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "sha256"],
                condition=models.Q(voided_at__isnull=True),
                name="minutes_once",
                violation_error_code="duplicate",
                violation_error_message=_("This file is already among the minutes of the round."),
            ),
        ]
        triggers = [*Record.Meta.triggers, AppendOnly()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('rounds:detail', args=[self.round_id])}#minutes"
