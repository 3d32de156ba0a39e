from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from units.models.party import Party


class Branch(Record):
    """A branch of service, such as the marines. A headquarters adds its own; without a party it is of every side."""

    code = models.SlugField(_("code"), max_length=40)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="branches", verbose_name=_("party")
    )

    field_classes = classify(open="code name_uk name_en party")
    view_permission = Permission.UNITS_VIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("branch of service")
        verbose_name_plural = _("branches of service")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(voided_at__isnull=True),
                name="branch_code_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a branch with this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("branches:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_uk
