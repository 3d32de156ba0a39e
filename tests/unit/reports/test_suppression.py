"""Small figures stay hidden from whoever subtracts: every hidden one keeps several values that fit what is told."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.suppression import FEW, SMALL, WITHHELD, alone, partition, tree

PARTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 14), min_size=1)


def attacked(told: dict, total: int) -> dict[str, set[int]]:
    """Every value that each hidden part may have, by whoever knows the total, the other parts and the rule."""
    hidden = [key for key, value in told.items() if not isinstance(value, int)]
    rest = total - sum(value for value in told.values() if isinstance(value, int))
    mixed = FEW in told.values()
    ranges = {FEW: range(1, SMALL), WITHHELD: range(SMALL if mixed else 0, rest + 1)}
    possible: dict[str, set[int]] = {key: set() for key in hidden}
    for guess in product(*(ranges[told[key]] for key in hidden[:-1])):
        last = rest - sum(guess)
        if hidden and last in ranges[told[hidden[-1]]]:
            for key, value in zip(hidden, [*guess, last], strict=True):
                possible[key].add(value)
    return possible


@settings(deadline=None)
@given(PARTS)
def test_no_small_part_can_be_computed(parts) -> None:
    told, total = partition(parts), sum(parts.values())
    if total < SMALL:
        return
    for key, values in attacked(told, total).items():
        if 0 < parts[key] < SMALL:
            assert values >= {1, 2, 3, 4} & set(range(total + 1))


def test_the_attack_finds_what_is_hidden_without_a_complement() -> None:
    assert attacked({"a": FEW, "b": 20}, 23) == {"a": {3}}


@given(PARTS)
def test_what_is_told_is_true(parts) -> None:
    told = partition(parts)
    assert all(told[key] in {parts[key], FEW, WITHHELD} for key in parts)
    assert not any(isinstance(told[key], int) and 0 < parts[key] < SMALL for key in parts)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"a": 20, "b": 0}, {"a": 20, "b": 0}),
        ({"a": 20, "b": 3}, {"a": WITHHELD, "b": FEW}),
        ({"a": 20, "b": 3, "c": 9}, {"a": 20, "b": FEW, "c": WITHHELD}),
        ({"a": 20, "b": 3, "c": 2}, {"a": 20, "b": FEW, "c": FEW}),
        ({"a": 20, "b": 1, "c": 1}, {"a": WITHHELD, "b": FEW, "c": FEW}),
        ({"a": 3, "b": 4}, {"a": WITHHELD, "b": WITHHELD}),
    ],
)
def test_the_smallest_parts_complement(parts, told) -> None:
    assert partition(parts) == told


@pytest.mark.parametrize(("number", "told"), [(3, FEW), (10, 10), (97, WITHHELD), (100, 100), (0, 0)])
def test_a_figure_of_no_partition_hides_its_complement_too(number, told) -> None:
    assert alone(number, 100) == told


def test_under_a_unit_that_is_not_told_nothing_is_told() -> None:
    parts = {"corps": 50, "small": 3, "hidden": 9, "below": 9}
    below = {None: ["corps"], "corps": ["small", "hidden"], "hidden": ["below"]}
    told = tree(parts, below, {"corps": 38, "small": 3, "hidden": 0, "below": 9})
    assert told == {"corps": 50, "small": FEW, "hidden": WITHHELD}


def test_what_a_unit_has_of_itself_does_not_follow_from_those_under_it() -> None:
    told = tree({"corps": 50, "a": 27, "b": 20}, {None: ["corps"], "corps": ["a", "b"]}, {"corps": 3, "a": 27, "b": 20})
    assert told == {"corps": 50, "a": 27, "b": WITHHELD}
