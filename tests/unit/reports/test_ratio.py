"""How a ratio is written."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reports.ratio import Ratio

COUNTS = st.integers(min_value=1, max_value=2_000_000)


@pytest.mark.parametrize(
    ("to_us", "to_them", "said"),
    [
        (5290, 4931, "1.07 : 1"),
        (40, 150, "0.27 : 1"),
        (95, 95, "1.00 : 1"),
        (45, 3, "15.00 : 1"),
        (1, 1000, "0.0010 : 1"),
        (5_000_000, 1, "5,000,000.00 : 1"),
    ],
)
def test_a_ratio_is_reduced_to_one(to_us: int, to_them: int, said: str) -> None:
    assert str(Ratio(to_us, to_them)) == said


def test_the_sums_stand_beside_it() -> None:
    assert Ratio(5290, 4931).raw == "5,290 : 4,931"


def test_ukrainian_writes_a_comma() -> None:
    with translation.override("uk"):
        assert (str(Ratio(5290, 4931)), Ratio(5290, 4931).raw) == ("1,07 : 1", "5\u00a0290 : 4\u00a0931")


@pytest.mark.parametrize(("to_us", "to_them"), [(12, 0), (0, 12)])
def test_a_one_sided_return_has_no_ratio(to_us: int, to_them: int) -> None:
    ratio = Ratio(to_us, to_them)
    assert (str(ratio), ratio.fraction, ratio.decimal) == ("one-sided", None, None)


def test_nobody_is_neither() -> None:
    assert str(Ratio(0, 0)) == "nobody"


@given(COUNTS, COUNTS)
def test_what_is_written_is_near_the_value_and_never_zero(to_us: int, to_them: int) -> None:
    with translation.override("en"):
        written = float(re.sub(r"[,\s]|: 1$", "", str(Ratio(to_us, to_them))))
    assert written > 0
    assert written == pytest.approx(to_us / to_them, rel=0.05)


@given(COUNTS, COUNTS, st.integers(min_value=1, max_value=50))
def test_a_ratio_does_not_depend_on_the_scale(to_us: int, to_them: int, times: int) -> None:
    assert str(Ratio(to_us, to_them)) == str(Ratio(to_us * times, to_them * times))
