"""What the page of a plan shows: what was asked and assumed, the scenarios side by side, what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.forms import Form
from common.templatetags.obmin import known
from exchanges.domain.planning.asked import Asked
from exchanges.interfaces.plan_words import LEFT_OUT, RuleWords
from exchanges.models import Exchange, Plan, Scenario
from exchanges.queries.plans import exchanges_ahead
from negotiations.enums import Direction

#: Pixels of the bar of the largest number.
WIDTH = 200


@dataclass(frozen=True)
class Column:
    """A scenario as a column of the comparison, with its bars."""

    scenario: Scenario
    tiers: list[dict[str, Any] | None]
    bars: list[tuple[str, int, float]]
    conflict: list[str]
    way_out: list[str]

    @property
    def ratio(self) -> str:
        return " : ".join(map(str, self.scenario.ratio or []))


@dataclass(frozen=True)
class Comparison:
    """The scenarios side by side; a row for each tier of each direction."""

    columns: list[Column]
    rows: list[tuple[str, list[dict[str, Any] | None]]]


def compared(scenarios: Iterable[Scenario], rules: RuleWords) -> Comparison:
    """The scenarios of a plan beside each other."""
    found = list(scenarios)
    keys = sorted({_key(tier) for each in found for tier in each.tiers}, key=_order)
    largest = max((number or 0 for each in found for number in (each.to_us, each.to_them)), default=0) or 1
    columns = [_column(each, keys, rules, largest) for each in found]
    rows = [(_tier_words(key), [column.tiers[n] for column in columns]) for n, key in enumerate(keys)]
    return Comparison(columns, rows)


def _column(scenario: Scenario, keys: list[tuple], rules: RuleWords, largest: int) -> Column:
    tiers = {_key(tier): tier for tier in scenario.tiers}
    numbers = (("ours", scenario.to_us), ("theirs", scenario.to_them))
    bars = [(name, number, number / largest * WIDTH) for name, number in numbers if number is not None]
    conflict = rules.of(scenario.conflict.get("rules", []))
    conflict += [_("the ratio")] if scenario.conflict.get("ratio") else []
    way_out = [_way_out(place, bound, rules) for place, bound in scenario.conflict.get("way_out", [])]
    return Column(scenario, [tiers.get(key) for key in keys], bars, conflict, way_out)


def _way_out(place: int | None, bound: int | None, rules: RuleWords) -> str:
    if place is None:
        return _("the ratio is given up")
    return _("“%(rule)s” becomes %(number)s") % {"rule": "".join(rules.of([place])), "number": bound}


def _key(tier: dict[str, Any]) -> tuple[str, int | None]:
    return tier["direction"], tier["tier"]


def _order(key: tuple[str, int | None]) -> tuple:
    direction, tier = key
    return direction != Direction.TO_US, tier is None, tier or 0


def _tier_words(key: tuple[str, int | None]) -> str:
    direction, tier = key
    told = {"direction": Direction(direction).label, "tier": tier}
    return _("tier %(tier)s, %(direction)s") % told if tier else _("no tier, %(direction)s") % told


def facts_of(plan: Plan) -> list[tuple[str, Any]]:
    """What was asked, and who was considered."""
    asked = Asked.from_json(plan.terms)
    ratio = " : ".join(map(str, asked.ratio)) if asked.ratio else _("none")
    return [
        (_("With whom"), plan.other_side),
        (_("For the exchange"), plan.exchange or _("none")),
        (_("By the programme"), plan.programme or _("none")),
        (_("Hand-over on"), known(plan.hand_over_on)),
        (_("Ratio"), ratio),
        (_("Priority policy"), plan.policy or (_("none: the longest held come first") if not plan.is_working else "")),
        (_("Asked by"), plan.asked_by),
        *((Direction(way).label.capitalize(), _considered(told)) for way, told in plan.considered.items()),
    ]


def _considered(told: dict[str, int]) -> str:
    words = [
        _("%(number)s to choose from") % {"number": told.get("candidates", 0)},
        _("%(number)s beside any number") % {"number": told.get("beside", 0)},
    ]
    words += [f"{told[key]} {label}" for key, label in LEFT_OUT.items() if told.get(key)]
    return "; ".join(words)


class NominateForm(Form):
    """Onto the manifest of which exchange."""

    exchange = forms.ModelChoiceField(label=gettext_lazy("Exchange"), queryset=Exchange.objects.none())
    beside = forms.BooleanField(
        label=gettext_lazy("Also those who go home beside it, whatever the numbers"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: User, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exchange"].queryset = exchanges_ahead(user)
        self.fields["exchange"].initial = plan.exchange_id
