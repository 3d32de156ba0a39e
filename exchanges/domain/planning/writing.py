"""What a plan found, as rows: its scenarios, whom they take, who is next in line, and who goes home beside them."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from exchanges.domain.planning.explaining import Goes, Waits
from exchanges.domain.planning.problem import Rule
from exchanges.domain.planning.scenarios import Outcome
from exchanges.domain.planning.solving import DIRECTIONS
from exchanges.models import Plan, PlanChoice, Scenario
from exchanges.plan_enums import ChoiceKind
from exchanges.queries.candidates import Fact, Found
from prisoners.queries.priority import Policy

Rules = Sequence[Rule]


def scenario_of(plan: Plan, place: int, outcome: Outcome, rules: Rules, policy: Policy) -> Scenario:
    """The row of one variant. Rules are told by their places in the plan."""
    ratio = outcome.terms.ratio
    return Scenario(
        plan=plan,
        kind=outcome.kind,
        place=place,
        ratio=[ratio.to_us, ratio.to_them] if ratio else None,
        rules=_places(outcome.terms.rules, rules),
        is_possible=outcome.solution is not None,
        **_reached(outcome, policy),
        conflict=_conflict(outcome, rules),
    )


def _reached(outcome: Outcome, policy: Policy) -> dict[str, Any]:
    if outcome.solution is None:
        return {}
    to_us, to_them = (outcome.solution.number(Rule(way, 0)) for way in DIRECTIONS)
    tiers = [
        {
            "direction": way,
            "tier": _tier(policy, tier),
            "number": outcome.solution.tiers.get((way, tier), 0),
            "lost": lost,
        }
        for (way, tier), lost in sorted(outcome.lost.items())
    ]
    days = {"days": outcome.solution.days, "days_lost": outcome.days_lost}
    return {"to_us": to_us, "to_them": to_them, "tiers": tiers, **days}


def _conflict(outcome: Outcome, rules: Rules) -> dict[str, Any]:
    found = outcome.conflict
    if found is None:
        return {}
    way_out = [[None if each.rule is None else rules.index(each.rule), each.bound] for each in found.way_out]
    return {"rules": _places(found.rules, rules), "ratio": found.has_ratio, "way_out": way_out}


def choices_of(
    scenario: Scenario, outcome: Outcome, rules: Rules, policy: Policy, found: Mapping[str, Found]
) -> Iterator[PlanChoice]:
    """Who goes by a scenario and who is next in line, each with what it hangs on."""
    if outcome.explained is None:
        return
    facts = {fact.key: fact for each in found.values() for fact in each.candidates}
    for kind, people in ((ChoiceKind.GOES, outcome.explained.goes), (ChoiceKind.WAITS, outcome.explained.waits)):
        for place, each in _numbered(people):
            told = {"hangs_on": _places(each.held_back_by if isinstance(each, Waits) else each.thanks_to, rules)}
            told |= {"more_places": each.more_places} if isinstance(each, Waits) else {}
            fact, way = facts[each.candidate.key], each.candidate.direction
            yield _choice(
                fact, policy, plan_id=scenario.plan_id, scenario=scenario, direction=way, kind=kind, place=place, **told
            )


def beside_of(plan: Plan, policy: Policy, found: Mapping[str, Found]) -> Iterator[PlanChoice]:
    """Who goes home whatever the numbers, in the order of priority."""
    for way, each in found.items():
        ordered = sorted(each.beside, key=lambda fact: (fact.tier, -(fact.days or 0), fact.key))
        for place, fact in enumerate(ordered, start=1):
            yield _choice(fact, policy, plan_id=plan.pk, direction=way, kind=ChoiceKind.BESIDE, place=place)


def _choice(fact: Fact, policy: Policy, **told: Any) -> PlanChoice:
    rule: uuid.UUID | None = policy.rules[fact.rule].pk if fact.rule < len(policy.rules) else None
    told |= {"category": fact.category, "days": fact.days, "rule_id": rule, "tier": policy.tier_of(fact.rule)}
    return PlanChoice(captivity_id=fact.key, **told)


def _numbered(people: Iterable[Goes | Waits]) -> Iterator[tuple[int, Goes | Waits]]:
    """Each with the place among those of the same direction."""
    places = dict.fromkeys(DIRECTIONS, 0)
    for each in people:
        places[each.candidate.direction] += 1
        yield places[each.candidate.direction], each


def _places(some: Iterable[Rule], rules: Rules) -> list[int]:
    return [rules.index(rule) for rule in some]


def _tier(policy: Policy, tier: int) -> int | None:
    """A tier of the policy; None for those whom no rule takes."""
    return tier if tier in policy.tiers else None
