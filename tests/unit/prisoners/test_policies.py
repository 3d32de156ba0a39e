"""Verbs of priority policies: two people, and nothing changes after the first signature."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from accounts.models import User
from accounts.roles import Role
from common.errors import IllegalMove, Stale
from prisoners.domain.founding_policy import add_founding_policy
from prisoners.domain.policies import (
    approve_policy,
    draft_policy,
    propose_policy,
    refuse_policy,
    revise_policy,
    rules_of,
    set_rules,
)
from prisoners.domain.reference import add_cohorts
from prisoners.models import PriorityPolicy, PriorityRule
from tests.factories import user_with
from tests.factories.policies import CIVILIANS, WOMEN, draft, in_force, proposed, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(db) -> User:
    return User.objects.system()


@pytest.fixture
def approver(db) -> User:
    return user_with(Role.APPROVER)


def without(model: type[PriorityPolicy | PriorityRule], name: str) -> None:
    """Switches a trigger off until the test is rolled back: the control of what it refuses."""
    trigger = next(each for each in model._meta.triggers if each.name == name)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'ALTER TABLE {model._meta.db_table} DISABLE TRIGGER "{trigger.get_pgid(model)}"')


def said(policy: PriorityPolicy) -> list[tuple[int, str]]:
    return [(each.tier, each.criterion) for each in rules_of(policy)]


def test_a_draft_copies_the_rules_of_another_policy(system) -> None:
    old = in_force(WOMEN, CIVILIANS)
    copy = draft_policy(name="Copy", effective_from=datetime.date(2025, 1, 1), copied_from=old, by=system)
    assert said(copy) == [(1, "sex"), (2, "category")]


def test_rules_are_replaced_as_a_whole_and_tiers_have_no_gaps(system) -> None:
    policy = draft(WOMEN)
    set_rules(
        policy=policy, rules=[rule(5, *CIVILIANS), rule(2, *WOMEN), rule(5, "service_basis", ["conscript"])], by=system
    )
    assert said(policy) == [(1, "sex"), (2, "category"), (2, "service_basis")]


def test_a_rule_that_stays_is_not_written_again(system) -> None:
    policy = draft(WOMEN)
    before = [each.pk for each in rules_of(policy)]
    set_rules(policy=policy, rules=[rule(1, *WOMEN), rule(2, *CIVILIANS)], by=system)
    assert [each.pk for each in rules_of(policy)][:1] == before


def test_rules_that_somebody_else_changed_are_stale(system) -> None:
    policy = draft(WOMEN)
    with pytest.raises(Stale):
        set_rules(policy=policy, rules=[], seen=[], by=system)


@pytest.mark.parametrize(
    ("criterion", "values"),
    [
        ("sex", ["nonsense"]),
        ("health", ["dead"]),
        ("days_held", ["many"]),
        ("days_held", ["1", "2"]),
        ("under_age", ["0"]),
        ("cohort", ["no-such-cohort"]),
        ("unit", ["01900000-0000-7000-8000-000000000000"]),
    ],
)
def test_values_that_a_criterion_does_not_know_are_refused(system, criterion, values) -> None:
    with pytest.raises(ValidationError) as refused:
        set_rules(policy=draft(WOMEN), rules=[rule(1, criterion, values)], by=system)
    assert "values" in refused.value.message_dict


def test_a_policy_without_rules_is_not_proposed(system) -> None:
    with pytest.raises(ValidationError):
        propose_policy(policy=draft(), by=system)


def test_the_proposer_does_not_approve() -> None:
    approver = user_with(Role.APPROVER)
    policy = proposed(WOMEN, by=approver)
    with pytest.raises(PermissionDenied):
        approve_policy(policy=policy, by=approver)
    assert approve_policy(policy=policy, by=user_with(Role.APPROVER)).status == "in_force"


def test_the_database_refuses_the_proposer_as_approver(system) -> None:
    policy = proposed(WOMEN)
    rows = PriorityPolicy.objects.filter(pk=policy.pk)
    with pytest.raises(IntegrityError, match="prioritypolicy_two_people"), transaction.atomic():
        rows.update(status="in_force", settled_by=system)
    assert rows.update(status="in_force", settled_by=user_with(Role.APPROVER)) == 1


def test_a_negotiator_does_not_approve() -> None:
    with pytest.raises(PermissionDenied):
        approve_policy(policy=proposed(WOMEN), by=user_with(Role.NEGOTIATOR))


def test_two_policies_do_not_take_effect_on_one_day(approver) -> None:
    in_force(WOMEN)
    with pytest.raises(ValidationError, match="Another policy takes effect"):
        approve_policy(policy=proposed(CIVILIANS), by=approver)


def test_a_refusal_says_why(approver) -> None:
    policy = proposed(WOMEN)
    with pytest.raises(ValidationError):
        refuse_policy(policy=policy, by=approver, reason=" ")
    assert refuse_policy(policy=policy, by=approver, reason="Not agreed.").status == "refused"


@pytest.mark.parametrize("change", [set_rules, revise_policy])
def test_only_a_draft_changes(system, change) -> None:
    arguments = {"rules": []} if change is set_rules else {"note": "other"}
    with pytest.raises(IllegalMove):
        change(policy=proposed(WOMEN), by=system, **arguments)


def test_the_database_keeps_the_rules_of_what_was_proposed() -> None:
    rows = PriorityRule.objects.filter(policy=proposed(WOMEN))
    with pytest.raises(InternalError, match="only while it is a draft"), transaction.atomic():
        rows.update(tier=3)
    without(PriorityRule, "fixed_rules")
    assert rows.update(tier=3) == 1


def test_the_database_refuses_a_new_rule_of_a_policy_in_force() -> None:
    policy = in_force(WOMEN)
    with pytest.raises(InternalError, match="only while it is a draft"), transaction.atomic():
        PriorityRule.objects.create(policy=policy, **rule(2, *CIVILIANS))


def test_the_database_keeps_what_a_proposed_policy_says() -> None:
    rows = PriorityPolicy.objects.filter(pk=proposed(WOMEN).pk)
    with pytest.raises(InternalError, match="only while it is a draft"), transaction.atomic():
        rows.update(effective_from=datetime.date(2020, 1, 1))
    without(PriorityPolicy, "fixed_policy")
    assert rows.update(effective_from=datetime.date(2020, 1, 1)) == 1


def test_the_founding_policy_is_put_into_force_by_two_people_once(system, approver) -> None:
    add_cohorts(by=system)
    policy = add_founding_policy(proposer=user_with(Role.NEGOTIATOR), approver=approver)
    assert (policy.status, [each.values[0] for each in rules_of(policy)]) == (
        "in_force",
        ["seriously_wounded", "female", "1095", "mariupol-garrison", "civilian"],
    )
    assert add_founding_policy(proposer=system, approver=approver) is None
