"""What a plan is asked: whom it may choose among, and the rules that hold of those chosen. It knows no register.

Only those whom a ratio may count are candidates. Medical repatriation and the release of civilians depend on no number
(GC III art. 109, GC IV art. 132): whoever goes home so never gets here.
"""

import math
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from negotiations.enums import Direction


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may go: the tier of the policy (the lowest first), the days waited, and a bit for each group."""

    key: uuid.UUID
    direction: str
    tier: int
    days: int
    groups: int = 0

    @property
    def order(self) -> tuple[int, int, uuid.UUID]:
        """The order of priority: by tier, then whoever waited longest, then by key, which is as good as a lot."""
        return self.tier, -self.days, self.key


@dataclass(frozen=True, slots=True)
class Rule:
    """So many at least, or at most, of those of a group who go one way; without a group of all who do."""

    direction: str
    bound: int
    is_least: bool = False
    #: The place of the bit in `Candidate.groups`.
    group: int | None = None

    @property
    def is_refusal(self) -> bool:
        return self.group is not None and not self.is_least and self.bound == 0

    def counts(self, direction: str, groups: int) -> bool:
        """Whether it counts somebody of these groups who goes that way."""
        return self.direction == direction and (self.group is None or bool(groups >> self.group & 1))

    def broken_by(self, number: int) -> int:
        """By how many a number breaks it; 0 where it holds."""
        return max(self.bound - number if self.is_least else number - self.bound, 0)


@dataclass(frozen=True)
class Ratio:
    """So many to us for so many to them, in lowest terms: 40 for 150 is kept by 4 for 15 too."""

    to_us: int
    to_them: int

    @classmethod
    def of(cls, to_us: int, to_them: int) -> "Ratio":
        """Raises ValueError for a ratio with nobody on one side: that would be no ratio."""
        if to_us < 1 or to_them < 1:
            raise ValueError("both sides of a ratio are at least 1")
        common = math.gcd(to_us, to_them)
        return cls(to_us // common, to_them // common)

    def step(self, direction: str) -> int:
        return self.to_us if direction == Direction.TO_US else self.to_them


@dataclass(frozen=True)
class Terms:
    """All that holds of those who are chosen."""

    rules: tuple[Rule, ...] = ()
    ratio: Ratio | None = None

    def without(self, *rules: Rule) -> "Terms":
        return replace(self, rules=tuple(rule for rule in self.rules if rule not in rules))

    def without_groups(self) -> "Terms":
        """Only how many go, whoever they are."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.group is None))

    def with_places(self, more: int, direction: str) -> "Terms":
        """With so many more places one way; under a ratio so many more steps of it, both ways."""

        def raised(rule: Rule) -> Rule:
            if rule.is_least or rule.group is not None or (not self.ratio and rule.direction != direction):
                return rule
            return replace(rule, bound=rule.bound + more * (self.ratio.step(rule.direction) if self.ratio else 1))

        return replace(self, rules=tuple(map(raised, self.rules)))


@dataclass(frozen=True)
class Kind:
    """Candidates who differ for the rules in nothing: of them those who waited longest go first."""

    direction: str
    tier: int
    groups: int
    members: tuple[Candidate, ...]


def kinds_of(candidates: Iterable[Candidate]) -> list[Kind]:
    """The candidates by kind, always in the same order, whatever order they come in."""
    found = defaultdict(list)
    for each in candidates:
        found[each.direction, each.tier, each.groups].append(each)
    return [Kind(*key, tuple(sorted(found[key], key=lambda each: each.order))) for key in sorted(found)]
