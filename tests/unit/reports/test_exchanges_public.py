"""Reports about exchanges over the real public record, against sums worked out from its files in plain Python."""

import datetime
import itertools
from collections import Counter

import pytest

from accounts.models import User
from reports import catalogue
from reports.catalogue.answer import Answer
from tests.unit.reports import record
from tests.unit.reports.asking import ask, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_record")]
ROWS = record.rows()
HELD = [row for row in ROWS if not record.is_derailed(row)]
US = record.SIDES[0]


def answer_to(key: str, **parameters: str) -> Answer:
    return ask(key, User.objects.system(), record.TODAY, **parameters)


def test_composition_holds_every_part_of_the_file() -> None:
    parts = ("military", "civilian")
    told = [(part, row[f"returned_to_ukraine_{part}"]) for row in HELD for part in parts]
    found = values(answer_to("composition").table("parts"), "category", "number")
    assert Counter(found) == Counter(each for each in told if each[1] is not None)


def test_composition_checks_each_part_against_the_whole() -> None:
    expected = Counter()
    for row in HELD:
        known = [n for part in ("military", "civilian") if (n := row[f"returned_to_ukraine_{part}"]) is not None]
        if known:
            rest = None if row[US] is None else row[US] - sum(known)
            expected["unknown" if rest is None else "whole" if not rest else "less"] += 1
    found = values(answer_to("composition").table("checks"), "verdict")
    assert Counter(verdict for (verdict,) in found) == expected


def test_setbacks_are_what_the_file_calls_derailed() -> None:
    answer = answer_to("setbacks")
    derailed = [row for row in ROWS if record.is_derailed(row)]
    assert (
        (answer.value("derailed"), answer.value("completed")) == (len(derailed), len(ROWS) - len(derailed)) == (1, 70)
    )
    found = values(answer.table("setbacks"), "date", "exchange", "setback_reason")
    assert found == [(row["date"], row["format_label"], "transport-loss") for row in derailed]


def test_gaps_are_those_of_the_swap_ratio() -> None:
    days = sorted({datetime.date.fromisoformat(row["date"]) for row in HELD})
    answer = answer_to("setbacks")
    assert answer.value("longest_gap") == max((later - day).days for day, later in itertools.pairwise(days))
    assert answer.table("gaps").rows == answer_to("swap-ratio").table("gaps").rows


def test_192_were_agreed_each_way_and_lost() -> None:
    answer = answer_to("agreed-delivered")
    rows = values(answer.table("ways"), "exchange", "agreed", "delivered", "verdict")
    assert [row[1:] for row in rows if row[0].startswith("DERAILED")] == [(192, None, "failed")] * 2
    assert answer.value("lost") == 2 * 192


def test_110_were_agreed_and_108_carried_out() -> None:
    rows = values(
        answer_to("agreed-delivered").table("ways"), "exchange", "agreed", "delivered", "difference", "verdict"
    )
    assert [row[1:] for row in rows if "110 agreed" in row[0] and row[1]] == [(110, 108, -2, "fewer")]


def test_delivered_is_what_the_file_says() -> None:
    expected = [row[side] for row in ROWS for side in record.SIDES if row[side] is not None]
    found = values(answer_to("agreed-delivered").table("ways"), "delivered")
    assert Counter(number for (number,) in found if number is not None) == Counter(expected)


def test_running_totals_stand_beside_what_the_file_adds_up_to() -> None:
    counted = [row for row in HELD if record.is_counted(row)]
    expected = [
        (total["as_of"], total[US], sum(row[US] or 0 for row in counted if row["date"] <= total["as_of"]))
        for total in record.rows("official_counters.csv")
    ]
    rows = values(answer_to("claims").table("totals"), "as_of", "number", "ours", "measure")
    assert [row[:3] for row in rows if row[3] == "returned_total"] == expected


def test_a_total_over_an_unknown_number_is_not_compared() -> None:
    first = min(row["date"] for row in HELD if row[US] is None and record.is_counted(row))
    rows = values(answer_to("claims").table("totals"), "as_of", "measure", "verdict")
    assert {said for day, measure, said in rows if measure == "returned_total" and day >= first} <= {"unknown"}


def test_what_the_record_was_taken_from_is_not_counted_as_agreeing() -> None:
    answer = answer_to("claims")
    numbers = sum(row[name] is not None for row in ROWS for name in record.SIDES)
    assert (answer.value("claims"), answer.value("agrees")) == (0, 0)
    assert answer.value("taken") > numbers


def test_the_intervals_are_those_of_the_official_totals() -> None:
    answer, official = answer_to("claims"), answer_to("official-totals")
    assert (answer.value("agree"), answer.value("intervals")) == (official.value("agree"), official.value("intervals"))
    assert catalogue.find("claims").sentence(answer).endswith("official running totals agree in 14 of 25 intervals.")


@pytest.mark.parametrize(("key", "statements"), [("setbacks", 7), ("agreed-delivered", 7), ("claims", 10)])
def test_statements(django_assert_num_queries, key: str, statements: int) -> None:
    report, system = catalogue.find(key), User.objects.system()
    with django_assert_num_queries(statements):
        report.answer(report.clean({}), record.TODAY, system, lambda *_: None)
