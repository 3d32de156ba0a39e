"""How every form is shown."""

import pytest
from django import forms

from common.forms import CountField, Form, Pair, ReasonField
from common.templatetags.obmin import form_sections


class LogForm(Form):
    title = forms.CharField(label="Formula", help_text="As announced <i>")
    kind = forms.ChoiceField(choices=[("", "---------"), ("a", "A")], required=False)
    ours = CountField(label="Ukraine")
    theirs = CountField(label="Russia")
    our_number = CountField(label="Ukraine")
    their_number = CountField(label="Russia")
    left_over = forms.CharField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput)

    fieldsets = [
        ("What", ["title"]),
        ("Persons", [Pair("Agreed", ["our_number", "their_number"]), Pair("Delivered", ["ours", "theirs"])]),
    ]


def test_hint_and_error_are_tied_to_the_box():
    html = str(LogForm({"title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_hint_is_escaped():
    assert "As announced &lt;i&gt;" in str(LogForm())


def test_errors_are_gathered_at_the_top_with_links():
    html = str(LogForm({"title": "", "ours": "x", "secret": "s"}))
    assert "2 things to correct; what you typed is kept" in html
    assert '<a href="#id_title">Formula: This field is required.</a>' in html


def test_an_error_of_a_pair_says_which_number_of_which_side():
    assert "Delivered, Russia: The number cannot be less than 0" in str(LogForm({"theirs": "-1"}))


def test_an_error_of_a_hidden_field_is_not_lost():
    assert "Secret: This field is required." in str(LogForm({"title": "x"}))


def test_required_is_said_in_words_and_not_left_to_the_browser():
    html = str(LogForm())
    assert '<span class="required">(required)</span>' in html
    assert " required" not in html.replace('class="required"', "").replace("(required)", "")


def test_an_empty_choice_says_not_known():
    assert '<option value="" selected>Not known</option>' in str(LogForm())


def test_fields_that_no_section_names_follow_at_the_end():
    sections = form_sections(LogForm())
    assert [section["legend"] for section in sections] == ["What", "Persons", ""]
    (block,) = sections[2]["blocks"]
    assert [field.name for row in block["rows"] for field in row["fields"]] == ["kind", "left_over"]


def test_numbers_of_two_sides_stand_in_columns_under_their_names():
    (block,) = form_sections(LogForm())[1]["blocks"]
    assert block["heads"] == ("Ukraine", "Russia")
    assert [row["legend"] for row in block["rows"]] == ["Agreed", "Delivered"]
    assert [field.name for field in block["rows"][1]["fields"]] == ["ours", "theirs"]


@pytest.mark.parametrize("typed", ["", "   ", "ab"])
def test_a_reason_is_asked_for(typed):
    with pytest.raises(forms.ValidationError, match="Say why"):
        ReasonField().clean(typed)


def test_a_form_of_another_library_is_shown_in_the_same_way():
    class Plain(forms.Form):
        name = forms.CharField()

    assert '<div class="field">' in str(Plain())


def test_forms_of_a_set_are_shown_with_their_management_form():
    html = str(forms.formset_factory(LogForm, extra=2)())
    assert html.count('<fieldset class="group">') == 2
    assert "form-TOTAL_FORMS" in html
