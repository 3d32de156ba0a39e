from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import FieldClass, classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from prisoners.enums import HealthGrade
from prisoners.models.captivity import Captivity
from sources.models import Source


class HealthAssessment(Record):
    """How a prisoner was on a day. Of the seriously ill it is wanted weekly (GC III art. 122)."""

    captivity = models.ForeignKey(
        Captivity, models.PROTECT, db_index=False, related_name="health_assessments", verbose_name=_("captivity")
    )
    assessed_on = date_field(_("assessed on"))
    assessed_on_precision = precision_field(_("assessment known to the"))
    grade = models.CharField(_("state of health"), max_length=20, choices=HealthGrade)
    findings = models.TextField(_("findings"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )

    assessed = PartialDateProperty("assessed_on")

    field_classes = classify(health="assessed_on assessed_on_precision grade findings source", staff="captivity")
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person",)
    all_of_class = FieldClass.HEALTH
    called_by = ("grade", "assessed_on")

    class Meta(Record.Meta):
        verbose_name = _("health assessment")
        verbose_name_plural = _("health assessments")
        indexes = [
            # How each was on a day is read along it (`prisoners.queries.priority.HEALTH`), without sorting.
            models.Index(
                models.F("captivity"),
                models.F("assessed_on").desc(nulls_last=True),
                models.F("id").desc(),
                include=["grade", "voided_at"],
                name="health_latest_first",
            ),
        ]
        constraints = [*Record.Meta.constraints, date_whole("healthassessment", "assessed_on")]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} · {self.assessed}"
