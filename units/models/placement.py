import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import classify
from common.date_ranges import DateRange
from units.models.unit import Unit
from units.triggers import NoRing
from units.validators import check_placement

Q = models.Q


class PlacementQuerySet(RecordQuerySet):
    def on(self, day: datetime.date) -> "PlacementQuerySet":
        """Placements in force on a day."""
        began = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        lasts = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
        return self.standing().filter(began, lasts)


class Placement(Record):
    """Under which unit a unit stood, and when. One parent at a time; never a ring, on any day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements", verbose_name=_("unit"))
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="placed_under", verbose_name=_("under"))
    valid_from = models.DateField(_("from"), null=True, blank=True, help_text=_("Blank: as far back as is known."))
    valid_until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it is not so any more.")
    )

    objects = PlacementQuerySet.as_manager()

    field_classes = classify(open="unit parent valid_from valid_until")
    view_permission = Permission.UNITS_VIEW
    voided_alone = "a unit is moved in the tree by one person, which may take a place back"
    scoped_by = ()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, NoRing()]
        verbose_name = _("place in the tree")
        verbose_name_plural = _("places in the tree")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="placement_not_own_parent", condition=~Q(unit=models.F("parent"))),
            models.CheckConstraint(
                name="placement_from_before_until",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lt=models.F("valid_until")),
            ),
            ExclusionConstraint(
                name="placement_one_parent",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
                violation_error_code="duplicate",
                violation_error_message=_("The unit already has a place in the tree in that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.parent}"

    def clean(self) -> None:
        check_placement(self)
