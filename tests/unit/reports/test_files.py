"""The files of an answer say what the answer says."""

import io
from typing import Any

import openpyxl
import orjson
import pytest
from django.utils import translation
from pypdf import PdfReader

from reports import catalogue
from reports.artefacts.document import Document
from reports.artefacts.make import all_files, one_file
from reports.artefacts.pdf import shares_of
from reports.catalogue.answer import Cell, Column, Table
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
    asked = document()
    names = [file.name for file in all_files(asked, lambda *_: None)]
    assert names[0] == f"swap-ratio-2026-06-01_{asked.mark.in_file_name}.csv"
    assert any(name.endswith(".dark.svg") for name in names)


def test_the_pdf_is_marked_on_every_page_and_in_its_properties() -> None:
    completed_exchange(40, 150, "2024-10-18")
    asked = document()
    pdf = PdfReader(io.BytesIO(one_file(asked, ArtefactFormat.PDF).content))
    assert len(pdf.pages) > 1
    assert [asked.mark.export in " ".join(page.extract_text().split()) for page in pdf.pages] == [True] * len(pdf.pages)
    properties = pdf.metadata
    assert (properties.author, properties["/Keywords"]) == (asked.mark.user, asked.mark.export)


def test_the_workbook_is_marked_on_its_first_sheet_and_in_its_properties() -> None:
    asked = document()
    book = openpyxl.load_workbook(io.BytesIO(one_file(asked, ArtefactFormat.XLSX).content))
    assert book["About"]["B2"].value == asked.mark.line
    properties = book.properties
    assert (properties.creator, properties.identifier) == (asked.mark.user, asked.mark.export)
    assert properties.created == asked.mark.made_at.replace(microsecond=0, tzinfo=None)


def test_the_same_answer_has_the_same_data_whoever_takes_it() -> None:
    completed_exchange(40, 150)
    first, again = document(), document()
    assert first.mark.export != again.mark.export
    assert one_file(first, ArtefactFormat.CSV).sha256 == one_file(again, ArtefactFormat.CSV).sha256
    told = [orjson.loads(one_file(each, ArtefactFormat.JSON).content) for each in (first, again)]
    assert [each.pop("export")["id"] for each in told] == [first.mark.export, again.mark.export]
    assert {each.pop("made_at") for each in told}
    assert told[0] == told[1]


@pytest.mark.parametrize(("heading", "gets"), [("Held", 0), ("Longest time overdue, in days", 1.1)])
def test_long_headings_of_numbers_leave_room_for_words(heading, gets) -> None:
    columns = (Column("what", Cell.CHOICE), *(Column(str(number), Cell.COUNT) for number in range(4)))
    assert shares_of(Table("t", columns, []), ["What", *[heading] * 4]) == [2, gets, gets, gets, gets]
