"""Who took a file, when, and by which export."""

import dataclasses
import datetime
import io

import openpyxl

from common.export import write_xlsx
from common.watermark import Watermark

MARK = Watermark(
    user="Оксана <&> Вигадана",
    login="Oksana@Вигадана",
    made_at=datetime.datetime(2026, 11, 23, 1, 2, 3, tzinfo=datetime.UTC),
    export="0192-synthetic",
)


def test_a_list_is_marked_on_a_sheet_of_its_own_and_in_its_properties() -> None:
    with write_xlsx(["a"], [["x"]], "Data", MARK) as file:
        book = openpyxl.load_workbook(file)
    assert (book["Data"]["A2"].value, book["Export"]["A2"].value) == ("x", MARK.line)
    properties = book.properties
    assert (properties.creator, properties.identifier) == (MARK.user, MARK.export)
    assert properties.description == MARK.line


def test_a_list_without_a_mark_has_one_sheet() -> None:
    with write_xlsx(["a"], [["x"]]) as file:
        assert openpyxl.load_workbook(io.BytesIO(file.read())).sheetnames == ["Data"]


def test_the_line_tells_user_time_and_export() -> None:
    assert MARK.line == "Taken by Оксана <&> Вигадана on 23 Nov 2026, 03:02, export 0192-synthetic · for internal use"


def test_the_line_tells_for_whom() -> None:
    made = dataclasses.replace(MARK, recipient="The Agency", recipient_code="ICRC")
    assert made.line.endswith(" · for: The Agency")
    assert made.in_file_name.startswith("for-icrc_")


def test_a_file_name_holds_letters_that_every_system_takes() -> None:
    assert MARK.in_file_name == "internal_oksana_20261123T010203Z_0192-synthetic"
