"""Stances against an independent count of whom lists named and who was handed over."""

import datetime
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from reports import catalogue
from reports.catalogue.answer import Answer
from tests.factories import user_with
from tests.factories.awkward_lists import (
    LIST,
    ON,
    PEOPLE,
    PERSON,
    RETURNS,
    STANCES,
    Made,
    Someone,
    awkward_lists,
    decided_on,
)
from tests.shared import kept, shared
from tests.unit.reports.listed import answered, led, said

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "stances"
HELD = {"ok", "civilian", "captured_again"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Made]:
    with shared(django_db_blocker):
        yield kept(awkward_lists)


def is_of(each: Someone, about: dict[str, str], on: D) -> bool:
    """Whether somebody was of a group on a day."""
    grades = [grade for grade, day in each.health if D.fromisoformat(day) <= on]
    return {
        "conscripts": each.basis == "conscript",
        "seriously_wounded": grades[-1:] == ["seriously_wounded"],
        "women": each.sex == "female",
    }.get(about.get("category"), each.unit == "guard-1")


def events() -> list[tuple[str, D, str]]:
    """What befell whom on which day."""
    found = [("delivered", D.fromisoformat(RETURNS[each.home][0]), each.key) for each in PEOPLE if each.home]
    for row in decided_on():
        day = LIST[row.list].received
        if day and row.who and (row.verdict in HELD or row.acceptance == "refused"):
            found.append(("asked" if LIST[row.list].kind == "request" else "offered", D.fromisoformat(day), row.who))
            found += [("refused", D.fromisoformat(day), row.who)] if row.acceptance == "refused" else []
    return [each for each in found if not PERSON[each[2]].restricted]


def by_hand(stance: tuple, kind: str) -> int | None:
    _party, _position, direction, about, since, until = stance
    if about == {"category": "minorities"}:
        return None
    side = {"to_us": "UA", "to_them": "RU"}[direction]
    return len(
        {
            who
            for what, day, who in events()
            if what == kind
            and PERSON[who].party == side
            and is_of(PERSON[who], about, day)
            and (not since or since <= day)
            and (not until or day < until)
        }
    )


def told(answer: Answer) -> dict[tuple, list]:
    """The counts by party, position, direction and days."""
    table = answer.table("against")
    first = table.place("asked")
    return {(row[1][0], row[3], row[2], row[4], row[5]): row[first:] for row in table.rows}


def test_each_stance_beside_whom_lists_named_and_who_was_handed_over(made) -> None:
    days = [(*stance[:3], *(day.isoformat() if day else None for day in stance[4:])) for stance in STANCES]
    expected = {
        key: [by_hand(stance, kind) for kind in ("asked", "offered", "refused", "delivered")]
        for key, stance in zip(days, STANCES, strict=True)
        if not stance[4] or stance[4] <= ON
    }
    assert told(answered(KEY)) == expected
    assert any(any(counts) for counts in expected.values()), "the control"


def test_those_taken_on_the_day_only(made) -> None:
    assert [answered(KEY, which=which).value("stances") for which in ("all", "current")] == [5, 4]
    assert answered(KEY, party="UA").value("stances") == 1


def test_proposals_of_the_category_while_the_stance_was_taken(made) -> None:
    table = answered(KEY).table("proposed")
    [row] = [row for row in table.rows if row[1][0] == "UA"]
    counts = dict(zip([each.key for each in table.columns[6:]], row[6:], strict=True))
    assert counts == {
        "proposals": 6, "accepted": 1, "proposal_refused": 3, "ignored": 1, "withdrawn": 0, "tabled": 1,
    }  # fmt: skip


def test_each_count_leads_to_as_many_records(made) -> None:
    user = user_with(Role.REGISTRAR)
    assert led(KEY, answered(KEY, user), user) == {}


def test_who_may_not_see_persons_is_told_no_small_figure_nor_health(made) -> None:
    counts = told(answered(KEY, user_with(Role.ANALYST)))
    assert {value for row in counts.values() for value in row} <= {None, 0, "few"}
    assert counts["UA", "wants", "to_us", "2024-01-01", None] == [None] * 4
    assert told(answered(KEY))["UA", "wants", "to_us", "2024-01-01", None] == [0, 1, 0, 1], "the control"


def test_without_the_permission_for_figures_there_is_no_answer(made) -> None:
    with pytest.raises(PermissionDenied):
        answered(KEY, user_with(Role.LIAISON))


def test_the_number_of_statements_does_not_grow_with_stances(made, django_assert_num_queries) -> None:
    user = user_with(Role.REGISTRAR)
    answered(KEY, user)
    for party in ("UA", ""):
        with django_assert_num_queries(12):
            answered(KEY, user, party=party)


def test_the_sentence_and_the_chart_say_it(made) -> None:
    answer = answered(KEY)
    assert said(KEY, answer) == (
        "5 stances had been taken by 31 Dec 2025 (wants: 3, takes when pressed: 1, refuses: 1); "
        "refused groups of which somebody was handed over all the same: 1 of 1."
    )
    assert catalogue.find(KEY).chart(answer) is not None


def test_without_stances_it_says_so(made) -> None:
    assert said(KEY, answered(KEY, party="UA", on=D(2022, 12, 31))) == (
        "No stance of a party is on record by 31 Dec 2022."
    )
