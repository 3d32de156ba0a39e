"""Terms that nobody can keep: which contradict each other, and by how much the fewest would have to give way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exchanges.domain.planning.problem import Kind, Rule, Terms
from exchanges.domain.planning.solving import Model, is_possible


@dataclass(frozen=True)
class GivesWay:
    """A rule, and the number with which the rest can be kept; without a rule it is the ratio, which cannot be kept."""

    rule: Rule | None
    bound: int | None = None


@dataclass(frozen=True)
class Conflict:
    """Rules of which each can be kept without the others; whether the ratio is one of them; and a way out."""

    rules: tuple[Rule, ...]
    has_ratio: bool
    way_out: tuple[GivesWay, ...]


def conflict_of(kinds: Sequence[Kind], terms: Terms) -> Conflict:
    """Why terms that are not possible are not."""
    core = terms
    if core.ratio and not is_possible(kinds, replace(core, ratio=None)):
        core = replace(core, ratio=None)
    for rule in terms.rules:
        if not is_possible(kinds, core.without(rule)):
            core = core.without(rule)
    return Conflict(core.rules, core.ratio is not None, _way_out(kinds, terms))


def _way_out(kinds: Sequence[Kind], terms: Terms) -> tuple[GivesWay, ...]:
    """The fewest rules that give way, and of such ways the one where they give way least.

    A refusal or a number gives way by persons; the ratio is left alone where the others can give way instead.
    """
    model = Model(kinds, terms)
    enough = float(sum(len(kind.members) for kind in kinds) + max((rule.bound for rule in terms.rules), default=0))
    slacks, gives = model.columns([enough] * len(terms.rules)), model.columns([1.0] * len(terms.rules))
    for rule, slack, given in zip(terms.rules, slacks, gives, strict=True):
        model.keep(rule, {slack: 1.0})
        model.row({slack: 1.0, given: -enough}, most=0)
    more, less, broken = model.columns([enough, enough, 1.0])
    model.keep_ratio({more: 1.0, less: -1.0})
    model.row({more: 1.0, less: 1.0, broken: -2 * enough}, most=0)
    # The ratio counts as much as all the rules together and one more.
    model.raised(dict.fromkeys(gives, -1.0) | {broken: -float(len(terms.rules) + 1)})
    model.raised(dict.fromkeys([*slacks, more, less], -1.0))
    found = [
        GivesWay(rule, rule.bound - slack if rule.is_least else rule.bound + slack)
        for rule, slack in zip(terms.rules, model.values(slacks), strict=True)
        if slack
    ]
    return (*found, *([GivesWay(None)] if any(model.values([more, less])) else []))
