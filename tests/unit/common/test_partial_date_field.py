"""A date of which only a part may be known."""

import pytest
from django import forms

from common.forms import Form, PartialDateField
from common.partial_dates import PartialDate


def typed(day: str = "", month: str = "", year: str = "") -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


class DateForm(Form):
    on = PartialDateField(label="Date", required=False)


@pytest.mark.parametrize(
    ("boxes", "iso"),
    [
        (typed("5", "2", "2026"), "2026-02-05"),
        (typed("29", "02", "2024"), "2024-02-29"),
        (typed(month="2", year="2026"), "2026-02"),
        (typed(year=" 2026 "), "2026"),
    ],
)
def test_what_is_known_is_kept_with_its_precision(boxes, iso):
    assert PartialDateField().clean(boxes) == PartialDate.parse(iso)


def test_all_blank_is_not_known():
    assert PartialDateField(required=False).clean(typed()) == PartialDate()


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        (typed("31", "4", "2026"), "There is no 31 April"),
        (typed("29", "2", "2025"), "There is no 29 February in 2025"),
        (typed("5", "", "2026"), "Give a month when you give a day"),
        (typed("5", "2", ""), "Give the year"),
        (typed("0", "2", "2026"), "The day must be a number from 1 to 31"),
        (typed("", "13", "2026"), "The month must be a number from 1 to 12"),
        (typed("", "", "26"), "The year must be four digits"),
        (typed("", "", "2O26"), "The year must be four digits"),
        (typed("", "лютий", "2026"), "The month must be a number"),
        (typed("", "", "9" * 5000), "The year must be four digits"),
        (typed(), "Enter at least the year"),
    ],
)
def test_what_is_no_date_is_refused_in_words(boxes, message):
    with pytest.raises(forms.ValidationError, match=message):
        PartialDateField().clean(boxes)


def test_what_was_typed_stays_in_the_boxes():
    html = str(DateForm({"on_day": "31", "on_month": "4", "on_year": "2026"}))
    assert 'name="on_day" id="id_on_day" value="31"' in html
    assert 'name="on_year" id="id_on_year" value="2026"' in html


def test_a_known_date_fills_only_the_boxes_that_are_known():
    html = str(DateForm(initial={"on": PartialDate.parse("2026-02")}))
    assert 'id="id_on_day" value=""' in html
    assert 'id="id_on_month" value="2"' in html


@pytest.mark.parametrize(("day", "changed"), [("5", False), ("6", True), ("", True)])
def test_a_change_is_noticed(day, changed):
    form = DateForm(
        {"on_day": day, "on_month": "2", "on_year": "2026"}, initial={"on": PartialDate.parse("2026-02-05")}
    )
    assert form.has_changed() is changed


def test_the_error_summary_leads_to_the_first_box():
    assert 'href="#id_on_day"' in str(DateForm({"on_day": "31", "on_month": "4", "on_year": "2026"}))
