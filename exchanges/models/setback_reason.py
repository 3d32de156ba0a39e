from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify


class SetbackReason(Record):
    """Why an exchange was postponed, derailed or cancelled. A headquarters adds its own."""

    code = models.SlugField(_("code"), max_length=40)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    field_classes = classify(open="code name_uk name_en")
    view_permission = Permission.EXCHANGES_VIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("reason of a setback")
        verbose_name_plural = _("reasons of setbacks")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(voided_at__isnull=True),
                name="setbackreason_code_once",
                violation_error_message=_("There is already a reason with this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_uk
