"""Keys that a byte-wise comparison puts in the order of the Ukrainian alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import sort_key

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
NAMES = st.text(alphabet=ALPHABET + ALPHABET.upper() + "'’- xyz", max_size=12)


def test_every_letter_stands_after_the_one_before_it() -> None:
    keys = [sort_key(letter).encode() for letter in ALPHABET]
    assert keys == sorted(keys)
    assert len(set(keys)) == 33


@pytest.mark.parametrize(
    "names",
    [
        "Гончар Ґалаґан Данько Еней Єременко Жук Ивасюк Іваненко Їжак Йосипенко Коваль",
        "Щукін Ыбаев Юрченко",
        "Мель Мельник Мельниченко",
        "Ярош Adams Zorn",
        "Козак Козак-Бій Козаков",
    ],
)
def test_order(names: str) -> None:
    ordered = names.split()
    keys = [sort_key(name) for name in ordered]
    assert keys == sorted(set(keys))


def test_a_shorter_surname_stands_first_whatever_the_given_name() -> None:
    assert sort_key("Ко", "Ярослав") < sort_key("Коба", "Адам")


def test_given_names_and_patronymics_decide_next() -> None:
    people = [("Коваль", "Іван", "Петрович"), ("Коваль", "Іван", "Семенович"), ("Коваль", "Юрій", "Адамович")]
    keys = [sort_key(*person) for person in people]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(("one", "other"), [("Мар'яненко", "МАРʼЯНЕНКО"), ("Семёнов", "семенов")])
def test_case_apostrophe_and_yo_do_not_count(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_letters_of_neighbouring_alphabets_stand_beside_theirs() -> None:
    assert sort_key("Геб") < sort_key("Ғей") < sort_key("Геля") < sort_key("Ґеб")


@given(st.text(max_size=20), st.text(max_size=10))
def test_printable_and_without_a_backslash(surname: str, given_name: str) -> None:
    key = sort_key(surname, given_name)
    assert "\\" not in key
    assert key.isprintable() or not (surname + given_name).isascii()


@given(NAMES, NAMES)
def test_total_and_consistent(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)
    assert (first < second) + (first == second) + (first > second) == 1
    assert (first < second) == (first.encode() < second.encode())
