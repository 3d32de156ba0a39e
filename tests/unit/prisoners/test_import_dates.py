"""Dates as lists have them: understood as far as they are known, or refused with the reason."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prisoners.domain.importing.dates import read_date
from prisoners.domain.importing.problems import CellRefused

YEAR = 2026


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("17.05.2022", "2022-05-17"),
        ("2022-05-17", "2022-05-17"),
        ("17/05/2022", "2022-05-17"),
        ("17.05.2022 00:00", "2022-05-17"),
        ("17 травня 2022", "2022-05-17"),
        ("17-го травня 2022 року", "2022-05-17"),
        ("17 мая 2022 г.", "2022-05-17"),
        ("May 17, 2022", "2022-05-17"),
        ("17 Травня 2022 р.", "2022-05-17"),
        ("05.2022", "2022-05"),
        ("травень 2022", "2022-05"),
        ("??.05.2022", "2022-05"),
        ("2022", "2022"),
        ("00.00.1990", "1990"),
        ("1990 р.н.", "1990"),
        ("1990 г.р.", "1990"),
        ("17052022", "2022-05-17"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, date: str) -> None:
    assert read_date(text, YEAR)[0].isoformat() == date


@pytest.mark.parametrize(
    ("text", "date", "code"),
    [
        ("бл. 1990", "1990", "about"),
        ("около 1990", "1990", "about"),
        ("~1990", "1990", "about"),
        ("44698", "2022-05-17", "serial"),
        ("05/17/2022", "2022-05-17", "month_first"),
        ("17.05.22", "2022-05-17", "two_digits"),
    ],
)
def test_a_reading_that_is_not_certain_is_told(text: str, date: str, code: str) -> None:
    read, said = read_date(text, YEAR)
    assert (read.isoformat(), [each for each, _params in said]) == (date, [code])


@pytest.mark.parametrize(
    ("text", "date"), [("17.05.85", "1985-05-17"), ("17.05.05", "2005-05-17"), ("1.1.20", "1920-01-01")]
)
def test_a_birth_year_of_two_figures_is_of_somebody_old_enough(text: str, date: str) -> None:
    assert read_date(text, YEAR, born=True)[0].isoformat() == date


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.02.2022", "no_such_date"),
        ("13.13.2022", "no_such_date"),
        ("17.05.1022", "no_such_date"),
        ("1985-1990", "date_range"),
        ("1985/86", "date_range"),
        ("35 років", "date_form"),
        ("17 May", "date_form"),
        ("весна 2022", "date_form"),
        ("1.23E+10", "date_form"),
    ],
)
def test_what_is_no_date_is_refused(text: str, code: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_date(text, YEAR)
    assert refused.value.code == code


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        read_date(text, YEAR)
    except CellRefused:
        return


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2026, 1, 1)))
def test_every_day_is_read_in_each_form(day: datetime.date) -> None:
    forms = (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", f"{day:%B} {day.day}, {day.year}")
    assert {read_date(form, YEAR)[0].date for form in forms} == {day}
