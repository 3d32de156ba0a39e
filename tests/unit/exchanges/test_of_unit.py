"""On the page of a unit: in which exchanges how many of it came home, and no small figure to who sees no persons."""

import pytest
from django.test import Client

from accounts.domain.people import the_system
from accounts.models import User
from accounts.roles import Role
from common.small_figures import in_words
from exchanges.queries.of_unit import came_home
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, UnitFactory, merged, user_with
from tests.unit.exchanges.test_completion import DAY, completed, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    top = UnitFactory(name_en="Top")
    return top, UnitFactory(name_en="Under", parent=top)


def brought_home(*captivities):
    entries = under_way(*captivities, delivered=len(captivities))
    completed(entries[0])
    return entries[0].transfer.exchange


def told(client: Client, unit, role: Role = Role.REGISTRAR, **query: str) -> list[str] | None:
    client.force_login(user_with(role, language="en"))
    panels = {each.anchor: each for each in client.get(unit.get_absolute_url(), query).context["panels"]}
    return [row.number for row in panels["exchanges"].context["rows"]] if "exchanges" in panels else None


def test_those_of_the_units_under_it_are_counted_too(tree) -> None:
    top, under = tree
    exchange = brought_home(CaptivityFactory(unit=top), CaptivityFactory(unit=under), CaptivityFactory())
    assert came_home(top, DAY, the_system()) == [(exchange, 2)]
    assert came_home(under, DAY, the_system()) == [(exchange, 1)]


def test_nobody_came_home_before_the_day(client, tree) -> None:
    brought_home(CaptivityFactory(unit=tree[0]))
    assert (told(client, tree[0], on="2024-10-17"), told(client, tree[0], on="2024-10-18")) == (None, ["1"])


def test_while_the_hand_over_lasts_nobody_counts(tree) -> None:
    under_way(CaptivityFactory(unit=tree[0]), delivered=1)
    assert came_home(tree[0], DAY, the_system()) == []


def test_who_sees_no_persons_is_told_no_small_figure(client, tree) -> None:
    brought_home(*(CaptivityFactory(unit=tree[0]) for _ in range(2)))
    assert told(client, tree[0], Role.ANALYST) == [in_words("few")]
    assert told(client, tree[0], Role.LIAISON) is None


def test_a_person_who_is_restricted_counts_for_those_who_may_see_them(tree) -> None:
    first, second = CaptivityFactory(unit=tree[0]), CaptivityFactory(unit=tree[0])
    exchange = brought_home(first, second)
    restrict_person(person=first.person, reason="synthetic", by=User.objects.system())
    assert came_home(tree[0], DAY, user_with(Role.ANALYST)) == [(exchange, 1)]
    assert came_home(tree[0], DAY, the_system()) == [(exchange, 2)]


def test_two_records_that_are_one_person_count_once(tree) -> None:
    first, second = CaptivityFactory(unit=tree[0]), CaptivityFactory(unit=tree[0])
    exchange = brought_home(first, second)
    merged(second.person, into=first.person)
    assert came_home(tree[0], DAY, the_system()) == [(exchange, 1)]


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_three_statements_for_one_and_for_three(tree, number, django_assert_num_queries) -> None:
    for _ in range(number):
        brought_home(CaptivityFactory(unit=tree[0]))
    system = the_system()
    with django_assert_num_queries(3):
        came_home(tree[0], DAY, system)
