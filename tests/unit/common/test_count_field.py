"""A number of persons: blank is not zero, and what is no count is refused in words."""

import pytest
from django import forms

from common.forms import CountField


@pytest.mark.parametrize(
    ("typed", "number"), [("0", 0), ("95", 95), (" 1 203 ", 1203), ("1\u00a0203", 1203), ("007", 7)]
)
def test_a_whole_number_is_taken(typed, number):
    assert CountField().clean(typed) == number


@pytest.mark.parametrize("typed", ["", "   ", None])
def test_blank_is_not_known_and_not_zero(typed):
    assert CountField().clean(typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5", "negative"),
        ("\u22125", "negative"),
        ("1.5", "decimal"),
        ("1,5", "decimal"),
        ("сто", "not_a_number"),
        ("1e3", "not_a_number"),
        ("٣", "not_a_number"),
        ("1000001", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_what_is_no_count_is_refused(typed, code):
    with pytest.raises(forms.ValidationError) as refused:
        CountField().clean(typed)
    assert refused.value.code == code


def test_a_required_count_may_be_zero_but_not_blank():
    field = CountField(required=True)
    assert field.clean("0") == 0
    with pytest.raises(forms.ValidationError, match="enter 0 if there was nobody"):
        field.clean("")


def test_the_limit_is_named():
    with pytest.raises(forms.ValidationError, match="more than 500"):
        CountField(max_value=500).clean("501")
