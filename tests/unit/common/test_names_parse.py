"""A full name in one field is taken apart, whatever its order."""

import pytest

from common.names import NameParts, split_name


@pytest.mark.parametrize(
    "text",
    [
        "Коваленко Микола Петрович",
        "Микола Петрович Коваленко",
        "Коваленко, Микола Петрович",
        "КОВАЛЕНКО Микола Петрович",
        "Микола Петрович КОВАЛЕНКО",
        "  Коваленко   Микола  Петрович ",
    ],
)
def test_three_words_in_any_order(text: str) -> None:
    parts = split_name(text)
    assert (parts.surname.title(), parts.given, parts.patronymic) == ("Коваленко", "Микола", "Петрович")


@pytest.mark.parametrize(
    ("text", "surname", "given"),
    [
        ("Kovalenko Mykola", "Kovalenko", "Mykola"),
        ("Mykola Kovalenko", "Kovalenko", "Mykola"),
        ("Олена Петренко", "Петренко", "Олена"),
        ("Петрович Олег", "Петрович", "Олег"),
        ("García Márquez, Gabriel", "García Márquez", "Gabriel"),
        ("Хольтман Кастріот", "Хольтман", "Кастріот"),
        ("Kastriot Holtmann", "Holtmann", "Kastriot"),
        ("Нечуй-Левицький Іван", "Нечуй-Левицький", "Іван"),
    ],
)
def test_two_words(text: str, surname: str, given: str) -> None:
    assert split_name(text) == NameParts(surname, given)


@pytest.mark.parametrize("text", ["Коваленко О. П.", "Коваленко О.П.", "О. П. Коваленко", "О.П. Коваленко"])
def test_initials(text: str) -> None:
    assert split_name(text) == NameParts("Коваленко", "О.", "П.")


@pytest.mark.parametrize("text", ["Абрамович Роман Аркадійович", "Роман Аркадійович Абрамович"])
def test_a_surname_like_a_patronymic(text: str) -> None:
    assert split_name(text) == NameParts("Абрамович", "Роман", "Аркадійович")


def test_given_name_and_patronymic_alone() -> None:
    assert split_name("Іван Петрович") == NameParts(given="Іван", patronymic="Петрович")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Мамедов Ахмед Алі оглы", NameParts("Мамедов", "Ахмед", "Алі оглы")),
        ("Ахмед аль-Багдаді", NameParts("аль-Багдаді", "Ахмед")),
        ("Ludwig van der Berg", NameParts("van der Berg", "Ludwig")),
        ("Мохаммед ібн Рашид", NameParts("ібн Рашид", "Мохаммед")),
    ],
)
def test_particles_stay_with_their_word(text: str, parts: NameParts) -> None:
    assert split_name(text) == parts


def test_the_order_may_be_told() -> None:
    assert split_name("Kastriot Holtmann", order="surname_first") == NameParts("Kastriot", "Holtmann")
    assert split_name("Хольтман Кастріот", order="given_first") == NameParts("Кастріот", "Хольтман")


@pytest.mark.parametrize(("text", "surname"), [("", ""), ("Коваль", "Коваль"), (" , ", "")])
def test_little_is_enough(text: str, surname: str) -> None:
    assert split_name(text) == NameParts(surname)


def test_surname_first_words_after_it_are_kept() -> None:
    assert split_name("Кім Чен Ин", order="surname_first") == NameParts("Кім", "Чен", "Ин")
