"""Files of rows, opened again by other programs."""

import csv
import datetime
import io

import openpyxl
import pytest

from common.export import write_csv, write_xlsx
from common.partial_dates import PartialDate

DANGEROUS = ["=1+1", "+380", "-2+3", "@SUM(A1)", "\tx", "\rx"]


def read_csv(columns, rows):
    content = b"".join(write_csv(columns, rows))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(columns, rows, sheet="Data"):
    with write_xlsx(columns, rows, sheet) as file:
        return openpyxl.load_workbook(file).active


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_is_disarmed_in_csv(text):
    assert read_csv(["a"], [[text]])[1] == [f"'{text}"]


@pytest.mark.parametrize("text", DANGEROUS[:4])
def test_a_formula_is_disarmed_in_xlsx(text):
    cell = read_xlsx(["a"], [[text]])["A2"]
    assert (cell.value, cell.data_type) == (f"'{text}", "s")


def test_text_that_looks_like_a_formula_stays_text_in_xlsx_even_undisarmed():
    assert read_xlsx(["a"], [["x=1+1"]])["A2"].data_type == "s"


def test_a_heading_is_disarmed_too():
    assert read_csv(["=a"], [])[0] == ["'=a"]
    assert read_xlsx(["=a"], [])["A1"].value == "'=a"


def test_numbers_stay_numbers_and_blank_is_not_zero():
    sheet = read_xlsx(["a", "b", "c"], [[-5, 0, None]])
    assert [cell.value for cell in sheet[2]] == [-5, 0, None]
    assert read_csv(["a", "b", "c"], [[-5, 0, None]])[1] == ["-5", "0", ""]


def test_a_code_with_leading_zeros_stays_text():
    cell = read_xlsx(["a"], [["00123"]])["A2"]
    assert (cell.value, cell.data_type) == ("00123", "s")


def test_dates_are_iso_in_csv_and_dates_in_xlsx():
    day = datetime.date(2026, 2, 5)
    assert read_csv(["a", "b"], [[day, PartialDate.parse("2026-02")]])[1] == ["2026-02-05", "2026-02"]
    sheet = read_xlsx(["a", "b"], [[day, PartialDate.parse("2026-02")]])
    assert (sheet["A2"].value.date(), sheet["A2"].number_format, sheet["B2"].value) == (day, "yyyy-mm-dd", "2026-02")


def test_cyrillic_and_line_breaks_come_back_as_they_were():
    text = "Обмін № 1;\nтретій, «етап»"
    assert read_csv(["Назва"], [[text]]) == [["Назва"], [text]]
    assert read_xlsx(["Назва"], [[text]], sheet="Обміни / 2026")["A2"].value == text


def test_two_columns_of_one_name_are_both_kept():
    assert [cell.value for cell in read_xlsx(["a", "a"], [[1, 2]])[1]] == ["a", "a (2)"]


def test_csv_comes_in_chunks_without_reading_everything_first():
    seen = []

    def rows():
        for number in range(2000):
            seen.append(number)
            yield [number]

    chunks = write_csv(["a"], rows())
    next(chunks)
    next(chunks)
    assert len(seen) < 1000
