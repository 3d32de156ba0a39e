"""Partial dates: read, written, compared at the precision that both share."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from common.partial_dates import PartialDate, Precision

dates = st.builds(PartialDate, st.dates(datetime.date(1900, 1, 1)), st.sampled_from(Precision)) | st.just(PartialDate())


@given(dates)
def test_what_is_written_is_read_back(date: PartialDate) -> None:
    assert PartialDate.parse(date.isoformat()) == date


@given(dates, dates)
def test_of_two_dates_one_at_most_is_before_the_other(one: PartialDate, two: PartialDate) -> None:
    assert not (one.is_before(two) and two.is_before(one))


@given(dates)
def test_no_date_is_before_itself(date: PartialDate) -> None:
    assert not date.is_before(date)


@given(dates, dates, dates)
def test_certainly_before_what_is_certainly_before(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    if one.precision == two.precision == three.precision and one.is_before(two) and two.is_before(three):
        assert one.is_before(three)


@pytest.mark.parametrize(
    ("earlier", "later", "certain"),
    [
        ("2024-10-17", "2024-10-18", True),
        ("2024-10", "2024-10-18", False),
        ("2024-09", "2024-10-18", True),
        ("2024", "2024-10-18", False),
        ("2023", "2024-10-18", True),
        ("", "2024-10-18", False),
    ],
)
def test_certainly_before(earlier: str, later: str, certain: bool) -> None:
    assert PartialDate.parse(earlier).is_before(PartialDate.parse(later)) is certain


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "24", "18.10.2024", "October"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_ukrainian_month_has_no_capital() -> None:
    with translation.override("uk"):
        assert str(PartialDate(datetime.date(2022, 4, 1), Precision.MONTH)) == "квітень 2022"
