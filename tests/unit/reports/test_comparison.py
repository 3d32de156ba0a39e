"""What moved between two answers: rows found again, differences said, and none where one would tell a small figure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.small_figures import FEW, WITHHELD, partition, told
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.comparison import Line, compare

COUNTS = st.lists(st.integers(0, 40), min_size=4, max_size=4)


def answer(rows: list[list[Any]], *, named: Cell = Cell.CHOICE, held: Any = 0) -> Answer:
    table = Table("parts", (Column("part", named), Column("held", Cell.COUNT)), rows)
    return Answer((Figure("held", Cell.COUNT, held),), (table,))


def moved(before: list[list[Any]], after: list[list[Any]], **how: Any) -> list[tuple[Any, ...]]:
    (table,) = compare(answer(before, **how), answer(after, **how)).tables
    return [(line.name, line.before, line.after, line.difference) for line in table.lines]


def test_rows_are_found_again_wherever_they_stand() -> None:
    assert moved([["a", 10], ["b", 20]], [["b", 15], ["a", 10]]) == [("b", 20, 15, -5)]


def test_a_row_that_came_or_went_has_no_other_value() -> None:
    assert moved([["a", 10]], [["b", 15]]) == [("b", None, 15, None), ("a", 10, None, None)]


def test_a_record_is_known_by_its_key_and_not_by_its_name() -> None:
    was, is_now = ["3057", "Азов", "Azov", "key"], ["3057", "Бригада «Азов»", "Azov brigade", "key"]
    assert moved([[was, 10]], [[is_now, 12]], named=Cell.NAMED) == [(is_now, 10, 12, 2)]


def test_rows_of_the_same_name_are_taken_in_their_order() -> None:
    assert moved([["a", 10], ["a", 20]], [["a", 10], ["a", 25]]) == [("a", 20, 25, 5)]


def test_what_did_not_move_is_counted() -> None:
    (table,) = compare(answer([["a", 1], ["b", 2]]), answer([["a", 1], ["b", 3]])).tables
    assert (len(table.lines), table.unmoved) == (1, 1)


@pytest.mark.parametrize("untold", [FEW, WITHHELD, None])
def test_what_is_not_told_has_no_difference(untold) -> None:
    assert [line[3] for line in moved([["a", untold]], [["a", 10]])] == [None]
    figure = compare(answer([], held=untold), answer([], held=10)).figures[0]
    assert (figure.before, figure.difference) == (untold, None)


def test_a_ratio_is_not_subtracted() -> None:
    one, two = (Answer((Figure("ratio", Cell.RATIO, value),), ()) for value in ([40, 150], [41, 150]))
    assert compare(one, two).figures[0].difference is None


def differences(before: list[int], after: list[int], tell: Any) -> list[Line]:
    """The lines that a reader gets who is told these counts by this rule."""
    told_of = [tell(dict(enumerate(counts))) for counts in (before, after)]
    one, two = (answer([[str(key), value] for key, value in counts.items()]) for counts in told_of)
    return list(compare(one, two).tables[0].lines)


@given(COUNTS, COUNTS)
def test_no_difference_narrows_what_a_small_figure_may_be(before, after) -> None:
    for line in differences(before, after, partition):
        if line.difference is not None:
            assert (line.before, line.after) == (told(before[int(line.name)]), told(after[int(line.name)]))
            assert line.difference == line.after - line.before, "no more than the two answers say"
            assert {line.before, line.after}.isdisjoint({FEW, WITHHELD})


def test_control_of_the_counts_themselves_it_tells_them() -> None:
    lines = differences([3, 20, 20, 20], [7, 20, 20, 20], lambda counts: counts)
    assert [line.difference for line in lines] == [4]
