"""Synthetic priority policies."""

import datetime
from typing import Any

from accounts.models import User
from accounts.roles import Role
from prisoners.domain.policies import approve_policy, draft_policy, propose_policy, set_rules
from prisoners.models import PriorityPolicy
from tests.factories.accounts import user_with

WOMEN = ("sex", ["female"])
CIVILIANS = ("category", ["civilian"])
LONG_HELD = ("days_held", ["365"])
GRAVE = ("health", ["gravely_sick", "seriously_wounded"])


def rule(tier: int, criterion: str, values: list[str], label: str = "") -> dict[str, Any]:
    """A rule as the verbs take it."""
    label = label or f"{criterion} {' '.join(values)}"
    return {"tier": tier, "criterion": criterion, "values": values, "label_uk": label, "label_en": label}


def draft(*rules: tuple[str, list[str]], since: str = "2024-08-01", by: User | None = None) -> PriorityPolicy:
    """A draft, each rule a tier of its own."""
    by = by or User.objects.system()
    policy = draft_policy(name=f"Synthetic {since}", effective_from=datetime.date.fromisoformat(since), by=by)
    set_rules(policy=policy, rules=[rule(tier, *each) for tier, each in enumerate(rules, start=1)], by=by)
    return policy


def proposed(*rules: tuple[str, list[str]], since: str = "2024-08-01", by: User | None = None) -> PriorityPolicy:
    return propose_policy(policy=draft(*rules, since=since, by=by), by=by or User.objects.system())


def in_force(*rules: tuple[str, list[str]], since: str = "2024-08-01") -> PriorityPolicy:
    """A policy that two people put into force."""
    return approve_policy(policy=proposed(*rules, since=since), by=user_with(Role.APPROVER))
