"""A plan from the question to the answer: once, whoever works at it, and nobody is counted who cannot be."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from accounts.roles import Role
from common.errors import IllegalMove
from exchanges.domain.planning.plans import ask_plan, cancel_plan
from exchanges.models import Plan, PlanChoice
from tests.factories import home, other, user_with
from tests.factories.plans import limit, ours, planned, reckoned, theirs

pytestmark = pytest.mark.django_db


def test_a_plan_says_who_goes_who_waits_and_who_goes_beside():
    first, next_one, freed = ours(), ours(), ours(legal_category="civilian")
    plan = reckoned()
    told = {(choice.kind, choice.captivity_id) for choice in plan.choices.filter(direction="to_us")}
    assert told == {("goes", first.pk), ("waits", next_one.pk), ("beside", freed.pk)}


def test_scenarios_stand_beside_each_other_with_what_they_cost():
    ours(service_basis="conscript"), ours(), theirs()
    plan = reckoned(to_us=2, limits=[limit("category:conscripts")])
    told = [
        (each.kind, each.to_us, each.to_them, [tier["lost"] for tier in each.tiers]) for each in plan.scenarios.all()
    ]
    assert told == [("asked", 1, 1, [0, 1]), ("no_limits", 2, 1, [0, 0])]


def test_who_is_kept_back_is_told_by_what():
    ours(service_basis="conscript")
    (waits,) = reckoned(limits=[limit("category:conscripts")]).choices.filter(kind="waits")
    assert waits.hangs_on == [2]


def test_terms_that_nobody_can_keep_say_which():
    plan = reckoned(limits=[limit("category:women", least=3)])
    assert plan.scenarios.get(kind="asked").conflict == {"rules": [2], "ratio": False, "way_out": [[2, 0]]}


def test_what_ended_is_not_cancelled():
    plan = reckoned()
    with pytest.raises(IllegalMove):
        cancel_plan(plan=plan, by=plan.asked_by)


def test_only_who_asked_cancels():
    with pytest.raises(PermissionDenied):
        cancel_plan(plan=planned(), by=user_with(Role.NEGOTIATOR))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LIAISON, Role.AUDITOR, Role.MACHINE])
def test_who_has_no_business_with_it_asks_nothing(role):
    with pytest.raises(PermissionDenied):
        planned(by=user_with(role))


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({}, "to_us"),
        ({"ratio": [0, 1]}, "ratio"),
        ({"to_us": {"least": 5, "most": 4}}, "to_us"),
        ({"to_us": {"most": -1}}, "to_us"),
        ({"to_us": {"most": 1}, "limits": [limit("category:chechens")]}, "limits/0"),
        ({"to_us": {"most": 1}, "limits": [limit("unit:x")]}, "limits/0"),
        ({"to_us": {"most": 1}, "limits": [limit("category:women", direction="up")]}, "limits/0"),
        ({"to_us": {"most": 1}, "price": 3}, "terms"),
        ({"to_us": {"many": 1}}, "terms"),
    ],
)
def test_terms_that_make_no_sense_are_told_by_field(terms, field):
    with pytest.raises(ValidationError) as refused:
        ask_plan(terms=terms, other_side=other(), by=user_with(Role.NEGOTIATOR))
    assert list(refused.value.message_dict) == [field]


def test_we_do_not_exchange_with_ourselves():
    with pytest.raises(ValidationError, match="Choose the side"):
        ask_plan(terms={"to_us": {"most": 1}}, other_side=home(), by=user_with(Role.NEGOTIATOR))


@pytest.mark.parametrize("category", ["civilian", "medical"])
def test_the_database_counts_nobody_who_goes_by_law(category):
    ours()
    choice = reckoned().choices.get(kind="goes")
    with pytest.raises(IntegrityError, match="only_soldiers_are_counted"):
        PlanChoice.objects.filter(pk=choice.pk).update(category=category)


def test_a_plan_of_who_sees_more_is_not_shown():
    everywhere = user_with(Role.NEGOTIATOR, sees=[{"restricted": True}])
    plan, reader = reckoned(by=everywhere), user_with(Role.APPROVER)
    assert not Plan.objects.visible_to(reader).filter(pk=plan.pk).exists()


def test_a_plan_is_shown_to_who_sees_as_much():
    ours()
    plan, reader = reckoned(), user_with(Role.APPROVER)
    seen = [model.objects.visible_to(reader).count() for model in (Plan, PlanChoice)]
    assert seen == [1, 1]
    assert plan.scenarios.visible_to(reader).count() == 1


def test_nobody_else_is_shown_one():
    ours()
    reckoned()
    assert not PlanChoice.objects.visible_to(user_with(Role.ANALYST)).exists()
