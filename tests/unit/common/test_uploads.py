"""What an upload is, and that nothing hostile comes to a reader. The hostile files are made here."""

import io
import struct
import zipfile

import pytest
from rustpy_xlsxwriter import write_worksheet

from common import uploads
from common.uploads import MIB, UploadKind, UploadRefused, examine

SHEET = "xl/worksheets/sheet1.xml"


def workbook(**parts: bytes | str) -> bytes:
    """A workbook of one cell, with these parts added or in place of its own."""
    out, made = io.BytesIO(), io.BytesIO()
    write_worksheet(iter([{"a": "x"}]), out, sheet_name="Data")
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def sheet(*cells: str) -> bytes:
    """A workbook with one value in each of these cells."""
    rows = "".join(f'<row><c r="{cell}"><v>1</v></c></row>' for cell in cells)
    return workbook(**{SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>"})


def refusal(data: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        examine(data)
    words = str(uploads.REFUSALS[refused.value.code]) % refused.value.params
    assert "%(" not in words
    return refused.value.code


def test_a_workbook_and_a_text_are_told_by_their_content() -> None:
    assert examine(workbook()) == UploadKind.WORKBOOK
    assert examine("ПІБ;Стать\n".encode()) == UploadKind.TEXT


@pytest.mark.parametrize(
    "start",
    [b"MZ\x90", b"\x7fELF", b"#!/bin/sh\n", b"%PDF-1.7", b"\x89PNG\r\n", b"\x1f\x8b\x08", b"\xef\xbb\xbf <HTML>",
     b"<script>alert(1)</script>", b"<?xml version='1.0'?>", b"{\\rtf1"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_table_is_refused(start: bytes) -> None:
    assert refusal(start + b"a,b\n1,2\n") == "not_a_table"


@pytest.mark.parametrize(
    "name",
    ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl/externalLinks/externalLink1.xml",
     "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml", "xl/media/picture.exe", "run.ps1"],
)  # fmt: skip
def test_a_workbook_with_something_that_runs_or_fetches_is_refused(name: str) -> None:
    assert refusal(workbook(**{name: b"x"})) == "active"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("[Content_Types].xml", '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'),
        ("xl/_rels/workbook.xml.rels", '<Relationship Type="http://x/relationships/oleObject" Target="a"/>'),
        ("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
        ("xl/sharedStrings.xml", " " * (MIB - 4) + "<!DOCTYPE a>"),
    ],
)
def test_a_workbook_that_declares_it_inside_is_refused(part: str, content: str) -> None:
    assert refusal(workbook(**{part: content})) == "active"


def test_a_workbook_under_a_password_is_refused() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + uploads.ENCRYPTED) == "protected"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "old_workbook"


def test_a_workbook_that_unpacks_to_far_more_is_refused() -> None:
    assert refusal(workbook(**{SHEET: b" " * (12 * MIB)})) == "too_dense"


def test_a_part_that_lies_about_its_size_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(uploads, "UNPACKED", 2 * MIB)
    data = workbook(**{SHEET: b" " * (3 * MIB)})
    small = data.replace(struct.pack("<L", 3 * MIB), struct.pack("<L", 10))
    assert small != data
    assert refusal(small) == "bomb"


def test_a_workbook_of_very_many_parts_is_refused() -> None:
    assert refusal(workbook(**{f"xl/part{number}": b"" for number in range(uploads.PARTS)})) == "too_many_parts"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    assert refusal(workbook(**{"xl/Workbook.xml": b"<other/>"})) == "broken_workbook"


def test_cells_at_the_ends_of_a_sheet_are_refused_before_a_reader_takes_room_for_all_between() -> None:
    assert refusal(sheet("A1", "XFD1048576")) == "spread"
    assert refusal(sheet("A1", "ZZ99999")) == "spread"


def test_a_long_sheet_and_a_wide_one_are_read() -> None:
    for data in (sheet("A1", "Z400000"), sheet("A1", "GR1")):
        assert examine(data) == UploadKind.WORKBOOK


def test_an_empty_styled_cell_far_away_is_no_spread() -> None:
    part = '<worksheet><sheetData><row><c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/></row></sheetData></worksheet>'
    assert examine(workbook(**{SHEET: part})) == UploadKind.WORKBOOK
