"""How alike two words are, whatever their scripts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import likeness, read_alike

PAIRS = [
    line.split("\t") for line in (Path(__file__).parents[2] / "data/name_pairs.tsv").read_text("utf-8").splitlines()[3:]
]


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Коваленко", "коваленко", 1.0),
        ("Коваленко", "Kovalenko", 0.95),
        ("Згурський", "Zgurskii", 0.9),
        ("Сергій", "Сергей", 0.8),
        ("Коваленко", "Коваелнко", 0.85),
    ],
)
def test_alike(one: str, other: str, least: float) -> None:
    assert likeness(one, other) >= least


@pytest.mark.parametrize(("one", "other"), [("Коваленко", "Шевчук"), ("Ivanov", "Петренко"), ("", "Іван")])
def test_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < 0.5


def test_shared_pairs_are_alike_and_others_are_not() -> None:
    alike = sum(likeness(latin, cyrillic) >= 0.7 for latin, cyrillic in PAIRS)
    others = sum(likeness(PAIRS[place - 250][0], cyrillic) >= 0.7 for place, (_latin, cyrillic) in enumerate(PAIRS))
    assert alike >= 0.92 * len(PAIRS)
    assert others <= 0.01 * len(PAIRS)


def test_read_in_another_tongue() -> None:
    assert read_alike("Chapron", "Шапрон")
    assert not read_alike("Chapron", "Коваль")


@given(st.text(max_size=12), st.text(max_size=12))
def test_symmetric_and_within_bounds(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) == likeness(other, one) <= 1.0
