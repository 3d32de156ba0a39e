"""The swap ratio of the public record against sums worked out from the file in plain Python."""

import datetime
import itertools
import statistics
from collections import Counter
from typing import Any

import pytest

from accounts.models import User
from reports import catalogue
from reports.catalogue.answer import Answer
from tests.unit.reports import record

US, THEM = record.SIDES
ROWS = record.rows()
KNOWN = [row for row in ROWS if row[US] is not None and row[THEM] is not None and not record.is_derailed(row)]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_record")]


def ask(as_of: datetime.date = record.TODAY, **parameters: Any) -> Answer:
    report = catalogue.find("swap-ratio")
    system = User.objects.system()
    return report.answer(report.clean(parameters), as_of, system, lambda *_: None)


def sums(rows: list[dict[str, Any]]) -> list[int]:
    return [sum(row[US] for row in rows), sum(row[THEM] for row in rows)]


def by_group(answer: Answer, *columns: str) -> dict[Any, list[Any]]:
    table = answer.table("groups")
    places = [[column.key for column in table.columns].index(key) for key in columns]
    return {str(row[0]): [row[place] for place in places] for row in table.rows}


def test_the_whole_record() -> None:
    answer = ask()
    assert answer.value("ratio") == sums(KNOWN) == [5290, 4931]
    assert (answer.value("exchanges_in"), answer.value("exchanges_out")) == (45, 26) == (len(KNOWN), 71 - len(KNOWN))
    assert answer.value("decimal") == 1.07


def test_the_sentence_says_it() -> None:
    said = catalogue.find("swap-ratio").sentence(ask())
    assert said == (
        "1.07 : 1 (5,290 came home to us, 4,931 returned to them) in 45 exchanges of which both directions are known; "
        "26 exchanges are left out of the sum."
    )


def test_each_exchange_left_out_has_its_reason() -> None:
    def reason(row: dict[str, Any]) -> str | None:
        if record.is_derailed(row):
            return "derailed"
        if None not in (row[US], row[THEM]):
            return None
        if "withheld" in (row["notes"] or "") or "undisclosed" in row["format_label"]:
            return "withheld"
        if record.kind_of(row) == "unilateral":
            return "one_way"
        return "both_unknown" if row[US] is None and row[THEM] is None else "to_them_unknown"

    expected = Counter(filter(None, map(reason, ROWS)))
    table = ask().table("left_out")
    assert {row[0]: row[1] for row in table.rows} == expected
    assert [len(row[2]) for row in table.rows] == [len(ids) for ids in table.behind] == [row[1] for row in table.rows]


@pytest.mark.parametrize(("group_by", "letters"), [("month", 7), ("year", 4)])
def test_by_time(group_by: str, letters: int) -> None:
    groups = by_group(ask(group_by=group_by), "ratio")
    expected = {row["date"][:letters]: None for row in ROWS}
    for period in expected:
        members = [row for row in KNOWN if row["date"].startswith(period)]
        expected[period] = [sums(members) if members else None]
    assert groups == expected


def test_the_balance_adds_up_over_time() -> None:
    table = ask(group_by="year").table("groups")
    assert [row[-1] for row in table.rows][-1] == table.foot[-1] == 5290 - 4931


def test_by_kind() -> None:
    kinds = {record.kind_of(row) for row in ROWS}
    expected = {
        kind: sums(found) if (found := [r for r in KNOWN if record.kind_of(r) == kind]) else None for kind in kinds
    }
    assert {key: value[0] for key, value in by_group(ask(group_by="kind"), "ratio").items()} == expected


def test_by_format() -> None:
    beside = [row for row in KNOWN if not record.is_counted(row)]
    assert by_group(ask(group_by="format"), "ratio")["beside"] == [sums(beside)]


def test_an_exchange_with_two_mediators_counts_with_each() -> None:
    table = ask(group_by="mediator").table("groups")
    found = {row[0][2] if row[0] else None: row[5] for row in table.rows}
    helped = {name for row in ROWS for name in (row["mediator"] or "").split("; ")}
    for name in helped:
        members = [row for row in KNOWN if name in (row["mediator"] or "").split("; ")]
        assert found[name or None] == (sums(members) if members else None), name
    assert sum(row[1] for row in table.rows) > table.foot[1] == 45


def test_without_medical_and_unilateral() -> None:
    given = [row for row in KNOWN if record.kind_of(row) not in {"medical", "unilateral"}]
    assert ask(variant="reciprocal").value("ratio") == sums(given)


def test_the_median_of_single_ratios() -> None:
    median = statistics.median(row[US] / row[THEM] for row in KNOWN)
    assert ask().value("median") == round(median, 2)


def test_the_longest_gaps() -> None:
    days = sorted({datetime.date.fromisoformat(row["date"]) for row in ROWS if not record.is_derailed(row)})
    expected = sorted(((later - day).days for day, later in itertools.pairwise(days)), reverse=True)[:10]
    assert [row[-1] for row in ask().table("gaps").rows] == expected
    assert {177, 126} <= set(expected)


def test_as_true_on_a_day() -> None:
    until = [row for row in KNOWN if row["date"] <= "2023-08-07"]
    assert ask(datetime.date(2023, 8, 7)).value("ratio") == sums(until)


def test_from_a_day() -> None:
    since = [row for row in KNOWN if row["date"] >= "2025-01-01"]
    assert ask(since="2025-01-01").value("ratio") == sums(since)


def test_each_figure_leads_to_its_exchanges() -> None:
    answer = ask()
    assert len(answer.figure("ratio").exchanges) == 45
    assert len(set(answer.figure("exchanges_out").exchanges)) == 26


def test_who_sees_no_exchange_gets_none() -> None:
    report = catalogue.find("swap-ratio")
    nobody = User(username="nobody")
    seen = report.answer(report.clean({}), record.TODAY, nobody, lambda *_: None)
    assert (seen.value("exchanges_in"), seen.value("exchanges_out"), seen.value("ratio")) == (0, 0, None)
    assert ask().value("exchanges_in") == 45


def test_the_answer_survives_storage() -> None:
    answer = ask(group_by="mediator")
    report = catalogue.find("swap-ratio")
    assert report.sentence(Answer.from_json(answer.as_json())) == report.sentence(answer)


def test_it_takes_one_query(django_assert_num_queries) -> None:
    system = User.objects.system()
    report = catalogue.find("swap-ratio")
    with django_assert_num_queries(1):
        report.answer(report.clean({}), record.TODAY, system, lambda *_: None)
