from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from sources.models import Source
from units.enums import UnitNameKind
from units.models.unit import Unit
from units.validators import check_stretch


class UnitName(Record):
    """What a unit was or is called besides its name and code of today: a former code, a former name, an alias."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=10, choices=UnitNameKind, default=UnitNameKind.ALIAS)
    name = models.CharField(_("name or code"), max_length=200)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it is not so any more.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    field_classes = classify(open="unit kind name valid_from valid_until source")
    view_permission = Permission.UNITS_VIEW
    voided_with = ("unit",)
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="unitname_from_before_until",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_from__lt=models.F("valid_until")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_stretch(self)
