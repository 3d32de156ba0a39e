from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from negotiations.enums import ProgrammeStatus
from sources.models import Source


class Programme(Record):
    """An agreement in force that exchanges are counted to, such as 1,000 for 1,000."""

    code = models.SlugField(_("code"), max_length=40)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    target_each = models.PositiveIntegerField(
        _("persons each way"), null=True, blank=True, help_text=_("Leave empty when the agreement is open-ended.")
    )
    terms = models.TextField(_("terms"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ProgrammeStatus, default=ProgrammeStatus.IN_FORCE)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    field_classes = classify(open="code name_uk name_en agreed_on target_each terms status source")
    view_permission = Permission.NEGOTIATIONS_VIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(voided_at__isnull=True),
                name="programme_code_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a programme with this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("negotiations:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_uk
