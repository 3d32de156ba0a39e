"""Small figures stay hidden from whoever subtracts: every hidden one keeps several values that fit what is told."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from common.small_figures import FEW, SMALL, WITHHELD, in_words, partition, span, told, tree

PARTS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 14), min_size=1)


@pytest.mark.parametrize(
    ("number", "shown"), [(0, 0), (1, FEW), (4, FEW), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (934_127, 934_125)]
)
def test_a_small_figure_is_few_and_others_are_told_to_the_nearest_five(number, shown) -> None:
    assert told(number) == shown


def test_a_told_figure_in_words() -> None:
    with translation.override("en"):
        assert [in_words(each) for each in (0, FEW, WITHHELD, 1005)] == ["0", "fewer than 5", "not shown", "1,005"]


def attacked(shown: dict, whole: int | str) -> dict[str, set[int]]:
    """Every value that each FEW may have, by whoever knows the rule and what is told of the parts and their total."""
    most = 5 * len(shown) * SMALL
    possible: dict[str, set[int]] = {key: set() for key, value in shown.items() if value == FEW}
    ranges = [range(int(low), int(min(high, most)) + 1) for low, high in map(span, shown.values())]
    low, high = span(whole)
    for key, values in possible.items():
        others = [ends for each, ends in zip(shown, ranges, strict=True) if each != key]
        least, greatest = sum(each[0] for each in others), sum(each[-1] for each in others)
        values |= {value for value in range(1, SMALL) if value + least <= high and value + greatest >= low}
    return possible


@given(PARTS)
def test_no_small_part_can_be_computed(parts) -> None:
    for values in attacked(partition(parts), told(sum(parts.values()))).values():
        assert values == {1, 2, 3, 4}


def test_the_attack_finds_what_is_hidden_without_a_complement() -> None:
    assert attacked({"a": FEW, "b": FEW}, told(8)) == {"a": {4}, "b": {4}}


@given(PARTS)
def test_what_is_told_is_true(parts) -> None:
    shown = partition(parts)
    assert all(shown[key] in {told(parts[key]), WITHHELD} for key in parts)
    assert all(span(shown[key])[0] <= parts[key] <= span(shown[key])[1] for key in parts if shown[key] != WITHHELD)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"a": 21, "b": 0}, {"a": 20, "b": 0}),
        ({"a": 21, "b": 3}, {"a": 20, "b": FEW}),
        ({"a": 21, "b": 3, "c": 2}, {"a": 20, "b": FEW, "c": FEW}),
        ({"a": 5, "b": 1}, {"a": WITHHELD, "b": WITHHELD}),
        ({"a": 4, "b": 4}, {"a": WITHHELD, "b": WITHHELD}),
    ],
)
def test_parts_complement_only_where_rounding_leaves_too_little_open(parts, shown) -> None:
    assert partition(parts) == shown


def test_under_a_unit_that_is_not_told_nothing_is_told() -> None:
    parts = {"corps": 50, "small": 3, "large": 9, "below": 9, "under": 3}
    below = {None: ["corps"], "corps": ["small", "large"], "large": ["below"], "small": ["under"]}
    own = {"corps": 38, "small": 0, "large": 0, "below": 9, "under": 3}
    assert tree(parts, below, own) == {"corps": 50, "small": FEW, "large": 10, "below": 10}
