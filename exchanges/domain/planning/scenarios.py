"""The terms in several variants beside each other, and what each costs in priority."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from exchanges.domain.planning.conflicts import Conflict, conflict_of
from exchanges.domain.planning.explaining import Explained, explain, listed
from exchanges.domain.planning.problem import Kind, Ratio, Terms
from exchanges.domain.planning.solving import Solution, solve
from exchanges.plan_enums import ScenarioKind


@dataclass(frozen=True)
class Outcome:
    """What comes of one variant: who goes and why, or what stands in the way.

    `best` is what would be possible with the same numbers if nobody were refused and nobody insisted on.
    """

    kind: ScenarioKind
    terms: Terms
    solution: Solution | None
    best: Solution | None
    explained: Explained | None = None
    conflict: Conflict | None = None

    @property
    def lost(self) -> Mapping[tuple[str, int], int]:
        """How many of each tier in each direction do not go who would at best; below 0 where more do."""
        if not self.solution or not self.best:
            return {}
        return {key: number - self.solution.tiers.get(key, 0) for key, number in self.best.tiers.items()}

    @property
    def days_lost(self) -> int | None:
        """Days waited by those who go at best, less the days of those who go."""
        return self.best.days - self.solution.days if self.solution and self.best else None


def variants(terms: Terms, other_ratio: Ratio | None = None) -> Iterator[tuple[ScenarioKind, Terms]]:
    """The terms as asked, and then each variant that differs from those before it."""
    of_groups = [rule for rule in terms.rules if rule.group is not None]
    seen: list[Terms] = []
    for kind, variant in (
        (ScenarioKind.ASKED, terms),
        (ScenarioKind.NO_LIMITS, terms.without(*(rule for rule in of_groups if not rule.is_least))),
        (ScenarioKind.NO_DEMANDS, terms.without(*(rule for rule in of_groups if rule.is_least))),
        (ScenarioKind.OTHER_RATIO, replace(terms, ratio=other_ratio) if other_ratio else terms),
        (ScenarioKind.FREE, terms.without_groups()),
    ):
        if variant not in seen:
            seen.append(variant)
            yield kind, variant


def outcome_of(kinds: Sequence[Kind], kind: ScenarioKind, terms: Terms) -> Outcome:
    """Solve one variant, or say what stands in its way. In full only what was asked is explained."""
    solution = solve(kinds, terms)
    if solution is None:
        return Outcome(kind, terms, None, None, conflict=conflict_of(kinds, terms))
    free = terms.without_groups()
    best = solution if free == terms else solve(kinds, free)
    in_full = kind == ScenarioKind.ASKED
    return Outcome(kind, terms, solution, best, explain(kinds, terms, solution) if in_full else listed(kinds, solution))
