"""A file of the public record, from bytes to rows: any bytes give rows or a clear refusal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import clock
from exchanges.domain.public_record import COLUMNS, read_row
from exchanges.interfaces.importing import FileRefused, read_file
from tests.factories.imports import SEED, record_bytes, record_file, record_row

ONE = record_bytes(record_row())
HEADER = ",".join(COLUMNS).encode()


def refusal(data: bytes, **arguments: int) -> list[tuple[str, dict]]:
    with pytest.raises(FileRefused) as refused:
        record_file(data, **arguments)
    assert all(problem.message for problem in refused.value.problems)
    return [(problem.code, problem.params) for problem in refused.value.problems]


def test_rows_are_numbered_as_in_a_spreadsheet() -> None:
    file = record_file(record_bytes(record_row(), record_row(format_label="5 for 5")))
    assert {number: row["format_label"] for number, row in file.rows.items()} == {2: "95 for 95", 3: "5 for 5"}


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert record_file(b"\xef\xbb\xbf" + ONE).rows == record_file(ONE).rows


def test_an_empty_line_is_no_row_but_keeps_its_number() -> None:
    file = record_file(HEADER + b"\n\n" + ONE.split(b"\r\n")[1])
    assert list(file.rows) == [3]


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data)[0][0] in {"empty", "missing_columns"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04\x14\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        ("дата".encode("utf-16"), "utf16"),
        (ONE.replace(b"95 for 95", "обмін".encode("cp1251")), "encoding"),
        (ONE.replace(b"95 for 95", b"95\x00for"), "nul"),
        (ONE.replace(b",", b";"), "delimiter"),
        (ONE.replace(b",", b"\t"), "delimiter"),
        (HEADER + b'\n"not closed,', "broken"),
        (HEADER + b'\n"closed" too early,', "broken"),
        (HEADER + b"\n", "no_rows"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, code: str) -> None:
    assert [found for found, _params in refusal(data)] == [code]


def test_a_refusal_names_the_line() -> None:
    data = ONE.replace(b"95 for 95", "обмін".encode("cp1251"))
    assert refusal(data) == [("encoding", {"line": 2})]


def test_missing_unknown_and_double_columns_are_all_named() -> None:
    columns = [*[*COLUMNS][1:], "colour", "date"]
    assert refusal(",".join(columns).encode() + b"\n1") == [
        ("missing_columns", {"names": "sequence_no_if_reported"}),
        ("unknown_columns", {"names": "colour"}),
        ("duplicate_columns", {"names": "date"}),
    ]


def test_a_file_above_the_limit_is_refused() -> None:
    assert [code for code, _params in refusal(ONE, limit=len(ONE) - 1)] == ["too_large"]


def test_a_file_at_the_limit_is_taken() -> None:
    assert record_file(ONE, limit=len(ONE)).size == len(ONE)


class Endless(io.RawIOBase):
    """A file of 200 MB that counts what is read of it."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"x" * size if self.given <= 200_000_000 else b""


def test_of_a_huge_file_little_more_than_the_limit_is_read() -> None:
    stream = Endless()
    with pytest.raises(FileRefused):
        read_file(stream, name="huge.csv", limit=20 * 1024 * 1024)
    assert stream.given < 22 * 1024 * 1024


def _rows_or_refusal(data: bytes) -> dict[int, dict[str, str]]:
    try:
        return record_file(data).rows
    except FileRefused:
        return {}


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda data: HEADER + b"\n" + data))
def test_any_bytes_give_rows_or_a_refusal(data: bytes) -> None:
    for cells in _rows_or_refusal(data).values():
        said, problems = read_row(cells, clock.today())
        assert (said is None) == bool(problems)
        assert all(problem.message for problem in problems)


@given(st.lists(st.text(max_size=40), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_cells_give_a_row_or_problems(cells: list[str]) -> None:
    said, problems = read_row(dict(zip(COLUMNS, cells, strict=True)), clock.today())
    assert (said is None) == bool(problems)
    assert all(problem.message for problem in problems)


def test_the_public_record_is_read_whole() -> None:
    assert len(record_file(SEED.read_bytes()).rows) == 71
