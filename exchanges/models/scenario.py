from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from audit.triggers import keep
from common.classification import classify
from common.ids import new_id
from exchanges.models.plan import OfPlanQuerySet, Plan
from exchanges.plan_enums import ScenarioKind


class Scenario(models.Model):
    """One variant of a plan's terms with what comes of it, or with what stands in its way.

    Not in the book: it follows from the plan, which is. Who is nominated from it is in the book by that.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="scenarios", verbose_name=_("plan"))
    kind = models.CharField(_("scenario"), max_length=12, choices=ScenarioKind)
    place = models.PositiveSmallIntegerField(_("place"))
    ratio = ArrayField(models.PositiveIntegerField(), size=2, null=True, verbose_name=_("ratio"))
    #: Places of the rules of the plan that hold in it.
    rules = ArrayField(models.PositiveSmallIntegerField(), default=list, verbose_name=_("rules that hold"))
    is_possible = models.BooleanField(_("possible"))
    to_us = models.PositiveIntegerField(_("to us"), null=True)
    to_them = models.PositiveIntegerField(_("to them"), null=True)
    days = models.PositiveBigIntegerField(_("days waited by those who go"), null=True)
    days_lost = models.BigIntegerField(_("days waited that are lost"), null=True)
    tiers = models.JSONField(_("by tier"), default=list)
    conflict = models.JSONField(_("what contradicts"), default=dict)

    objects = OfPlanQuerySet.as_manager()

    all_of_class = None
    field_classes = classify(
        open="id", staff="plan kind place ratio rules is_possible to_us to_them days days_lost tiers conflict"
    )
    view_permission = Permission.PLANS_VIEW
    scoped_by = ("plan__exchange",)

    class Meta:
        verbose_name = _("scenario of a plan")
        verbose_name_plural = _("scenarios of plans")
        ordering = ["plan", "place"]
        triggers = keep()
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="scenario_once"),
            models.CheckConstraint(
                name="scenario_possible_or_says_why",
                condition=models.Q(is_possible=True, to_us__isnull=False, to_them__isnull=False, conflict={})
                | models.Q(is_possible=False, to_us__isnull=True, to_them__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"
