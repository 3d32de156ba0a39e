"""Figures of a benchmark: medians, p95 and what is compared."""

from bench.figures import Figure, compare_each, percentile


def test_p95_is_the_time_within_which_95_of_100_were_done() -> None:
    assert percentile(range(1, 101), 95) == 95
    assert percentile([3.0], 95) == 3.0


def test_the_ratio_is_of_the_medians() -> None:
    assert Figure("x", ours=[1.0, 4.0, 90.0], bare=[1.0, 2.0, 3.0]).ratio == 2


def test_each_turn_asks_both_and_the_first_only_warms_up() -> None:
    asked = []
    figure = compare_each("x", [lambda: asked.append("ours")], [lambda: asked.append("bare")], times=2)
    assert asked == ["ours", "bare"] * 3
    assert len(figure.ours) == len(figure.bare) == 2
