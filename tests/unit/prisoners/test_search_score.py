"""How well a name found answers what was typed, and why."""

import pytest

from common.partial_dates import PartialDate
from prisoners.queries.search_score import Found, reasons, score
from prisoners.queries.search_text import read


def found(surname="Коваленко", given_name="Микола", patronymic="Петрович", born="1990-03-12", **more) -> Found:
    return Found(surname, given_name, patronymic, PartialDate.parse(born), **more)


def told(text: str, *args, unit: str = "", **known) -> list[str]:
    return [str(reason) for reason in reasons(read(text), found(*args, **known), unit=unit)]


def scored(text: str, *args, by_unit: bool = False, **known) -> float:
    return score(read(text), found(*args, **known), by_unit=by_unit)


@pytest.mark.parametrize("text", ["Коваленко Микола Петрович 12.03.1990", "микола коваленко", "коваленко 1990"])
def test_all_agrees(text: str) -> None:
    assert scored(text) == 100


@pytest.mark.parametrize(
    "text", ["Kovalenko Nikolay 1990", "Николай Коваленко 12.03.1990", "Kovalenko Mykola Petrovych"]
)
def test_other_spellings_are_nearly_as_good(text: str) -> None:
    assert 90 <= scored(text) < 100


def test_the_reasons_name_both_forms() -> None:
    assert told("Kovalenko Николай 1990") == [
        "surname in another spelling (Kovalenko = Коваленко)",
        "given name in another form (Николай = Микола)",
        "born 12 Mar 1990",
    ]


def test_a_wrong_word_costs() -> None:
    assert scored("Коваленко Степан") < 70
    assert scored("Коваленко Миколла") > 85


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Коваленко 03.12.1990", "day and month exchanged"),
        ("Коваленко 12.03.1980", "one digit differs"),
        ("Коваленко 1991", "a year apart"),
        ("Коваленко 1960", "different"),
    ],
)
def test_another_birth_date_is_told(typed: str, words: str) -> None:
    assert words in told(typed)[-1]


def test_a_birth_date_not_known_is_better_than_another_one() -> None:
    assert scored("Коваленко 1960") < scored("Коваленко 1960", born="") < scored("Коваленко 1990")


def test_a_unit_counts_when_it_was_named() -> None:
    assert told("Коваленко 3057", in_unit=True, unit="3057")[-1] == "unit 3057"
    there, elsewhere = (scored("Коваленко 3057", in_unit=there, by_unit=True) for there in (True, False))
    assert elsewhere < there


def test_a_surname_of_two_words_is_found_by_one() -> None:
    assert scored("Нечуй Іван", "Нечуй-Левицький", "Іван") == 100


def test_an_initial_is_weaker_than_a_name() -> None:
    assert scored("Коваленко Р.") < scored("Коваленко М.") < scored("Коваленко Микола")
