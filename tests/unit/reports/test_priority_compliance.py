"""Compliance with the order of priority against an independent count, and what readers are told of it."""

import datetime
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from reports import catalogue
from tests.factories import user_with
from tests.factories.awkward_lists import PEOPLE, RETURNS, Made, Someone, awkward_lists
from tests.shared import kept, shared
from tests.unit.reports.listed import EVERYTHING, answered, led, said
from tests.unit.reports.test_priority_queue import rule_of

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "priority-compliance"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Made]:
    with shared(django_db_blocker):
        yield kept(awkward_lists)


def came(exchange: str, party: str = "UA", *, sees_restricted: bool = False) -> list[Someone]:
    return [
        each
        for each in PEOPLE
        if (each.home, each.party) == (exchange, party) and (sees_restricted or not each.restricted)
    ]


def tiers_of(exchange: str, party: str = "UA", **sees: bool) -> Counter:
    """The tiers of those who came home, on the day of it."""
    return Counter(rule_of(each, D.fromisoformat(RETURNS[exchange][0])) for each in came(exchange, party, **sees))


def by_exchange(made: Made, answer) -> dict[str, Counter]:
    """The tiers that the report tells of each exchange."""
    table = answer.table("exchanges")
    keys = {str(exchange.pk): key for key, exchange in made.exchanges.items()}
    numbers = {place: each.key for place, each in enumerate(table.columns) if "tier" in each.key}
    told = {"no_tier": None} | {f"tier_{n}": n for n in range(1, 10)}
    return {keys[row[0][0]]: +Counter({told[key]: row[place] for place, key in numbers.items()}) for row in table.rows}


@pytest.mark.parametrize(("side", "party"), [("home", "UA"), ("RU", "RU")])
def test_each_exchange_by_the_tiers_of_its_day(made, side, party) -> None:
    by_hand = {key: tiers_of(key, party) for key in RETURNS}
    assert by_exchange(made, answered(KEY, side=side)) == {key: tiers for key, tiers in by_hand.items() if tiers}


def test_who_sees_what_is_restricted_is_told_one_more(made) -> None:
    user = user_with(Role.REGISTRAR, sees=EVERYTHING)
    assert by_exchange(made, answered(KEY, user))["second"] == tiers_of("second", sees_restricted=True)


def test_the_shares_are_of_those_named(made) -> None:
    table = answered(KEY).table("shares")
    tiers = tiers_of("second")
    [row] = [row for row in table.rows if row[0][0] == str(made.exchanges["second"].pk)]
    told = dict(zip([each.key for each in table.columns], row, strict=True))
    assert told["tier_1"] == round(100 * tiers[1] / tiers.total(), 1)
    assert told["no_tier"] == round(100 * tiers[None] / tiers.total(), 1)


def test_a_tier_stands_under_the_name_that_it_had_then(made) -> None:
    table = answered(KEY).table("tiers")
    assert [row[0][2] if row[0] else None for row in table.rows] == [
        "1. sex female",
        "2. days_held 365",
        "1. health gravely_sick seriously_wounded",
        "2. sex female",
        None,
    ]
    assert [row[1] for row in table.rows] == [1, 1, 1, 1, 4]
    assert [row[3] for row in table.rows] == [1, 1, None, None, 2]


def test_names_that_are_not_on_record_are_no_tier_but_unknown(made) -> None:
    answer = answered(KEY)
    named = sum(len(came(key)) for key in RETURNS)
    figures = {key: answer.value(key) for key in ("came_home", "unnamed", "exchanges_in", "exchanges_out")}
    unnamed = RETURNS["first"][1] - len(came("first"))
    assert figures == {"came_home": named, "unnamed": unnamed, "exchanges_in": 2, "exchanges_out": 1}


def test_the_period_narrows_it(made) -> None:
    assert answered(KEY, since="2025-01-01").value("came_home") == len(came("second"))
    assert answered(KEY, on=D(2024, 9, 12)).value("came_home") == 0


def test_each_count_leads_to_as_many_persons(made) -> None:
    user = user_with(Role.REGISTRAR)
    assert led(KEY, answered(KEY, user), user) == {}


def test_who_may_not_see_health_is_told_no_tier(made) -> None:
    answer = answered(KEY, user_with(Role.ANALYST))
    assert [table.rows for table in answer.tables] == [[]]
    assert {figure.key for figure in answer.figures} == {"came_home", "unnamed", "exchanges_in", "exchanges_out"}
    assert "the tiers tell what you may not see of persons" in said(KEY, answer)
    assert answered(KEY).table("exchanges").rows, "the control"


def test_without_the_permission_for_figures_there_is_no_answer(made) -> None:
    with pytest.raises(PermissionDenied):
        answered(KEY, user_with(Role.LIAISON))


def test_the_number_of_statements_does_not_grow_with_exchanges(made, django_assert_num_queries) -> None:
    user = user_with(Role.REGISTRAR)
    answered(KEY, user)
    for since in ("2025-01-01", None):
        with django_assert_num_queries(23):
            answered(KEY, user, since=since)


def test_the_sentence_and_the_chart_say_it(made) -> None:
    answer = answered(KEY)
    assert said(KEY, answer) == (
        "In 2 exchanges 8 came home by name; 25% of them were in the first tier and 50% in any; "
        "of 1 completed exchange it is not on record who came home."
    )
    assert catalogue.find(KEY).chart(answer) is not None


def test_without_names_it_says_so(made) -> None:
    answer = answered(KEY, side="RU", since="2024-12-01", on=D(2025, 4, 30))
    assert said(KEY, answer) == "Of 1 completed exchange it is not on record who came home."
    assert said(KEY, answered(KEY, on=D(2022, 12, 31))) == "No exchange was completed in this period by 31 Dec 2022."
