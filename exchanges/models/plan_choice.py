from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from audit.triggers import keep
from common.classification import classify
from common.ids import new_id
from exchanges.manifest_enums import EntryCategory
from exchanges.models.plan import OfPlanQuerySet, Plan
from exchanges.models.scenario import Scenario
from exchanges.plan_enums import ChoiceKind
from negotiations.enums import Direction
from prisoners.models import Captivity, PriorityRule

Q = models.Q


class PlanChoice(models.Model):
    """Whom a plan proposes, who is next in line, and who goes home beside it; in each direction, with why.

    Whoever goes beside it (the seriously wounded and sick, civilians, retained personnel) is of the plan and of no
    scenario: no ratio can count them, and the database holds that. Not in the book, as Scenario.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="choices", verbose_name=_("plan"))
    scenario = models.ForeignKey(
        Scenario, models.PROTECT, null=True, db_index=False, related_name="choices", verbose_name=_("scenario")
    )
    captivity = models.ForeignKey(Captivity, models.PROTECT, related_name="+", verbose_name=_("captivity"))
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    kind = models.CharField(_("proposed"), max_length=6, choices=ChoiceKind)
    category = models.CharField(_("category"), max_length=10, choices=EntryCategory)
    place = models.PositiveIntegerField(_("place"))
    rule = models.ForeignKey(
        PriorityRule, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("rule of the policy")
    )
    tier = models.PositiveSmallIntegerField(_("tier"), null=True)
    days = models.PositiveIntegerField(_("days waited"), null=True)
    #: Places of the rules of the plan: of who goes, what they go thanks to; of who waits, what keeps them back.
    hangs_on = ArrayField(models.PositiveSmallIntegerField(), default=list, verbose_name=_("hangs on"))
    more_places = models.PositiveSmallIntegerField(_("more places that would do"), null=True)

    objects = OfPlanQuerySet.as_manager()

    all_of_class = None
    field_classes = classify(
        open="id",
        staff="plan scenario captivity direction kind place rule tier days hangs_on more_places",
        health="category",
    )
    view_permission = Permission.PLANS_VIEW
    scoped_by = ("plan__exchange", "captivity__person")

    class Meta:
        verbose_name = _("choice of a plan")
        verbose_name_plural = _("choices of plans")
        ordering = ["plan", "direction", "kind", "place"]
        triggers = keep()
        constraints = [
            models.UniqueConstraint(fields=["scenario", "captivity"], name="planchoice_once"),
            models.UniqueConstraint(
                fields=["plan", "captivity"], condition=Q(scenario__isnull=True), name="planchoice_beside_once"
            ),
            models.CheckConstraint(
                name="planchoice_only_soldiers_are_counted",
                condition=Q(scenario__isnull=True, kind=ChoiceKind.BESIDE) & ~Q(category=EntryCategory.MILITARY)
                | Q(scenario__isnull=False, category=EntryCategory.MILITARY) & ~Q(kind=ChoiceKind.BESIDE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.captivity}: {self.get_kind_display()}"
