from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify


class Cohort(Record):
    """Persons taken together, whatever their units: the Mariupol garrison, Azovstal, Zmiinyi. A reference row."""

    code = models.SlugField(_("code"), max_length=40)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    field_classes = classify(staff="code name_uk name_en")
    view_permission = Permission.PRISONERS_FIGURES
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(voided_at__isnull=True),
                name="cohort_code_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a cohort with this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_uk
