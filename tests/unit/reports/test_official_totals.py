"""Official totals against the record, worked out anew from the two files in plain Python."""

import csv
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from exchanges.domain.official_totals import import_official_totals
from exchanges.models import Claim
from reports import catalogue
from reports.catalogue.answer import Answer
from sources.models import Source
from tests.factories import completed_exchange
from tests.unit.reports import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_record")]
RETURNED = record.SIDES[0]
REPORT = catalogue.find("official-totals")


def ask() -> Answer:
    return REPORT.answer({}, record.TODAY, User.objects.system(), lambda *_: None)


def expected() -> list[tuple[str, int, int, int]]:
    """(last day, official growth, ours, how many beside) of each interval."""
    held = [row for row in record.rows() if not record.is_derailed(row)]
    found, before = [], {"as_of": "", RETURNED: 0}
    for total in record.rows("official_counters.csv"):
        within = [row for row in held if before["as_of"] < row["date"] <= total["as_of"]]
        ours = sum(row[RETURNED] or 0 for row in within if record.is_counted(row))
        beside = sum(not record.is_counted(row) for row in within)
        found.append((total["as_of"], total[RETURNED] - before[RETURNED], ours, beside))
        before = total
    return found


def column(answer: Answer, key: str) -> list[Any]:
    table = answer.table("intervals_table")
    return [row[[column.key for column in table.columns].index(key)] for row in table.rows]


def test_each_interval() -> None:
    answer = ask()
    beside = [len(each) for each in column(answer, "beside")]
    growth, ours = column(answer, "official_growth"), column(answer, "ours")
    assert list(zip(column(answer, "to"), growth, ours, beside, strict=True)) == expected()


def test_fourteen_of_twenty_five_agree() -> None:
    answer = ask()
    assert (answer.value("agree"), answer.value("intervals")) == (14, 25)
    assert answer.value("agree") == sum(official == ours for _day, official, ours, _beside in expected())


def test_a_difference_is_shown_and_never_made_to_fit() -> None:
    answer = ask()
    assert column(answer, "difference") == [official - ours for _day, official, ours, _beside in expected()]
    assert answer.value("difference") == 5757 - answer.value("ours") == sum(column(answer, "difference"))


def test_the_sentence_says_how_many_agree() -> None:
    said = REPORT.sentence(ask())
    assert said.startswith("14 of 25 intervals between official totals agree with our record to the person; ")
    assert "5,757 came home officially" in said


def test_what_a_source_says_of_its_counting_stands_beside() -> None:
    assert "security service" in column(ask(), "remark")


def test_an_unknown_number_is_told_and_keeps_an_interval_from_agreeing() -> None:
    completed_exchange(None, None, "2024-10-01")
    answer = ask()
    assert answer.value("unknown") == 1
    assert answer.value("agree") == 13
    assert column(answer, "verdict")[column(answer, "to").index("2024-10-18")] == "unknown"


def test_a_handover_after_the_last_total_belongs_to_no_interval() -> None:
    before = ask()
    completed_exchange(7, 7, "2026-05-30")
    assert ask().value("after_last") == before.value("after_last") + 7
    assert ask().value("ours") == before.value("ours")


def test_the_same_totals_again_change_nothing() -> None:
    held = (Claim.objects.count(), Source.objects.count())
    with (record.SEED / "official_counters.csv").open(encoding="utf-8", newline="") as file:
        result = import_official_totals(rows=csv.DictReader(file), by=User.objects.system())
    assert (result.created, result.already_there) == (0, 25)
    assert (Claim.objects.count(), Source.objects.count()) == held


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"as_of": "18.10.2024"}, "Row 2, column as_of"),
        ({"returned_to_ukraine_total": "many"}, "Row 2, column returned_to_ukraine_total"),
        ({"returned_to_ukraine_total": "-5"}, "Row 2, column returned_to_ukraine_total"),
        ({"returned_to_ukraine_total": ""}, "the total is missing"),
        ({"exchanges_counted": "x"}, "Row 2, column exchanges_counted"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(cells: dict[str, str], said: str) -> None:
    held = Claim.objects.count()
    row = {"as_of": "2026-05-30", "returned_to_ukraine_total": "9000", "exchanges_counted": "", "notes": ""} | cells
    with pytest.raises(ValidationError, match=said):
        import_official_totals(rows=[row], by=User.objects.system())
    assert Claim.objects.count() == held


def test_it_takes_two_queries(django_assert_num_queries) -> None:
    system = User.objects.system()
    with django_assert_num_queries(2):
        REPORT.answer({}, record.TODAY, system, lambda *_: None)
