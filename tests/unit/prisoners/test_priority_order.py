"""The order of priority: the best tier wins, the longest held first inside it, on any day."""

import datetime

import pytest

from accounts.models import User
from common.partial_dates import PartialDate
from prisoners.domain.captivities import record_event
from prisoners.domain.health import record_health_assessment
from prisoners.models import Captivity
from prisoners.queries.held import Selection
from prisoners.queries.priority import NO_TIER, Policy, compared, in_order, place_of, policy_on, standing_of
from tests.factories import CaptivityFactory, CohortFactory, PersonFactory, UnitFactory, home
from tests.factories.policies import CIVILIANS, GRAVE, LONG_HELD, WOMEN, draft, in_force

pytestmark = pytest.mark.django_db
D = datetime.date
ON = D(2025, 1, 1)


def woman(**fields) -> Captivity:
    return CaptivityFactory(person=PersonFactory(sex="female"), **fields)


def on(day: str) -> dict[str, PartialDate]:
    return {"captured": PartialDate.parse(day) if day else PartialDate()}


def order(policy: Policy | None = None, day: D = ON, **options) -> list[tuple]:
    policy = policy or policy_on(day)
    return [(each.id, each.tier) for each in in_order(Selection(home().pk, day, "true"), policy, limit=50, **options)]


def test_the_best_tier_wins() -> None:
    in_force(WOMEN, CIVILIANS)
    civilian, both = CaptivityFactory(legal_category="civilian"), woman(legal_category="civilian")
    assert order() == [(both.pk, 1), (civilian.pk, 2)]


def test_inside_a_tier_the_longest_held_come_first_and_an_unknown_day_last() -> None:
    in_force(WOMEN)
    unknown, late, early = woman(**on("")), woman(**on("2024-01-01")), woman(**on("2022-03-01"))
    assert order() == [(early.pk, 1), (late.pk, 1), (unknown.pk, 1)]


def test_those_without_a_tier_come_after_all_others() -> None:
    in_force(WOMEN)
    none, last = CaptivityFactory(**on("2022-03-01")), woman(**on(""))
    assert order() == [(last.pk, 1), (none.pk, None)]


def test_a_cohort_without_a_rank_gives_no_tier() -> None:
    mariupol, other = CohortFactory(code="mariupol-garrison"), CohortFactory(code="crimean-tatars")
    in_force(("cohort", ["mariupol-garrison"]))
    ranked, unranked = CaptivityFactory(cohorts=[mariupol]), CaptivityFactory(cohorts=[other])
    assert order() == [(ranked.pk, 1), (unranked.pk, None)]


def test_a_rule_of_a_unit_takes_those_under_it_as_the_tree_stood_then() -> None:
    above = UnitFactory()
    below = UnitFactory(parent=above)
    in_force(("unit", [str(above.pk)]))
    captive = CaptivityFactory(unit=below)
    assert order() == [(captive.pk, 1)]


def test_time_held_is_that_of_the_day() -> None:
    in_force(LONG_HELD)
    captive = CaptivityFactory(**on("2024-01-02"))
    assert order(day=D(2024, 12, 31)) == [(captive.pk, None)]
    assert order(day=D(2025, 1, 1)) == [(captive.pk, 1)]


def test_health_is_the_latest_assessment_on_or_before_the_day() -> None:
    in_force(GRAVE)
    captive, system = CaptivityFactory(), User.objects.system()
    for day, grade in (("2024-09-01", "gravely_sick"), ("2024-11-01", "sick")):
        record_health_assessment(captivity=captive, grade=grade, assessed=PartialDate.parse(day), by=system)
    days = (D(2024, 8, 31), D(2024, 9, 1), D(2024, 11, 1))
    assert [order(day=day)[0][1] for day in days] == [None, 1, None]


def test_age_is_taken_on_the_day() -> None:
    in_force(("under_age", ["25"]))
    born = PartialDate.parse("2000-01-01")
    CaptivityFactory(person=PersonFactory(born=born))
    assert [order(day=day)[0][1] for day in (D(2024, 12, 31), D(2025, 1, 1))] == [1, None]


def test_each_day_has_the_policy_that_took_effect_last() -> None:
    in_force(WOMEN, since="2024-08-01")
    in_force(CIVILIANS, since="2024-12-01")
    captive = woman()
    assert order(day=D(2024, 11, 30)) == [(captive.pk, 1)]
    assert order(day=D(2024, 12, 1)) == [(captive.pk, None)]


def test_before_the_first_policy_nobody_has_a_tier() -> None:
    in_force(WOMEN)
    captive = woman()
    assert order(day=D(2024, 7, 31)) == [(captive.pk, None)]


def test_a_draft_orders_nobody_until_it_is_looked_at() -> None:
    policy = Policy.of(draft(WOMEN))
    captive = woman()
    assert order() == [(captive.pk, None)]
    assert order(policy) == [(captive.pk, 1)]


def test_who_came_home_is_in_the_order_until_that_day() -> None:
    captive = woman(**on("2024-01-01"))
    record_event(
        captivity=captive, kind="exchanged", occurred=PartialDate.parse("2024-10-18"), by=User.objects.system()
    )
    assert [len(order(day=day)) for day in (D(2024, 10, 17), D(2024, 10, 18))] == [1, 0]


def test_pages_go_on_after_a_captivity() -> None:
    in_force(WOMEN)
    captives = [
        woman(**on("2022-03-01")),
        woman(**on("")),
        CaptivityFactory(**on("2022-03-01")),
        CaptivityFactory(**on("")),
    ]
    whole = order()
    assert [key for key, _tier in whole] == [each.pk for each in captives]
    assert [order(after=key) for key, _tier in whole] == [whole[n:] for n in range(1, 5)]


def test_one_tier_may_be_asked_for() -> None:
    in_force(WOMEN)
    first, none = woman(), CaptivityFactory()
    assert order(tier=1) == [(first.pk, 1)]
    assert order(tier=NO_TIER) == [(none.pk, None)]


def test_the_place_of_one_agrees_with_the_order() -> None:
    policy = Policy.of(in_force(WOMEN))
    captives = [woman(), CaptivityFactory()]
    selection = Selection(home().pk, ON, "true")
    assert [place_of(selection, policy, each.pk) for each in captives] == [1, 2]
    assert [standing_of(selection, policy, each.pk).tier for each in captives] == [1, None]


def test_a_preview_says_who_moves() -> None:
    old, new = Policy.of(in_force(WOMEN)), Policy.of(draft(CIVILIANS, WOMEN, since="2025-01-01"))
    her, civilian = woman(), CaptivityFactory(legal_category="civilian")
    tiers, heads = compared(Selection(home().pk, ON, "true"), old, new, shown=50)
    assert tiers == {(1, 2): 1, (None, 1): 1}
    assert [(each.id, each.old_place, each.new_place) for each in heads] == [(civilian.pk, 2, 1), (her.pk, 1, 2)]
