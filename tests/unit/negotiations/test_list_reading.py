"""Files of lists as rows, and rows as entries: every kind, any order of columns, headings as people make them."""

import pytest

from negotiations.domain.reading import lines, tables
from negotiations.domain.reading.entries import EntryReader
from negotiations.domain.reading.problems import ListRefused, words_of
from prisoners.domain.importing.files import Table
from tests.factories import list_files as files

IVAN = ("Вигаданий", "Іван", "Петрович", "1985-03-05")
KINDS = {
    "csv": files.csv_of(),
    "windows-1251": files.csv_of([row[1:] for row in files.NAMES], "cp1251"),
    "xlsx": files.xlsx_of(),
    "docx": files.docx_of(),
    "pdf": files.pdf_of(),
    "text": "1. Вигаданий Іван Петрович, 05.03.1985 р.н., в/ч 3057\n2. Неіснуюча Олена, 1990".encode(),
    "docx of lines": files.docx_of([], ["1) Вигаданий Іван Петрович 05.03.1985", "2) Неіснуюча Олена 1990"]),
    "pdf of lines": files.pdf_of_lines(["1. Вигаданий Іван Петрович, 05.03.1985", "2. Неіснуюча Олена, 1990"]),
    "given name first": "Іван Петрович Вигаданий;1985-03-05\nОлена Ігорівна Неіснуюча;1990".encode(),
    "latin": b"Name,Born\nVYHADANYI Ivan,05.03.1985\n",
    "russian headings": "Дата рождения;ФИО\n05.03.1985;Вигаданий Іван Петрович\n".encode(),
    "english headings": "Date of birth;Given name;Surname\n05.03.1985;Іван;Вигаданий\n".encode(),
    "no headings": "05.03.1985;Вигаданий Іван Петрович\n1990;Неіснуюча Олена Ігорівна\n".encode(),
}


@pytest.fixture(autouse=True)
def parties(db) -> None:
    """Sides are looked up among those registered."""


def entries(content: bytes) -> list[dict]:
    table = tables.read(content)
    reading = tables.look_at(table)
    reader = EntryReader(reading.fields, reading.order)
    return [reader.read(number, cells) for number, cells in table.rows_from(reading.first_row)]


def said(entry: dict) -> tuple[str, str, str, str]:
    parts = [entry.get(part, "") for part in ("surname", "given_name", "patronymic")]
    return (*parts, entry["born_on"].isoformat())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_read(kind: str) -> None:
    first = entries(KINDS[kind])[0]
    found = said(first)
    assert (found[0].replace("VYHADANYI", "Вигаданий"), found[3]) == (IVAN[0], IVAN[3]) or found[0] == "Vyhadanyi"
    assert found[1] in {"Іван", "Ivan"}
    assert [problem["code"] for problem in first["problems"]] == []


def test_a_half_date_keeps_its_half() -> None:
    second = entries(KINDS["csv"])[1]
    assert (second["born_on"].year, second["born_on_precision"]) == (1990, "year")


def test_a_row_is_kept_as_it_came() -> None:
    assert entries(KINDS["csv"])[0]["raw"] == ["1", "Вигаданий Іван Петрович", "05.03.1985", "3057"]


def test_rows_keep_the_numbers_that_they_have_in_the_file() -> None:
    assert [entry["row_number"] for entry in entries(KINDS["xlsx"])] == [2, 3]


def test_two_rows_of_headings_are_one() -> None:
    rows = [
        ("№", "Прізвище, ім'я, по батькові", "Дата", "", "В/ч"),
        ("", "", "народження", "полону", ""),
        ("1", "2", "3", "4", "5"),
        ("1", "Вигаданий Іван Петрович", "05.03.1985", "17.05.2022", "3057"),
    ]
    (entry,) = entries(files.xlsx_of(rows, ["C1:D1", "A1:A2", "B1:B2", "E1:E2"]))
    assert (said(entry), entry["row_number"], entry["unit_text"], entry["note"]) == (IVAN, 4, "3057", "17.05.2022")


def test_a_merged_cell_of_the_data_holds_for_each_of_its_rows() -> None:
    rows = [("ПІБ", "В/ч"), ("Вигаданий Іван", "3057"), ("Неіснуюча Олена", "")]
    assert [entry["unit_text"] for entry in entries(files.xlsx_of(rows, ["B2:B3"]))] == ["3057", "3057"]


def test_a_merged_name_is_one_person() -> None:
    rows = [("ПІБ", "В/ч"), ("Вигаданий Іван", "3057"), ("", "А1234")]
    first, second = entries(files.xlsx_of(rows, ["A2:A3"]))
    assert ([each["code"] for each in second["problems"]], first["surname"]) == (["no_name"], "Вигаданий")


def test_headings_repeated_on_a_page_are_no_person() -> None:
    rows = [files.NAMES[0], files.NAMES[1], files.NAMES[0], files.NAMES[2]]
    assert [entry["row_number"] for entry in entries(files.csv_of(rows))] == [2, 4]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (";05.03.1985", "no_name"),
        ("Вигаданий;05.03.1985", "name_alone"),
        ("Вигаданий Іван;31.02.1985", "no_such_date"),
        ("Всього 630 осіб 12;", "name_form"),
        ("=1+1;1985", "formula"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_row_is_kept(row: str, problem: str) -> None:
    (entry,) = entries(f"ПІБ;Дата народження\n{row}\n".encode())
    assert problem in [each["code"] for each in entry["problems"]]
    assert all(words_of(each) for each in entry["problems"])
    assert entry["raw"]


def test_a_name_that_no_rule_takes_is_looked_for_as_it_stands() -> None:
    (entry,) = entries("ПІБ;Рік народження\nВигаданий Іван 12;1985\n".encode())
    assert (entry["surname"], entry["given_name"], bool(entry["surname_key"])) == ("Вигаданий", "Іван", True)


def test_a_column_of_units_is_told_without_headings() -> None:
    (entry,) = entries("Вигаданий Іван Петрович;1985;12 бригада\n".encode())
    assert entry["unit_text"] == "12 бригада"


def test_lines_are_taken_apart() -> None:
    table = lines.apart(Table([["12. Вигаданий Іван, 05.03.1985 р.н. (Полтава)"], ["13. Неіснуюча Олена, Суми"]]))
    assert table.rows == [
        ["12", "Вигаданий Іван", "05.03.1985 р.н.", "Полтава"],
        ["13", "Неіснуюча Олена", "", "Суми"],
    ]


def refused(content: bytes) -> str:
    with pytest.raises(ListRefused) as error:
        tables.read(content)
    assert "%(" not in error.value.message
    return error.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "not_a_table"),
        (b"\xd0\xcf\x11\xe0 old", "old_workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (b"%PDF-1.7 nothing more", "broken_document"),
        (b"PK\x03\x04 nothing more", "broken_workbook"),
        (b"name\n" * 100_002, "too_long_file"),
        (b"%PDF-1.7 /JavaScript ", "active"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_pdf_behind_a_password_says_so() -> None:
    assert refused(files.locked(KINDS["pdf"])) == "protected"


def test_a_pdf_of_pictures_says_so() -> None:
    assert refused(files.pdf_of_pictures()) == "images_only"


def test_a_pdf_that_runs_something_is_not_read() -> None:
    assert refused(files.with_script(KINDS["pdf"])) == "active"
