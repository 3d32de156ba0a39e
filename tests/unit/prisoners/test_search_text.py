"""What somebody typed, taken apart into words, a birth date and numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prisoners.queries.search_text import LONGEST, MOST_WORDS, read


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("Коваленко 1990", "1990"),
        ("Kovalenko Mykola 12.03.1990", "1990-03-12"),
        ("12/3/1990 Коваленко", "1990-03-12"),
        ("Коваленко 1990-03-12", "1990-03-12"),
        ("Коваленко 03.1990", "1990-03"),
        ("Коваленко 03.25.1990", "1990-03-25"),
        ("Коваленко 31.02.1990", "1990"),
        ("Коваленко 1990 р.н.", "1990"),
        ("Коваленко 3057", ""),
        ("Коваленко", ""),
    ],
)
def test_birth_date(text: str, born: str) -> None:
    sought = read(text)
    assert sought.born.isoformat() == born
    assert sought.words == ("kovalenko", "mykola") if "Mykola" in text else ("коваленко",)


def test_words_are_folded() -> None:
    assert read("Мар’яненко, СЕМЁН").words == ("маряненко", "семен")


def test_an_initial_is_a_word() -> None:
    assert read("Коваленко О.").words == ("коваленко", "о")


def test_a_number_is_tried_alone_and_with_its_letters() -> None:
    assert {"ab123456", "123456"} <= set(read("AB 123456").values)
    assert "ab123456" in read("ab-123456").values


def test_words_with_digits_are_codes() -> None:
    assert read("Коваленко А1234 3057").codes == ("А1234", "3057")


@pytest.mark.parametrize("text", ["", "   ", "?", "...", "—"])
def test_nothing_is_looked_for(text: str) -> None:
    assert not read(text)


@given(st.text(max_size=2 * LONGEST))
def test_any_text_is_read(text: str) -> None:
    assert len(read(text).words) <= MOST_WORDS
