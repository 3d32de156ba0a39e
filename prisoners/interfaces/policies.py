"""What meets people of priority policies: forms, and rules in plain words."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.interfaces.record_form import RecordForm
from accounts.models import User
from accounts.roles import Permission
from common.forms import Form, ReasonField
from common.pieces import Chip
from common.today import Waiting
from prisoners.domain.policies import said
from prisoners.enums import Criterion, PolicyStatus
from prisoners.models import Cohort, PriorityPolicy, PriorityRule
from prisoners.queries.policies import policies
from prisoners.validators import RULE_CODES, RULE_LIMITS
from units.models import Unit

#: Of what waits, so many are named on Today.
SHOWN = 5
TONES = {
    PolicyStatus.DRAFT: "neutral",
    PolicyStatus.PROPOSED: "active",
    PolicyStatus.IN_FORCE: "good",
    PolicyStatus.REFUSED: "bad",
}
#: What a draft's page does with a rule.
CHANGES = [("up", _("Up")), ("down", _("Down")), ("remove", _("Take out"))]
VERBS = {
    "priorities.draft_policy": _("drafted a priority policy"),
    "priorities.revise_policy": _("corrected a draft of a priority policy"),
    "priorities.set_rules": _("set the rules of a priority policy"),
    "priorities.propose_policy": _("proposed a priority policy"),
    "priorities.approve_policy": _("put a priority policy into force"),
    "priorities.refuse_policy": _("refused a priority policy"),
}


def chip(policy: PriorityPolicy) -> Chip:
    """The state of a policy."""
    return Chip(policy.get_status_display(), TONES[PolicyStatus(policy.status)])


@dataclass(frozen=True)
class ShownRule:
    """A rule as a page shows it: its tier, the reason that stands beside a name, and whom it takes in plain words."""

    id: uuid.UUID
    tier: int
    label: str
    takes: str


def in_words(rules: Iterable[PriorityRule]) -> list[ShownRule]:
    """Rules in plain words; two queries for any number of them."""
    rules = list(rules)
    cohorts = {each.code: str(each) for each in Cohort.objects.filter(code__in=_values(rules, Criterion.COHORT))}
    units = {str(each.pk): str(each) for each in Unit.objects.filter(pk__in=_values(rules, Criterion.UNIT))}
    return [ShownRule(rule.pk, rule.tier, rule.label, _takes(rule, cohorts | units)) for rule in rules]


def _values(rules: list[PriorityRule], criterion: Criterion) -> list[str]:
    return [value for rule in rules if rule.criterion == criterion for value in rule.values]


def _takes(rule: PriorityRule, named: dict[str, str]) -> str:
    if rule.criterion == Criterion.DAYS_HELD:
        days = int(rule.values[0])
        return ngettext("held for at least %(days)d day", "held for at least %(days)d days", days) % {"days": days}
    if rule.criterion == Criterion.UNDER_AGE:
        years = int(rule.values[0])
        return ngettext("younger than %(n)d year", "younger than %(n)d years", years) % {"n": years}
    codes = RULE_CODES.get(rule.criterion)
    words = [str(codes(value).label) if codes else named.get(value, value) for value in rule.values]
    any_of = get_text_list(words, _now("or"))
    return f"{rule.get_criterion_display()}: {any_of}"


class PolicyForm(RecordForm):
    """How a draft is called, from when it is to hold, on which source."""

    class Meta(RecordForm.Meta):
        model = PriorityPolicy
        fields = ["name", "effective_from", "source", "note"]


class DraftForm(PolicyForm):
    """A new draft, with the rules of another policy where one is chosen."""

    copied_from = forms.ModelChoiceField(
        PriorityPolicy.objects.all(),
        label=_("Copy the rules of"),
        required=False,
        help_text=_("They can be changed in the draft; the policy that they come from stays as it is"),
    )
    blank_label = _("None: begin without rules")


class RuleForm(Form):
    """A rule of a draft, about one criterion: whom it takes, in which tier, and the reason in both languages."""

    LAST = "last"

    def __init__(self, *args: Any, criterion: Criterion, tiers: list[int], user: User, **kwargs: Any) -> None:
        self.criterion = criterion
        super().__init__(*args, **kwargs)
        alternatives = [(str(tier), _now("an alternative in tier %(tier)d") % {"tier": tier}) for tier in tiers]
        self.fields["values"] = _values_field(criterion, user)
        self.fields["tier"] = forms.ChoiceField(
            label=_("Place"), choices=[(self.LAST, _("a tier of its own, after all others")), *alternatives]
        )
        self.fields["label_uk"] = forms.CharField(label=_("Reason in Ukrainian"), max_length=200)
        self.fields["label_en"] = forms.CharField(
            label=_("Reason in English"), max_length=200, help_text=_("It stands beside each name that the rule takes")
        )

    def rule(self, tiers: list[int]) -> dict[str, Any]:
        """The rule as the verb takes it."""
        said = self.cleaned_data
        tier = max(tiers, default=0) + 1 if said["tier"] == self.LAST else int(said["tier"])
        return {
            "tier": tier,
            "criterion": self.criterion,
            "values": said["values"],
            "label_uk": said["label_uk"],
            "label_en": said["label_en"],
        }


class UnitCodeField(forms.CharField):
    """The code of a unit, as the list of the one key that a rule holds."""

    def __init__(self, user: User) -> None:
        self.user = user
        super().__init__(label=_("Unit"), max_length=20, help_text=_("Its code, such as 3057; with those under it"))

    def clean(self, value: Any) -> list[str]:
        code = super().clean(value)
        found = Unit.objects.visible_to(self.user).standing().filter(code=code).values_list("pk", flat=True)[:2]
        if len(found) != 1:
            raise ValidationError(_("There is no unit of this code, or there are several."))
        return [str(found[0])]


class NumberField(forms.IntegerField):
    """A whole number, as the list of one text that a rule holds."""

    def clean(self, value: Any) -> list[str]:
        return [str(super().clean(value))]


def _values_field(criterion: Criterion, user: User) -> forms.Field:
    if codes := RULE_CODES.get(criterion):
        choices = codes.choices
    elif criterion == Criterion.COHORT:
        choices = [(each.code, str(each)) for each in Cohort.objects.visible_to(user).standing().order_by("code")]
    elif criterion == Criterion.UNIT:
        return UnitCodeField(user)
    else:
        label = _("Days") if criterion == Criterion.DAYS_HELD else _("Years of age")
        return NumberField(label=label, min_value=1, max_value=RULE_LIMITS[criterion])
    return forms.MultipleChoiceField(label=criterion.label, choices=choices, widget=forms.CheckboxSelectMultiple)


class RefusalForm(Form):
    """Why a proposed policy is refused."""

    reason = ReasonField(label=_("Why it is refused"))


def moved(rules: Sequence[PriorityRule], rule: uuid.UUID, change: str) -> list[dict[str, Any]]:
    """The rules with one of them taken out, or moved a tier `up` or `down`; alternatives of one tier move together."""
    kept = [(each, said(each)) for each in rules if not (change == "remove" and each.pk == rule)]
    tier = next((each.tier for each in rules if each.pk == rule), None)
    other = {"up": -1, "down": 1}.get(change, 0)
    if tier is None or not other:
        return [says for _each, says in kept]
    swap = {tier: tier + other, tier + other: tier} if tier + other in {each.tier for each in rules} else {}
    return [says | {"tier": swap.get(each.tier, each.tier)} for each, says in kept]


def waiting_policies(user: User) -> list[Waiting]:
    """Proposed policies that wait for this person's signature, for the page Today."""
    if not user.has_perm(Permission.PRIORITIES_APPROVE):
        return []
    found = list(policies(user).standing().filter(status=PolicyStatus.PROPOSED).exclude(proposed_by=user)[:100])
    items = [(str(policy), policy.get_absolute_url()) for policy in found[:SHOWN]]
    return [
        Waiting(
            _now("Priority policies to approve or refuse"), "warning", len(found), items, reverse("priorities:list")
        )
    ]
