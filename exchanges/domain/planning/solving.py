"""The integer programme: how many of each kind go, best by the policy, then by the time waited, then by the order.

The levels are solved one after the other, each held at its best while the next is raised: exact, where weights that
put one level before the other would be too large for floating point (ADR 0024). What is counted are kinds, so that the
programme stays small however many candidates there are; the days are steps that fall along a kind, so that those who
waited longest come first in it by themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import highspy

from exchanges.domain.planning.problem import Candidate, Kind, Rule, Terms
from negotiations.enums import Direction

DIRECTIONS = (Direction.TO_US, Direction.TO_THEM)
#: A proof of the very best: no gap is left, and one thread makes the same answer each time.
OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}
_OPEN = highspy.kHighsInf
Row = dict[int, float]
Tier = tuple[str, int]


class Unsolved(Exception):
    """The solver gave no answer that holds when it is counted over in whole numbers."""


@dataclass(frozen=True)
class Solution:
    """How many of each kind go, and what that is worth on each level."""

    kinds: Sequence[Kind]
    numbers: tuple[int, ...]

    def takes(self, place: int, member: int) -> bool:
        """Whether it takes a member of a kind, both by their place."""
        return member < self.numbers[place]

    @property
    def chosen(self) -> list[Candidate]:
        """Who goes, in the order of priority."""
        taken = (each for kind, number in zip(self.kinds, self.numbers, strict=True) for each in kind.members[:number])
        return sorted(taken, key=lambda each: (DIRECTIONS.index(each.direction), each.order))

    def number(self, rule: Rule) -> int:
        """How many of the chosen a rule counts."""
        pairs = zip(self.kinds, self.numbers, strict=True)
        return sum(number for kind, number in pairs if rule.counts(kind.direction, kind.groups))

    @property
    def tiers(self) -> dict[Tier, int]:
        """How many go of each tier in each direction."""
        found: dict[Tier, int] = {}
        for kind, number in zip(self.kinds, self.numbers, strict=True):
            key = kind.direction, kind.tier
            found[key] = found.get(key, 0) + number
        return found

    @property
    def days(self) -> int:
        """The days that the chosen waited, together."""
        return sum(each.days for each in self.chosen)


class Model:
    """A programme over the numbers of each kind. What is added to it stays."""

    def __init__(self, kinds: Sequence[Kind], terms: Terms) -> None:
        self.kinds, self.terms = kinds, terms
        self.highs = highspy.Highs()
        for name, value in OPTIONS.items():
            self.highs.setOptionValue(name, value)
        self.numbers = self.columns([len(kind.members) for kind in kinds])
        # Of a programme without unknowns the solver does not say whether it is possible.
        self.columns([0])

    def columns(self, most: Sequence[float], *, whole: bool = True) -> range:
        """New unknowns from 0 to these bounds."""
        first = self.highs.getNumCol()
        self.highs.addVars(len(most), [0.0] * len(most), [float(bound) for bound in most])
        new = range(first, first + len(most))
        if whole and most:
            integer = [highspy.HighsVarType.kInteger] * len(most)
            self.highs.changeColsIntegrality(len(most), list(new), integer)
        return new

    def row(self, row: Row, *, least: float = -_OPEN, most: float = _OPEN) -> None:
        """What holds of a sum of unknowns, each times its factor."""
        self.highs.addRow(least, most, len(row), list(row), list(row.values()))

    def counted(self, rule: Rule) -> dict[int, float]:
        """The sum of those whom a rule counts."""
        pairs = zip(self.numbers, self.kinds, strict=True)
        return {column: 1.0 for column, kind in pairs if rule.counts(kind.direction, kind.groups)}

    def keep(self, rule: Rule, slack: Row | None = None) -> None:
        """Hold a rule, where a slack is given but for it."""
        given = {column: factor if rule.is_least else -factor for column, factor in (slack or {}).items()}
        side = {"least": rule.bound} if rule.is_least else {"most": rule.bound}
        self.row(self.counted(rule) | given, **side)

    def keep_ratio(self, slack: Row | None = None) -> None:
        """Hold the ratio by a whole number of its steps."""
        if not self.terms.ratio:
            return
        (steps,) = self.columns([max((len(self.kinds), *(len(kind.members) for kind in self.kinds))) * len(self.kinds)])
        for direction, given in ((Direction.TO_US, {}), (Direction.TO_THEM, slack or {})):
            everybody = self.counted(Rule(direction, 0))
            self.row(everybody | {steps: -float(self.terms.ratio.step(direction))} | dict(given), least=0, most=0)

    def raised(self, row: Row) -> int | None:
        """The most that a sum of unknowns can be, which it is held at from now on; None where nothing is possible."""
        columns = self.highs.getNumCol()
        costs = [0.0] * columns
        for column, factor in row.items():
            costs[column] = factor
        self.highs.changeColsCost(columns, list(range(columns)), costs)
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(self.highs.modelStatusToString(status))
        best = round(self.highs.getObjectiveValue())
        if row:
            self.row(row, least=best, most=best)
        return best

    def values(self, columns: Iterable[int]) -> tuple[int, ...]:
        """The whole numbers that unknowns have in the last answer."""
        found = self.highs.getSolution().col_value
        return tuple(round(found[column]) for column in columns)


def solve(kinds: Sequence[Kind], terms: Terms) -> Solution | None:
    """Who goes by these terms; None where they contradict each other."""
    model = Model(kinds, terms)
    for rule in terms.rules:
        model.keep(rule)
    model.keep_ratio()
    if model.raised({}) is None:
        return None
    most = {tier: model.raised(level) for tier, level in _tiers(model)}
    # Of thousands of steps along the kinds there is nothing to be presolved: trying to takes a third of the time.
    model.highs.setOptionValue("presolve", "off")
    for level in _time(model, most):
        model.raised(level)
    solution = Solution(kinds, model.values(model.numbers))
    if broken := list(breaches(solution, terms)):
        raise Unsolved(f"{len(broken)} rules do not hold")
    return solution


def is_possible(kinds: Sequence[Kind], terms: Terms) -> bool:
    """Whether anybody at all, or nobody, keeps all of the terms."""
    model = Model(kinds, terms)
    for rule in terms.rules:
        model.keep(rule)
    model.keep_ratio()
    return model.raised({}) is not None


def breaches(solution: Solution, terms: Terms) -> Iterable[Rule | None]:
    """The rules that a solution breaks, counted in whole numbers; None stands for the ratio."""
    yield from (rule for rule in terms.rules if rule.broken_by(solution.number(rule)))
    if terms.ratio:
        to_us, to_them = (solution.number(Rule(direction, 0)) for direction in DIRECTIONS)
        if to_us * terms.ratio.to_them != to_them * terms.ratio.to_us:
            yield None


def _tiers(model: Model) -> Iterable[tuple[Tier, Row]]:
    """How many go of each tier, the first tier first; ours before theirs, for whom others answer."""
    for direction in DIRECTIONS:
        of_tier: dict[int, Row] = {}
        for column, kind in zip(model.numbers, model.kinds, strict=True):
            if kind.direction == direction:
                of_tier.setdefault(kind.tier, {})[column] = 1.0
        yield from (((direction, tier), of_tier[tier]) for tier in sorted(of_tier))


def _time(model: Model, most: Mapping[Tier, int]) -> Iterable[Row]:
    """The days waited of all who go, then their places in the order of the days and keys, the first ones best.

    Nobody is looked at who comes in a kind after as many as go of the whole tier.
    """
    steps = []
    for column, kind in zip(model.numbers, model.kinds, strict=True):
        if not (within := kind.members[: most[kind.direction, kind.tier]]):
            continue
        waited = [list(same) for _days, same in groupby(within, key=lambda each: each.days)]
        new = model.columns([len(same) for same in waited], whole=False)
        model.row({column: -1.0} | dict.fromkeys(new, 1.0), least=0, most=0)
        steps += [(-same[0].days, same[0].key, step) for same, step in zip(waited, new, strict=True)]
    yield {step: -float(minus_days) for minus_days, _key, step in steps if minus_days}
    yield {step: -float(place) for place, (_days, _key, step) in enumerate(sorted(steps)) if place}
