from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from units.enums import UnitKind
from units.models.branch import Branch
from units.models.party import Party
from units.validators import check_unit


class Unit(Record):
    """A formation or unit of a party. Where it stands in the tree is told by its placements, which have dates."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="units", verbose_name=_("party"))
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("branch of service")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind, default=UnitKind.MILITARY_UNIT)
    code = models.CharField(
        _("code"), max_length=20, blank=True, help_text=_("The code in use now, such as 3057; older ones are names.")
    )
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(
        _("name in English"), max_length=200, blank=True, help_text=_("Blank: the Ukrainian name is shown.")
    )
    formed_on = models.DateField(_("formed on"), null=True, blank=True)
    disbanded_on = models.DateField(_("disbanded on"), null=True, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("predecessor")
    )
    notes = models.TextField(_("notes"), blank=True)

    field_classes = classify(
        open="party branch kind code name_uk name_en formed_on disbanded_on predecessor", staff="notes"
    )
    view_permission = Permission.UNITS_VIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "code"],
                condition=models.Q(voided_at__isnull=True) & ~models.Q(code=""),
                name="unit_code_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a unit of this party with this code."),
            ),
            models.CheckConstraint(
                name="unit_formed_before_disbanded",
                condition=models.Q(formed_on__isnull=True)
                | models.Q(disbanded_on__isnull=True)
                | models.Q(formed_on__lte=models.F("disbanded_on")),
            ),
            models.CheckConstraint(
                name="unit_not_own_predecessor",
                condition=models.Q(predecessor__isnull=True) | ~models.Q(predecessor=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return code_and_name(self.code, self.name)

    def get_absolute_url(self) -> str:
        return reverse("units:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name_uk

    def clean(self) -> None:
        check_unit(self)


def code_and_name(code: str, name: str) -> str:
    """What a unit is called: its name, and its code where the name does not tell it."""
    return name if not code or code in name else f"{name} ({code})"
