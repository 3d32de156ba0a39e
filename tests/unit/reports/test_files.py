"""The files of an answer say what the answer says."""

import io
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from pypdf import PdfReader

from reports import catalogue
from reports.artefacts.document import Document
from reports.artefacts.make import all_files
from reports.domain.answers import answer_as_system
from reports.enums import ArtefactFormat
from tests.factories import completed_exchange
from tests.unit.reports import record

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://example.org")'


def document(**parameters: Any) -> Document:
    report = catalogue.find("swap-ratio")
    return answer_as_system(report, report.clean(parameters), record.TODAY)


def files(**parameters: Any) -> dict[ArtefactFormat, bytes]:
    return {file.format: file.content for file in all_files(document(**parameters), lambda *_: None)}


@pytest.fixture
def made(db) -> dict[ArtefactFormat, bytes]:
    completed_exchange(40, 150, "2024-10-18", formula=FORMULA)
    return files()


def test_a_ratio_below_one_is_written_in_full(made) -> None:
    text = PdfReader(io.BytesIO(made[ArtefactFormat.PDF])).pages[0].extract_text()
    assert "0.27 : 1 (40 : 150)" in text


def test_text_that_looks_like_a_formula_stays_text(made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made[ArtefactFormat.XLSX]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert any(FORMULA in str(cell.value) for cell in cells)


def test_a_sheet_for_each_table_and_one_with_the_definitions(made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made[ArtefactFormat.XLSX]))
    assert book.sheetnames == ["About", "Sums by group", "Variants", "Left out of the sum", "Exchange by exchange",
                               "Longest gaps"]  # fmt: skip
    about = {row[0]: row for row in book["About"].iter_rows(values_only=True)}
    assert about["To us"][1:] == (40, str(catalogue.find("swap-ratio").define("to_us")))


def test_the_pdf_speaks_ukrainian_with_letters_of_its_own() -> None:
    completed_exchange(40, 150, "2024-10-18", formula="Ґанок їжака: 40 на 150")
    with translation.override("uk"):
        pages = PdfReader(io.BytesIO(files()[ArtefactFormat.PDF])).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Ґанок їжака" in text
    assert "0,27 : 1" in text


def test_the_chart_has_the_question_as_title_and_two_palettes(made) -> None:
    light, dark = made[ArtefactFormat.SVG].decode(), made[ArtefactFormat.SVG_DARK].decode()
    assert "How many come home to us" in light
    assert "0.27 : 1" in light
    assert ("#1a5fb4" in light, "#1a5fb4" in dark) == (True, False)


def test_without_exchanges_there_is_no_chart_but_an_answer() -> None:
    empty = files()
    assert ArtefactFormat.SVG not in empty
    assert b"total,0,0,,,,,,,0" in empty[ArtefactFormat.CSV]
    assert "No exchange of this period" in document().sentence


def test_the_files_have_telling_names() -> None:
    completed_exchange(10, 10)
    names = [file.name for file in all_files(document(), lambda *_: None)]
    assert names[0] == "swap-ratio-2026-06-01.csv"
    assert "swap-ratio-2026-06-01.dark.svg" in names
