"""The integer programme gives what trying every choice gives, and a broken objective would be seen."""

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis.errors import NoSuchExample

from exchanges.domain.planning import solving
from exchanges.domain.planning.problem import Candidate, Ratio, Rule, Terms, kinds_of
from exchanges.domain.planning.solving import solve
from negotiations.enums import Direction
from tests.unit.exchanges.planning.cases import best, candidate, candidates, keeps, terms, worth

US, THEM = Direction.TO_US, Direction.TO_THEM
FEW = settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])


def is_best(people: list[Candidate], asked: Terms) -> bool:
    solution = solve(kinds_of(people), asked)
    if solution is None:
        return best(people, asked) is None
    return keeps(asked, solution.chosen) and worth(people, solution.chosen) == best(people, asked)


@FEW
@given(candidates(), terms())
def test_no_choice_is_better(people, asked):
    assert is_best(people, asked)


def days_first(model, most):
    yield from (({column: -value for column, value in level.items()}) for level in right_time(model, most))


def last_tier_first(model):
    yield from reversed(list(right_tiers(model)))


right_time, right_tiers = solving._time, solving._tiers


@pytest.mark.parametrize(("level", "broken"), [("_time", days_first), ("_tiers", last_tier_first)])
def test_a_broken_objective_is_caught(monkeypatch, level, broken):
    monkeypatch.setattr(solving, level, broken)
    found = find(candidates(), lambda people: not is_best(people, Terms((Rule(US, 1), Rule(THEM, 1)))), settings=FEW)
    assert found


def test_nothing_is_found_where_the_objective_is_whole():
    with pytest.raises(NoSuchExample):
        find(candidates(), lambda people: not is_best(people, Terms((Rule(US, 1), Rule(THEM, 1)))), settings=FEW)


@FEW
@given(candidates(), terms())
def test_the_answer_is_the_same_in_whatever_order_they_come(people, asked):
    one, other = solve(kinds_of(people), asked), solve(kinds_of(people[::-1]), asked)
    assert (one and one.chosen) == (other and other.chosen)


def test_who_ties_goes_by_key():
    people = [candidate(n, days=10) for n in (3, 1, 2)]
    (chosen,) = solve(kinds_of(people), Terms((Rule(US, 1),))).chosen
    assert chosen.key.int == 1


def test_who_ties_goes_by_key_across_kinds():
    people = [candidate(2, days=10, groups=0), candidate(1, days=10, groups=1)]
    (chosen,) = solve(kinds_of(people), Terms((Rule(US, 1),))).chosen
    assert chosen.key.int == 1


def test_a_ratio_is_kept_exactly():
    people = [candidate(n) for n in range(9)] + [candidate(n, THEM) for n in range(10, 40)]
    solution = solve(kinds_of(people), Terms(ratio=Ratio.of(40, 150)))
    assert (solution.number(Rule(US, 0)), solution.number(Rule(THEM, 0))) == (8, 30)


def test_a_tier_comes_before_any_number_of_days():
    people = [candidate(1, tier=1, days=1), candidate(2, tier=2, days=1_700)]
    (chosen,) = solve(kinds_of(people), Terms((Rule(US, 1),))).chosen
    assert chosen.tier == 1


def test_who_is_refused_stays_and_who_is_insisted_on_goes():
    people = [candidate(1, groups=1), candidate(2), candidate(3, tier=2, groups=2)]
    asked = Terms((Rule(US, 2), Rule(US, 0, group=0), Rule(US, 1, is_least=True, group=1)))
    assert [each.key.int for each in solve(kinds_of(people), asked).chosen] == [2, 3]


def test_terms_that_contradict_each_other_have_no_answer():
    assert solve([], Terms((Rule(US, 1, is_least=True),))) is None


@pytest.mark.parametrize("sides", [(0, 1), (1, 0)])
def test_a_ratio_of_nobody_is_refused(sides):
    with pytest.raises(ValueError, match="at least 1"):
        Ratio.of(*sides)
