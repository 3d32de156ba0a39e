"""Two birth dates that may be one written wrong."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.partial_dates import PartialDate
from prisoners.domain.births import BirthVerdict, compare_births

DATES = st.dates(min_value=datetime.date(1940, 1, 1)).map(lambda day: PartialDate.parse(day.isoformat()))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("1990-03-12", "1990-03-12", BirthVerdict.SAME_DAY),
        ("1990-03-12", "1990-12-03", BirthVerdict.DAY_AND_MONTH),
        ("1990-03-12", "1990-03-13", BirthVerdict.ONE_DIGIT),
        ("1990-03-12", "1980-03-12", BirthVerdict.ONE_DIGIT),
        ("1990-03-12", "1989-03-12", BirthVerdict.ONE_DIGIT),
        ("1990-03", "1990-03-12", BirthVerdict.SAME_MONTH),
        ("1990", "1990-03-12", BirthVerdict.SAME_YEAR),
        ("1990-05", "1990-03-12", BirthVerdict.SAME_YEAR),
        ("1990-05-27", "1990-03-12", BirthVerdict.SAME_YEAR),
        ("1991", "1990-03-12", BirthVerdict.NEXT_YEAR),
        ("1991-12", "1990-01", BirthVerdict.NEXT_YEAR),
        ("1975-06-30", "1990-03-12", BirthVerdict.DIFFERENT),
        ("1975", "1990", BirthVerdict.DIFFERENT),
    ],
)
def test_verdict(one: str, other: str, verdict: BirthVerdict) -> None:
    assert compare_births(PartialDate.parse(one), PartialDate.parse(other)) is verdict


def test_an_unknown_date_is_not_compared() -> None:
    with pytest.raises(ValueError, match="not known"):
        compare_births(PartialDate(), PartialDate.parse("1990"))


@given(DATES, DATES)
def test_symmetric(one: PartialDate, other: PartialDate) -> None:
    assert compare_births(one, other) is compare_births(other, one)
