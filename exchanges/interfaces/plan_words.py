"""How plans are put into words: rules, who stands in whose way, and why somebody goes or not yet."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.pieces import Chip, Progress
from exchanges.domain.planning.asked import Asked
from exchanges.domain.planning.problem import Rule
from exchanges.models import Plan, PlanChoice
from exchanges.plan_enums import ChoiceKind, PlanStatus, ScenarioKind
from exchanges.queries.plans import group_names
from negotiations.enums import Category, Direction

TONES = {
    PlanStatus.QUEUED: "neutral",
    PlanStatus.RUNNING: "active",
    PlanStatus.DONE: "good",
    PlanStatus.FAILED: "bad",
    PlanStatus.CANCELLED: "warning",
}
CHOICE_TONES = {ChoiceKind.GOES: "good", ChoiceKind.WAITS: "neutral", ChoiceKind.BESIDE: "active"}
DOING = {
    "looking": gettext_lazy("Looking who there is to choose from"),
    "solving": gettext_lazy("Reckoning the scenarios"),
    "writing": gettext_lazy("Writing down who was found"),
}
FAILURES = {
    "broke": gettext_lazy(
        "The plan could not be reckoned: something in the system failed. Ask again; nothing is lost."
    ),
    "worker_died": gettext_lazy("The plan could not be reckoned: the worker was stopped each time. Ask again."),
}
LEFT_OUT = {
    "engaged": gettext_lazy("already on a manifest"),
    "declined": gettext_lazy("refused to return"),
    "missing": gettext_lazy("missing, not known to be held"),
    "outside": gettext_lazy("outside the programme"),
    "age_unknown": gettext_lazy("of an age that is not known well enough for the programme"),
}


@dataclass(frozen=True)
class RuleWords:
    """The rules of a plan by their places, each in words."""

    rules: list[str]

    def of(self, places: list[int]) -> list[str]:
        return [self.rules[place] for place in places if place < len(self.rules)]


def rules_of(plan: Plan) -> RuleWords:
    """The rules of a plan in the reader's language; at most a statement for each kind of group."""
    asked = Asked.from_json(plan.terms)
    names = group_names(asked.subjects)
    return RuleWords([rule_words(rule, asked.subjects, names) for rule in asked.terms.rules])


def rule_words(rule: Rule, groups: tuple[str, ...], names: dict[str, str]) -> str:
    """“To us: nobody of “marines””."""
    told = {"way": Direction(rule.direction).label, "number": rule.bound}
    if rule.group is None:
        words = _("%(way)s: at least %(number)d") if rule.is_least else _("%(way)s: at most %(number)d")
        return words % told
    told["group"] = group_name(groups[rule.group], names)
    if rule.is_refusal:
        return _("%(way)s: nobody of “%(group)s”") % told
    if rule.is_least:
        return _("%(way)s: at least %(number)d of “%(group)s”") % told
    return _("%(way)s: at most %(number)d of “%(group)s”") % told


def group_name(group: str, names: dict[str, str]) -> str:
    """A group in words."""
    kind, _colon, value = group.partition(":")
    return str(Category(value).label) if kind == "category" else names.get(group, "…")


def why(choice: PlanChoice, rules: RuleWords) -> str:
    """Why somebody goes, or what would have to change."""
    if choice.kind == ChoiceKind.BESIDE:
        return _("%(category)s: goes home whatever the numbers") % {"category": choice.get_category_display()}
    if choice.kind == ChoiceKind.GOES:
        words = choice.rule.label if choice.rule else _("by the time waited; no tier")
        demands = [_("thanks to “%(rule)s”") % {"rule": each} for each in rules.of(choice.hangs_on)]
        return "; ".join([words, *demands])
    told = [_("would go without “%(rule)s”") % {"rule": each} for each in rules.of(choice.hangs_on)]
    if choice.more_places:
        more = ngettext("with %(number)d more place", "with up to %(number)d more places", choice.more_places)
        told.append(more % {"number": choice.more_places})
    if choice.scenario and choice.scenario.kind != ScenarioKind.ASKED:
        return _("what would have to change is told for the terms as asked")
    return "; ".join(told) or _("more than one thing would have to change")


def plan_chip(plan: Plan) -> Chip:
    """How far a plan is."""
    return Chip(plan.get_status_display(), TONES[PlanStatus(plan.status)])


def choice_chip(choice: PlanChoice) -> Chip:
    """What is proposed of somebody."""
    return Chip(choice.get_kind_display(), CHOICE_TONES[ChoiceKind(choice.kind)])


def doing(plan: Plan) -> str:
    """How far the work is."""
    if plan.status == PlanStatus.QUEUED:
        return _("Waiting for a worker…")
    return str(DOING.get(plan.message, _("Beginning…")))


def progress_of(plan: Plan) -> Progress:
    """The bar of the work on a plan."""
    url = reverse("exchanges:plan-status", args=[plan.pk])
    return Progress(url, _("The plan is being reckoned"), doing(plan), plan.progress, finished=not plan.is_working)
