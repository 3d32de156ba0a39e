"""One row of the public record: what it says in our terms, and what is wrong with it."""

import datetime

import pytest

from exchanges.domain.public_record import PublicRow, key_of, read_row
from tests.factories.imports import record_row

TODAY = datetime.date(2026, 11, 22)


def said(**cells: object) -> PublicRow:
    row, problems = read_row(record_row(**cells), TODAY)
    assert problems == []
    return row


def refused(**cells: object) -> list[tuple[str, str]]:
    row, problems = read_row(record_row(**cells), TODAY)
    assert row is None
    return [(problem.code, problem.column) for problem in problems]


def counts(**cells: object) -> dict[str, tuple]:
    return {side.to: (side.agreed, side.delivered, side.count_status) for side in said(**cells).sides}


def exchanged(ukraine: object, russia: object, label: str, **cells: object) -> dict[str, tuple]:
    return counts(returned_to_ukraine_total=ukraine, returned_to_russia_total=russia, format_label=label, **cells)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"date": ""}, ("required", "date")),
        ({"date": "18.10.2024"}, ("date_form", "date")),
        ({"date": "2023-02-30"}, ("no_such_date", "date")),
        ({"date": "2026-11-23"}, ("future", "date")),
        ({"returned_to_ukraine_total": "many"}, ("not_a_number", "returned_to_ukraine_total")),
        ({"returned_to_ukraine_total": "9.5"}, ("not_a_number", "returned_to_ukraine_total")),
        ({"returned_to_russia_total": "-3"}, ("negative", "returned_to_russia_total")),
        ({"returned_to_russia_total": "9" * 5000}, ("too_long", "returned_to_russia_total")),
        ({"returned_to_russia_total": "1000001"}, ("too_many", "returned_to_russia_total")),
        ({"returned_to_ukraine_military": "3"}, ("no_whole", "returned_to_ukraine_total")),
        ({"sequence_no_if_reported": "0"}, ("ordinal", "sequence_no_if_reported")),
        ({"confidence": "sure"}, ("confidence", "confidence")),
        ({"source_url": "javascript:alert(1)"}, ("url", "source_url")),
        ({"format_label": "x" * 301}, ("too_long", "format_label")),
    ],
)
def test_what_is_wrong_is_named_by_column(cells: dict, problem: tuple) -> None:
    assert problem in refused(**cells)


def test_parts_beyond_the_whole_are_refused() -> None:
    found = refused(returned_to_ukraine_total=10, returned_to_ukraine_military=9, returned_to_ukraine_civilian=2)
    assert found == [("parts_exceed", "returned_to_ukraine_total")]


def test_a_derailed_exchange_has_delivered_nobody() -> None:
    assert refused(format_label="DERAILED: 5 for 5", returned_to_russia_total=5) == [
        ("derailed_delivered", "returned_to_russia_total")
    ]


@pytest.mark.parametrize("change", [{"extra": "1"}, {}])
def test_a_ragged_row_is_refused(change: dict) -> None:
    cells = record_row() | change
    if not change:
        del cells["notes"]
    assert [problem.code for problem in read_row(cells, TODAY)[1]] == ["ragged"]


def test_blank_is_not_zero() -> None:
    assert exchanged("", "0", "not labelled") == {"UA": (None, None, "not_stated"), "RU": (None, 0, "known")}


@pytest.mark.parametrize(("label", "notes"), [("49 for undisclosed", ""), ("stage", "Numbers withheld.")])
def test_a_number_that_the_sides_withhold(label: str, notes: str) -> None:
    assert exchanged("49", "", label, notes=notes)["RU"] == (None, None, "withheld")


@pytest.mark.parametrize(
    ("ukraine", "russia", "label", "agreed"),
    [
        (207, 195, "207 for 195", (207, 195)),
        (5, 4, "4 for 5 (source wording)", (5, 4)),
        (29, 21, "10 for 10 military plus 19 for 11 civilian sailors", (None, None)),
        (390, 390, "1000 for 1000, stage 1", (None, None)),
        (36, 35, "36 (Ukrainian count) for 35", (None, None)),
        (108, 110, "all-female exchange (110 agreed, 108 carried out)", (110, None)),
        (45, 3, "45 for 3 pilots (link not acknowledged)", (None, None)),
        ("", "", "DERAILED: 192 for 192 planned (Il-76 crash)", (192, 192)),
        ("", "", "DERAILED: 40 for 150 planned", (None, None)),
    ],
)
def test_agreed_numbers_only_where_the_direction_is_certain(ukraine, russia, label: str, agreed: tuple) -> None:
    sides = exchanged(ukraine, russia, label)
    assert (sides["UA"][0], sides["RU"][0]) == agreed


@pytest.mark.parametrize(
    ("label", "kind", "counted"),
    [
        ("local military-command exchange, 5 for 1", "local", False),
        ("unilateral repatriation of seriously wounded and sick by Ukraine", "unilateral", False),
        ("outside the exchange process: seriously wounded", "unilateral", False),
        ("return in response to the 24 March repatriation", "unilateral", True),
        ("25 for 25 (medical)", "medical", True),
        ("5 for 5 (civilians)", "civilian_release", True),
        ("95 for 95", "negotiated", True),
    ],
)
def test_the_kind_and_whether_it_is_counted(label: str, kind: str, counted: bool) -> None:
    row = said(format_label=label)
    assert (row.kind, row.counted_in_format) == (kind, counted)


def test_notes_may_say_that_it_is_not_counted() -> None:
    assert not said(notes="Not counted in the national numbering.").counted_in_format


def test_nobody_goes_the_other_way_in_a_unilateral_return() -> None:
    assert list(exchanged("", "", "unilateral repatriation of sick by Ukraine")) == ["RU"]


@pytest.mark.parametrize(
    ("label", "stage"),
    [
        ("Istanbul II stage 9", (True, 9)),
        ("500 for 500, stage 2", (True, 2)),
        ("Istanbul II, further stage", (True, None)),
        ("Istanbul II, fourth exchange in a week", (False, None)),
    ],
)
def test_a_stage_without_a_number_gets_none(label: str, stage: tuple) -> None:
    row = said(format_label=label)
    assert (row.says_stage, row.stage_no) == stage


@pytest.mark.parametrize(
    ("label", "programmes"),
    [
        ("1000 for 1000, stage 1", ("1000-for-1000",)),
        ("Istanbul II stage 1", ("istanbul-2",)),
        ("Istanbul III", ("istanbul-3",)),
        ("500 for 500, stage 2", ("geneva-2026",)),
        ("95 for 95", ()),
    ],
)
def test_the_programme_that_a_label_names(label: str, programmes: tuple) -> None:
    assert said(format_label=label).programmes == programmes


def test_an_approximate_day_is_known_to_the_month() -> None:
    assert said(date="2022-04-21", notes="so the date is approximate").when.isoformat() == "2022-04"


def test_a_part_of_a_date_is_a_date() -> None:
    assert said(date="2022-04").when.isoformat() == "2022-04"


def test_several_mediators() -> None:
    assert said(mediator="USA; UAE;").mediators == ("USA", "UAE")


@pytest.mark.parametrize(
    ("text", "to_ukraine", "to_russia"),
    [
        ("3 officers", "3 officers", ""),
        ("Russian side described as sensitive", "", "Russian side described as sensitive"),
        ("82 men; Russian side: conscripts", "82 men; Russian side: conscripts", "82 men; Russian side: conscripts"),
    ],
)
def test_the_composition_is_kept_whole(text: str, to_ukraine: str, to_russia: str) -> None:
    assert [side.composition for side in said(category_breakdown_text=text).sides] == [to_ukraine, to_russia]


def test_the_key_outlives_spaces_and_letters_of_another_size() -> None:
    assert key_of(record_row(format_label="95 FOR  95 ")) == key_of(record_row(notes="changed"))


def test_another_label_is_another_key() -> None:
    assert key_of(record_row(format_label="95 for 94")) != key_of(record_row())
