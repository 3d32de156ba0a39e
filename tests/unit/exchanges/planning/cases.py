"""Small cases of plans that hypothesis makes, and the answer that trying every choice gives."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from hypothesis import strategies as st

from exchanges.domain.planning.problem import Candidate, Ratio, Rule, Terms
from negotiations.enums import Direction

DIRECTIONS = tuple(Direction)
BITS = 3


def candidate(n: int, direction: str = Direction.TO_US, tier: int = 1, days: int = 0, groups: int = 0) -> Candidate:
    return Candidate(uuid.UUID(int=n), direction, tier, days, groups)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Few, of few tiers and days, so that they tie often."""
    row = st.tuples(
        st.sampled_from(DIRECTIONS), st.integers(1, 3), st.sampled_from([0, 1, 1, 5, 30]), st.integers(0, 2**BITS - 1)
    )
    return [candidate(n, *each) for n, each in enumerate(draw(st.lists(row, max_size=8)))]


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Any rules, also such as contradict each other."""
    rule = st.builds(
        Rule, st.sampled_from(DIRECTIONS), st.integers(0, 4), st.booleans(), st.none() | st.integers(0, BITS - 1)
    )
    ratio = st.none() | st.builds(Ratio.of, st.integers(1, 3), st.integers(1, 3))
    return Terms(tuple(draw(st.lists(rule, max_size=4, unique=True))), draw(ratio))


def keeps(terms: Terms, chosen: Iterable[Candidate]) -> bool:
    """Whether a choice keeps the terms, counted person by person."""
    chosen = list(chosen)
    counts = [sum(rule.counts(each.direction, each.groups) for each in chosen) for rule in terms.rules]
    ours = sum(each.direction == Direction.TO_US for each in chosen)
    fits = not terms.ratio or ours * terms.ratio.to_them == (len(chosen) - ours) * terms.ratio.to_us
    return fits and not any(rule.broken_by(count) for rule, count in zip(terms.rules, counts, strict=True))


def worth(people: Iterable[Candidate], chosen: Iterable[Candidate]) -> tuple[int, ...]:
    """What a choice is worth, the first figure before all others: each tier of ours, of theirs, and the days."""
    tiers = sorted({(DIRECTIONS.index(each.direction), each.tier) for each in people})
    chosen = list(chosen)
    of_tier = [sum((DIRECTIONS.index(each.direction), each.tier) == tier for each in chosen) for tier in tiers]
    return (*of_tier, sum(each.days for each in chosen))


def choices(people: list[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """Every choice that there is."""
    return chain.from_iterable(combinations(people, size) for size in range(len(people) + 1))


def best(people: list[Candidate], terms: Terms) -> tuple[int, ...] | None:
    """What the best choice is worth, found by trying each; None where none keeps the terms."""
    return max((worth(people, each) for each in choices(people) if keeps(terms, each)), default=None)
