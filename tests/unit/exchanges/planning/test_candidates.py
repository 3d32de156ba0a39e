"""Whom a plan may choose from, and who is outside of any number."""

import datetime
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from exchanges.queries.candidates import Found, Question, candidates
from negotiations.domain import engaged
from prisoners.domain.evidence import record_consent
from prisoners.domain.health import record_commission_decision, record_health_assessment
from prisoners.queries.priority import policy_on
from tests.factories import PersonFactory, ProgrammeFactory, UnitFactory, home, other, user_with
from tests.factories.plans import ours, theirs
from tests.factories.policies import WOMEN, in_force

pytestmark = pytest.mark.django_db


#: The facts with the settings and the savepoint around them, what is hidden as text, and who is engaged.
STATEMENTS = 5


def asked(way: str = "to_us", *, by: User | None = None, **fields: Any) -> Question:
    sides = (home(), other()) if way == "to_us" else (other(), home())
    fields = {"hand_over_on": clock.today(), "policy": policy_on(clock.today())} | fields
    return Question(sides[0].pk, sides[1].pk, by or user_with(Role.NEGOTIATOR), **fields)


def found(way: str = "to_us", **fields: Any) -> Found:
    return candidates(asked(way, **fields))


def keys(facts: list) -> set:
    return {fact.key for fact in facts}


def test_each_side_is_chosen_from_those_whom_the_other_holds():
    mine, yours = ours(), theirs()
    assert (keys(found().candidates), keys(found("to_them").candidates)) == ({mine.pk}, {yours.pk})


def test_each_has_tier_and_days():
    in_force(WOMEN)
    woman = ours(
        person=PersonFactory(sex="female"), captured=PartialDate(clock.today() - datetime.timedelta(100), "day")
    )
    (fact,) = found().candidates
    assert (fact.key, fact.tier, fact.days) == (woman.pk, 1, 100)


@pytest.mark.parametrize("category", ["civilian", "medical", "chaplain"])
def test_civilians_and_retained_personnel_are_no_candidates(category):
    freed = ours(legal_category=category)
    assert (keys(found().candidates), keys(found().beside)) == (set(), {freed.pk})


@pytest.mark.parametrize("grade", ["seriously_wounded", "gravely_sick"])
def test_the_gravely_wounded_and_sick_are_no_candidates(grade):
    record_health_assessment(captivity=ours(), grade=grade, by=User.objects.system())
    assert [fact.category for fact in found().beside] == ["medical"]


def test_nor_is_whom_a_commission_found_eligible():
    told = {"decided_on": datetime.date(2025, 2, 1), "by": User.objects.system()}
    record_commission_decision(captivity=ours(), basis="a110_1", **told)
    record_commission_decision(captivity=ours(), basis="not_eligible", **told)
    assert (len(found().beside), len(found().candidates)) == (1, 1)


@pytest.mark.parametrize(("voluntariness", "is_out"), [("free", True), ("unknown", True), ("coerced", False)])
def test_who_refused_to_return_stays_unless_forced_to_say_so(voluntariness, is_out):
    record_consent(captivity=ours(), answer="refused", voluntariness=voluntariness, by=User.objects.system())
    assert found().left_out["declined"] == is_out


def test_who_is_engaged_elsewhere_is_out():
    busy = ours()
    provider = {busy.pk}.intersection
    engaged.provide(provider)
    assert (found().candidates, found().left_out["engaged"]) == ([], 1)
    engaged.withdraw(provider)


def test_the_missing_are_out_unless_asked_for():
    ours(status="missing")
    assert (found().left_out["missing"], len(found(with_missing=True).candidates)) == (1, 1)


@pytest.mark.parametrize(
    ("born", "kind"),
    [("2004-01-01", "candidates"), ("1990-01-01", "outside"), ("2001", "age_unknown"), ("", "age_unknown")],
)
def test_a_programme_takes_its_ages_at_its_day(born, kind):
    programme = ProgrammeFactory(age_from=18, age_to=25, age_taken="hand_over")
    ours(person=PersonFactory(born=PartialDate.parse(born) if born else PartialDate()))
    told = found(programme=programme, hand_over_on=datetime.date(2027, 6, 1))
    assert {"candidates": len(told.candidates), **told.left_out}[kind] == 1


def test_a_medical_programme_counts_nobody():
    ours()
    assert found(programme=ProgrammeFactory(categories=["seriously_wounded"])).candidates == []


def test_groups_are_bits():
    unit = UnitFactory()
    both = ours(unit=unit, service_basis="conscript")
    groups = [f"unit:{unit.pk}", f"branch:{unit.pk}", "category:conscripts", "category:recent", "category:long_held"]
    assert [(fact.key, bin(fact.groups)) for fact in found(groups=groups).candidates] == [(both.pk, "0b10101")]


def test_a_restricted_person_is_chosen_from_only_for_who_sees_them():
    person = ours().person
    type(person).objects.filter(pk=person.pk).update(restricted=True, restricted_why="synthetic")
    seeing = user_with(Role.NEGOTIATOR, sees=[{"restricted": True}])
    assert (len(found().candidates), len(found(by=seeing).candidates)) == (0, 1)


@pytest.mark.parametrize("persons", [1, 3])
def test_any_number_of_them_takes_the_same_statements(persons, django_assert_num_queries):
    for _person in range(persons):
        ours()
    question = asked()
    question.by.sight("plans.view")
    with django_assert_num_queries(STATEMENTS):
        assert len(candidates(question).candidates) == persons
