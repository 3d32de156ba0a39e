"""What is said of somebody is so: without the rule, or with the places, they would go."""

from hypothesis import given, settings

from exchanges.domain.planning.conflicts import conflict_of
from exchanges.domain.planning.explaining import explain
from exchanges.domain.planning.problem import Ratio, Rule, Terms, kinds_of
from exchanges.domain.planning.scenarios import outcome_of, variants
from exchanges.domain.planning.solving import is_possible, solve
from exchanges.plan_enums import ScenarioKind
from negotiations.enums import Direction
from tests.unit.exchanges.planning.cases import candidate, candidates, terms

US, THEM = Direction.TO_US, Direction.TO_THEM
REFUSAL = Rule(US, 0, group=0)
DEMAND = Rule(US, 1, is_least=True, group=1)
PLACE = Rule(US, 1)


def explained(people, *rules):
    asked, kinds = Terms(rules), kinds_of(people)
    return explain(kinds, asked, solve(kinds, asked))


def test_who_is_refused_is_told_of_the_refusal():
    (waits,) = explained([candidate(1, groups=1), candidate(2)], REFUSAL).waits
    assert (waits.candidate.key.int, waits.held_back_by) == (1, (REFUSAL,))


def test_the_next_in_line_is_told_how_many_places_are_missing():
    first, *_, last = explained([candidate(n) for n in range(20)], PLACE).waits
    assert (first.more_places, last.more_places) == (1, 50)


def test_who_goes_by_a_demand_is_told_of_it():
    goes = explained([candidate(1), candidate(2, tier=2, groups=2)], PLACE, DEMAND).goes
    assert [(each.candidate.key.int, each.thanks_to) for each in goes] == [(2, (DEMAND,))]


def test_who_is_kept_back_by_two_refusals_is_told_of_neither_alone():
    (waits,) = explained([candidate(1, groups=3)], REFUSAL, Rule(US, 0, group=1)).waits
    assert (waits.held_back_by, waits.more_places) == ((), None)


def test_more_places_under_a_ratio_are_steps_of_both_sides():
    asked = Terms((Rule(US, 4), Rule(THEM, 15)), Ratio.of(40, 150)).with_places(2, US)
    assert [rule.bound for rule in asked.rules] == [12, 45]


def test_a_conflict_names_its_rules_and_the_number_that_would_do():
    people, few = [candidate(n, groups=1) for n in range(3)], Rule(US, 5, is_least=True, group=0)
    found = conflict_of(kinds_of(people), Terms((few, Rule(US, 9))))
    assert found.rules == (few,)
    assert [(each.rule, each.bound) for each in found.way_out] == [(few, 3)]


def test_a_ratio_that_cannot_be_kept_is_named():
    people = [candidate(1), candidate(2, THEM), candidate(3, THEM)]
    every = (Rule(US, 1, is_least=True), Rule(THEM, 2, is_least=True))
    assert conflict_of(kinds_of(people), Terms(every, Ratio.of(1, 1))).has_ratio


@settings(max_examples=30, deadline=None)
@given(candidates(), terms())
def test_a_conflict_is_one_and_its_way_out_leads_out(people, asked):
    kinds = kinds_of(people)
    if is_possible(kinds, asked):
        return
    found = conflict_of(kinds, asked)
    way = {each.rule: each.bound for each in found.way_out}
    eased = tuple(Rule(r.direction, way.get(r, r.bound), r.is_least, r.group) for r in asked.rules)
    assert not is_possible(kinds, Terms(found.rules, asked.ratio if found.has_ratio else None))
    assert is_possible(kinds, Terms(eased, None if None in way else asked.ratio))


def test_a_scenario_tells_what_its_rules_cost():
    people = [candidate(1, days=90, groups=1), candidate(2, tier=2, days=30)]
    outcome = outcome_of(kinds_of(people), ScenarioKind.ASKED, Terms((PLACE, REFUSAL)))
    assert (outcome.lost, outcome.days_lost) == ({(US, 1): 1, (US, 2): -1}, 60)


def test_only_what_differs_is_a_scenario():
    assert [kind for kind, _terms in variants(Terms((PLACE, REFUSAL)))] == [ScenarioKind.ASKED, ScenarioKind.NO_LIMITS]
