"""The same name typed in different ways folds to one text; a word of two scripts is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import fold, is_mixed_script, script_of

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъABCabcxyz'’ʼ- Ӏ1"


@pytest.mark.parametrize("mark", ["'", "’", "ʼ", "`", "″", "‘", ""])
def test_an_apostrophe_of_any_kind_is_none(mark: str) -> None:
    assert fold(f"Мар{mark}яна") == "маряна"


@pytest.mark.parametrize("palochka", ["Ӏ", "ӏ", "I", "l", "1", "І", "|"])
def test_palochka_in_every_typed_form(palochka: str) -> None:
    assert fold(f"Г{palochka}апур") == "гіапур"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Семён", "семен"),
        ("  Кова\u00adлен\u200bко\u00a0 Іван ", "коваленко іван"),
        ("Нечуй – Левицький", "нечуй-левицький"),
        ("и\u0306од", "йод"),
        ("Ковале\u0301нко", "коваленко"),
        ("3057 Київ", "3057 київ"),
        ("", ""),
    ],
)
def test_typed_forms(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("typed", ["Kоваленко", "Кoвaлeнкo", "KОВАЛЕНKО"])
def test_latin_letters_in_a_cyrillic_word_are_repaired(typed: str) -> None:
    assert fold(typed) == "коваленко"


@pytest.mark.parametrize("typed", ["Zаkhаrenko", "Kovаlenkо"])
def test_cyrillic_letters_in_a_latin_word_are_repaired(typed: str) -> None:
    assert fold(typed).isascii()


def test_what_belongs_to_neither_script_alone_is_left() -> None:
    assert fold("Жzук") == "жzук"


def test_mixed_script_is_of_one_word() -> None:
    assert is_mixed_script("Kоваленко Іван")
    assert not is_mixed_script("Коваленко Ivan")


@pytest.mark.parametrize(
    ("text", "script"),
    [("Їжак", "cyrillic"), ("Müller", "latin"), ("Іван Smith", "mixed"), ("გიორგი", "other"), ("3057", "")],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text(alphabet=LETTERS, max_size=30) | st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=LETTERS, max_size=30))
def test_case_does_not_count_in_pure_cyrillic(text: str) -> None:
    cyrillic = "".join(letter for letter in text if not letter.isascii())
    assert fold(cyrillic.upper()) == fold(cyrillic.lower())
