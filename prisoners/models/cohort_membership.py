from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from prisoners.models.captivity import Captivity
from prisoners.models.cohort import Cohort


class CohortMembership(Record):
    """A captivity that belongs to a cohort."""

    captivity = models.ForeignKey(
        Captivity, models.PROTECT, db_index=False, related_name="memberships", verbose_name=_("captivity")
    )
    cohort = models.ForeignKey(
        Cohort, models.PROTECT, db_index=False, related_name="memberships", verbose_name=_("cohort")
    )

    field_classes = classify(staff="captivity cohort")
    view_permission = Permission.PRISONERS_VIEW
    voided_alone = "one of a list that is edited with the captivity"
    scoped_by = ("captivity__person",)

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["cohort"], include=["captivity", "voided_at"], name="cohortmembership_of_cohort")
        ]
        verbose_name = _("member of a cohort")
        verbose_name_plural = _("members of cohorts")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["captivity", "cohort"],
                condition=models.Q(voided_at__isnull=True),
                name="cohortmembership_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.cohort)
