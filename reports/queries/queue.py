"""The order of priority in numbers: how many each rule takes, since when they are held, and who comes first."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from accounts.models import User
from prisoners.models import Captivity
from prisoners.queries.held import Selection, Statement, held, rows
from prisoners.queries.priority import NO_TIER, Policy, in_order, ordered, rank_sql


@dataclass
class Taken:
    """Those whom a rule takes, by day of capture; None is a day that is not known."""

    days: Counter[datetime.date | None] = field(default_factory=Counter)

    @property
    def persons(self) -> int:
        return self.days.total()

    def ages(self, on: datetime.date) -> dict[int, int]:
        """How many are held for how many days, of those whose capture is known."""
        return {(on - day).days: persons for day, persons in self.days.items() if day}


def taken_by_rule(selection: Selection, policy: Policy) -> dict[int, Taken]:
    """Everybody held by the place of the rule that takes them, NO_TIER for those whom none does: one statement."""
    statement, select = ordered(selection, policy)
    found: defaultdict[int, Taken] = defaultdict(Taken)
    grouped = f"SELECT o.place, o.captured_on, count(*) FROM ({select}) o GROUP BY 1, 2"  # noqa: S608
    for place, day, persons in rows(statement, grouped):
        found[place].days[day] = persons
    return dict(found)


def held_by_tier(selection: Selection, policy: Policy) -> dict[tuple[str, ...] | None, int]:
    """Those held by tier, each as `tier_name` calls it, None for those in none; every tier of the policy is told."""
    found = dict.fromkeys([tuple(tier_name(policy, tier)) for tier in policy.tiers] + [None], 0)
    for place, each in taken_by_rule(selection, policy).items():
        tier = policy.tier_of(place)
        found[tuple(tier_name(policy, tier)) if tier is not None else None] += each.persons
    return found


def taken(selection: Selection, policy: Policy, places: Collection[int]) -> Statement:
    """Those held whom the rules at these places take."""
    statement = held(selection)
    statement.limit(f"{rank_sql(policy, statement)} = ANY(%(places)s)", places=list(places))
    return statement


def first_in_order(user: User, selection: Selection, policy: Policy, limit: int) -> list[tuple[int, int, Captivity]]:
    """The first of the order with place and rule, of those whom the user may see."""
    found = in_order(selection, policy, limit=limit)
    seen = Captivity.objects.visible_to(user).select_related("person").in_bulk([each.id for each in found])
    return [(n, each.place, seen[each.id]) for n, each in enumerate(found, start=1) if each.id in seen]


def tier_name(policy: Policy, tier: int) -> list[str]:
    """What a tier is called, in both languages, after its number."""
    labels = [(rule.label_uk, rule.label_en) for rule in policy.rules if rule.tier == tier]
    uk, en = (" / ".join(words) for words in zip(*labels, strict=True))
    return [str(tier), f"{tier}. {uk}", f"{tier}. {en}"]


def rule_name(policy: Policy, place: int) -> list[str]:
    """What a rule is called, in both languages, with the number of its tier."""
    rule = policy.rules[place]
    return [str(place), f"{rule.tier}. {rule.label_uk}", f"{rule.tier}. {rule.label_en}"]


def places_of_tier(policy: Policy, tier: int | None) -> list[int]:
    """The places of the rules of a tier; of None that of those whom no rule takes."""
    if tier is None:
        return [NO_TIER]
    return [place for place, rule in enumerate(policy.rules) if rule.tier == tier]
