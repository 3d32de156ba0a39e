from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from prisoners.enums import Criterion
from prisoners.models.priority_policy import PriorityPolicy
from prisoners.triggers import FixedRules
from prisoners.validators import check_rule


class PriorityRule(Record):
    """One tier of a policy: whom it takes, and its place in the order. Two rules of one tier are alternatives.

    `values` says which: grades of health, cohorts by code, units by key, categories, or one number (days, years).
    """

    policy = models.ForeignKey(PriorityPolicy, models.PROTECT, related_name="rules", verbose_name=_("policy"))
    tier = models.PositiveSmallIntegerField(_("tier"), help_text=_("1 comes first."))
    criterion = models.CharField(_("looks at"), max_length=15, choices=Criterion)
    values = ArrayField(models.CharField(max_length=60), verbose_name=_("takes"))
    label_uk = models.CharField(_("reason in Ukrainian"), max_length=200)
    label_en = models.CharField(_("reason in English"), max_length=200)

    field_classes = classify(staff="policy tier criterion values label_uk label_en")
    view_permission = Permission.PRISONERS_FIGURES
    voided_alone = "a rule changes only while its policy is a draft, and the policy takes two people"
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("priority rule")
        verbose_name_plural = _("priority rules")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="priorityrule_tier_from_one", condition=models.Q(tier__gte=1)),
        ]
        triggers = [*Record.Meta.triggers, FixedRules()]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The reason in the reader's language."""
        return self.label_en if (get_language() or "").startswith("en") else self.label_uk

    def clean(self) -> None:
        check_rule(self)
