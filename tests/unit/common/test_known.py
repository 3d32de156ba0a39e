"""Values in words."""

import datetime

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from common.partial_dates import PartialDate
from common.pieces import Chip, Progress
from common.templatetags.obmin import known


@pytest.mark.parametrize("value", [None, "", PartialDate()])
def test_what_is_not_there_is_not_known(value):
    assert known(value) == '<span class="unknown">not known</span>'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (False, "no"),
        (True, "yes"),
        (1203, "1,203"),
        (1.07, "1.07"),
        (datetime.date(2026, 2, 5), "5 Feb 2026"),
        (datetime.datetime(2026, 2, 5, 10, 30, tzinfo=datetime.UTC), "5 Feb 2026, 12:30"),
        (PartialDate.parse("2026"), "2026"),
        (mark_safe("<b>x</b>"), "<b>x</b>"),
    ],
)
def test_what_is_there_is_said(value, words):
    assert known(value) == words


def test_dates_and_numbers_follow_the_reader():
    with translation.override("uk"):
        assert known(datetime.date(2026, 2, 5)) == "5 лютого 2026"
        assert known(1203) == "1\u00a0203"


def test_a_state_is_words_with_a_colour_and_its_words_are_escaped():
    assert known(Chip("under <way>", "active")) == '<span class="chip chip-active">Under &lt;way&gt;</span>'


def test_a_colour_that_the_design_does_not_have_is_refused():
    with pytest.raises(ValueError, match="is not one of"):
        Chip("x", "purple")


@pytest.mark.parametrize(("progress", "percent"), [(None, None), (0.0, 0), (0.634, 63), (1.0, 100)])
def test_progress_in_percent(progress, percent):
    assert Progress("/job/", "Report", "Reading", progress).percent == percent
