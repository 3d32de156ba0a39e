"""The calendar of exchanges: days planned and days of hand-over, rounds beside them, each for whom may know of it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.factories import ExchangeFactory, RoundFactory, completed_exchange, user_with

pytestmark = pytest.mark.django_db
OCTOBER = {"month": "2024-10"}
DAY = datetime.date(2024, 10, 18)


def month(client: Client, role: Role = Role.REGISTRAR) -> dict[int, list[tuple[str, str]]]:
    """What stands on the days of October 2024: (kind, state)."""
    client.force_login(user_with(role, language="en"))
    weeks = client.get(reverse("exchanges:calendar"), OCTOBER).context["month"].weeks
    days = [day for week in weeks for day in week if day.inside and day.items]
    return {day.date.day: [(each.kind, each.state) for each in day.items] for day in days}


def test_an_exchange_stands_on_the_day_of_its_hand_over(client) -> None:
    completed_exchange(5, 5, on="2024-10-18"), completed_exchange(5, 5, on="2024-09-14")
    assert month(client) == {18: [("Exchange", "completed")]}


def test_a_plan_stands_on_its_day_for_those_who_may_know_of_it(client) -> None:
    ExchangeFactory(planned_on=DAY, embargo_until=None)
    assert month(client) == {18: [("Planned exchange", "draft")]}
    assert month(client, Role.ANALYST) == {}


def test_a_plan_that_was_kept_is_told_once_and_another_day_is_told_apart(client) -> None:
    completed_exchange(5, 5, on="2024-10-18", planned_on=DAY)
    completed_exchange(5, 5, on="2024-10-20", planned_on=datetime.date(2024, 10, 19))
    assert month(client) == {
        18: [("Exchange", "completed")],
        19: [("Planned exchange", "it was another day")],
        20: [("Exchange", "completed")],
    }


def test_of_an_exchange_of_which_only_the_month_is_known_it_is_told_beside_the_sheet(client) -> None:
    completed_exchange(5, 5, on="2024-10")
    assert month(client) == {}
    beside = client.get(reverse("exchanges:calendar"), OCTOBER).context["undated"]
    assert [each.state for each in beside] == ["completed"]


def test_rounds_stand_beside_exchanges_for_those_who_may_see_them(client) -> None:
    RoundFactory(starts_on=DAY)
    completed_exchange(5, 5, on="2024-10-18")
    assert month(client) == {18: [("Exchange", "completed"), ("Round", "planned")]}
    assert month(client, Role.LIAISON) == {18: [("Exchange", "completed")]}


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_for_one_and_for_three(client, number, django_assert_num_queries) -> None:
    for _ in range(number):
        completed_exchange(5, 5, on="2024-10-18"), RoundFactory(starts_on=DAY)
    client.force_login(user_with(Role.REGISTRAR))
    with django_assert_num_queries(8):
        client.get(reverse("exchanges:calendar"), OCTOBER)
