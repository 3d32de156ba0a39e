"""Files of persons: what they are is told by their content; what cannot be read is refused with words."""

import datetime
import io
import zipfile

import pytest
from django.utils import translation
from rustpy_xlsxwriter import write_worksheet

from common import uploads
from prisoners.domain.importing.columns import guess
from prisoners.domain.importing.files import read_table
from prisoners.domain.importing.problems import FileRefused
from prisoners.interfaces.importing import template

LINE = "ПІБ;Стать\nКоваленко Микола;ч\n"


def workbook(*rows: dict) -> bytes:
    out = io.BytesIO()
    write_worksheet(iter(rows), out, sheet_name="Persons", datetime_format="yyyy-mm-dd")
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert read_table(LINE.encode(encoding)).rows[1] == ["Коваленко Микола", "ч"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert read_table(LINE.replace(";", delimiter).encode()).rows[0] == ["ПІБ", "Стать"]


def test_a_workbook_gives_text_numbers_and_dates() -> None:
    data = workbook({"ПІБ": "Коваленко Микола", "ІПН": 1234567890, "Дата": datetime.date(2022, 5, 17)})
    assert read_table(data).rows[1] == ["Коваленко Микола", "1234567890", "2022-05-17"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"a;b\x00c\n", "nul"),
        (b"\xff\x80\x81\x98", "encoding"),
        ("Коваленко Микола".encode()[:-1] + b"\n", "encoding"),
        (b'a,"b\n', "broken"),
        (b"PK\x03\x04 no archive", "broken_workbook"),
        (zipped(readme=b"no workbook"), "not_a_table"),
        (b"\xd0\xcf\x11\xe0 old", "old_workbook"),
        (b";;;\n;;;\n", "no_rows"),
        (b";" * 300 + b"x\n", "too_wide"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_table(data)
    assert refused.value.problem.code == code
    assert "%(" not in str(refused.value.problem)


def test_a_workbook_that_unpacks_to_far_more_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(uploads, "UNPACKED", 2 * uploads.MIB)
    with pytest.raises(FileRefused) as refused:
        read_table(zipped(**{"xl__workbook.xml": b"0" * (3 * uploads.MIB)}))
    assert refused.value.problem.code == "bomb"


def test_rows_keep_the_numbers_of_the_spreadsheet() -> None:
    table = read_table(b"a,b\n\n1,2\n,\n3,4\n")
    assert [number for number, _cells in table.rows_from(2)] == [3, 5]


def test_columns_are_guessed_from_the_header() -> None:
    header = "№;Прізвище;Ім'я;По батькові;Дата народження;В/ч;Дата полону;Місце утримання"
    reading = guess(read_table(f"{header}\n1;Коваленко;Микола;Петрович;1990;3057;2022;СІЗО\n".encode()))
    names = ("surname", "given_name", "patronymic", "born", "unit", "captured", "places")
    assert reading.fields == {key: [at] for at, key in enumerate(names, start=1)}


def test_a_title_above_the_header_is_no_header() -> None:
    reading = guess(read_table("Список полонених;;\n;;\nФИО;Пол;Звание\nИванов Иван;м;рядовой\n".encode()))
    assert (reading.first_row, reading.fields["sex"]) == (4, [1])


def test_a_file_without_header_is_read_by_its_content() -> None:
    lines = ["Коваленко Микола Петрович,17.05.1990,18.05.2022,м", "Бондар Іван,1991,травень 2022,м"]
    reading = guess(read_table("\n".join(lines).encode()))
    assert (reading.first_row, reading.order) == (1, "surname_first")
    assert reading.fields == {"full_name": [0], "born": [1], "captured": [2], "sex": [3]}


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_template_is_understood_by_the_import(language: str) -> None:
    with translation.override(language), template.as_xlsx() as workbook:
        files_made = b"".join(template.as_csv()), workbook.read()
    for reading in (guess(read_table(data)) for data in files_made):
        assert list(reading.fields) == [each.key for each in template._columns()]
