"""Names and places in cells: one or several, in any order, or refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prisoners.domain.importing.names import read_full_name, read_other_names, read_parts
from prisoners.domain.importing.places import read_places
from prisoners.domain.importing.problems import CellRefused


def told(text: str, order: str = "auto") -> list[tuple[str, str]]:
    return [(name.called, name.kind) for name in read_full_name(text, order).names]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Коваленко Микола Петрович", "Коваленко Микола Петрович"),
        ("КОВАЛЕНКО МИКОЛА ПЕТРОВИЧ", "Коваленко Микола Петрович"),
        ("KOVALENKO MYKOLA", "Kovalenko Mykola"),
        ("Микола Петрович Коваленко", "Коваленко Микола Петрович"),
        ("Д'ЯЧЕНКО ІВАН", "Д'яченко Іван"),
        ("НЕЧУЙ-ЛЕВИЦЬКИЙ ІВАН", "Нечуй-Левицький Іван"),
        ("Коваленко М.П.", "Коваленко М. П."),
        ("Коваленко\nМикола", "Коваленко Микола"),
    ],
)
def test_a_full_name_in_one_cell(text: str, called: str) -> None:
    assert told(text) == [(called, "legal")]


def test_a_column_whose_names_begin_with_the_surname_is_read_so() -> None:
    assert told("Holtmann Kastriot", "surname_first") == [("Holtmann Kastriot", "legal")]
    assert told("Holtmann Kastriot", "given_first") == [("Kastriot Holtmann", "legal")]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Коваленко Микола (Петренко)", ("Петренко Микола", "former")),
        ("Коваленко Микола / Kovalenko Mykola", ("Kovalenko Mykola", "alias")),
        ("Коваленко Микола, він же Бондар Іван", ("Бондар Іван", "alias")),
        ("Коваленко Микола «Тихий»", ("Тихий", "callsign")),
        ("Коваленко Микола, позивний Тихий", ("Тихий", "callsign")),
    ],
)
def test_several_names_in_one_cell(text: str, second: tuple[str, str]) -> None:
    assert told(text) == [("Коваленко Микола", "legal"), second]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Коваленко Микола; Бондар Іван", "several_persons"),
        ("Коваленко 1985", "name_form"),
        ("12345", "name_form"),
        ("!!!", "name_form"),
        ("Я" * 101, "too_long"),
    ],
)
def test_what_is_no_name_is_refused(text: str, code: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_full_name(text)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["?", "-", "н/д", "невідомо", "Неизвестно", "unknown", "???", ""])
def test_not_known_is_no_name(text: str) -> None:
    assert read_full_name(text).names == ()


def test_an_unknown_person_is_described() -> None:
    assert read_full_name("Невідомий чоловік, лікарня 4").description == "Невідомий чоловік, лікарня 4"


def test_the_palochka_is_no_digit() -> None:
    assert told("Х1амид Ахмедов")[0][0].startswith("Х1амид")


def test_parts_in_columns_of_their_own_lose_their_capitals() -> None:
    assert read_parts("КОВАЛЕНКО", "МИКОЛА", "-").called == "Коваленко Микола"


def test_a_given_name_alone_is_refused() -> None:
    with pytest.raises(CellRefused) as refused:
        read_parts("?", "Микола", "")
    assert refused.value.code == "surname_missing"


def test_call_signs_are_parted_by_commas() -> None:
    assert [name.surname for name in read_other_names("Тихий, Лис", "callsign")] == ["Тихий", "Лис"]


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        read_full_name(text)
    except CellRefused:
        return


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Оленівка, Донецька обл.", [("Оленівка, Донецька обл.", "", "")]),
        ("СІЗО-2; ІК-4", [("СІЗО-2", "", ""), ("ІК-4", "", "")]),
        ("СІЗО-2 -> ІК-4 потім СІЗО-1", [("СІЗО-2", "", ""), ("ІК-4", "", ""), ("СІЗО-1", "", "")]),
        ("СІЗО-2 (05.2022 – 09.2022)", [("СІЗО-2", "2022-05", "2022-09")]),
        ("СІЗО-2 (з 05.2022 до 09.2022)", [("СІЗО-2", "2022-05", "2022-09")]),
        ("СІЗО-2 (до 09.2022)", [("СІЗО-2", "", "2022-09")]),
        ("ІК-4 (корпус 2)", [("ІК-4 (корпус 2)", "", "")]),
        ("?", []),
    ],
)
def test_one_or_several_places(text: str, places: list) -> None:
    assert [(name, since.isoformat(), until.isoformat()) for name, since, until in read_places(text, 2026)] == places


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("; ".join(f"табір {n}" for n in range(11)), "too_many"),
        ("СІЗО (09.2022 – 05.2022)", "date_range"),
        ("х" * 301, "too_long"),
    ],
)
def test_places_that_cannot_be_told_apart_are_refused(text: str, code: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_places(text, 2026)
    assert refused.value.code == code
