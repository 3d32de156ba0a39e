"""The tree of units at any date, and the moves that make it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from accounts.models import User
from accounts.roles import Role
from tests.factories import (
    PartyFactory,
    UnitFactory,
    home,
    user_with,
    voided,
)
from units.domain.placements import move_unit, place_unit, revise_placement, void_placement
from units.models import Placement
from units.queries.tree import path_of, subtree, subtrees, tree

pytestmark = pytest.mark.django_db
D = datetime.date
SPRING, SUMMER, AUTUMN = D(2024, 3, 1), D(2024, 6, 1), D(2024, 9, 1)


@pytest.fixture
def corps():
    """A corps with two brigades, the first of which has a battalion."""
    corps = UnitFactory(name_en="Corps", code="1")
    first, second = (UnitFactory(name_en=name, parent=corps, code=name[0]) for name in ("First", "Second"))
    battalion = UnitFactory(name_en="Battalion", parent=first, code="B")
    return corps, first, second, battalion


def move(unit, parent, on, reason="an order"):
    return move_unit(unit=unit, parent=parent, on=on, reason=reason, by=User.objects.system())


def above(unit, on):
    return [each.name_en for each in path_of(unit, on)]


def stretches(unit):
    rows = unit.placements.standing().order_by("valid_from")
    return [(each.parent.name_en, each.valid_from, each.valid_until) for each in rows]


def test_a_move_leaves_history_as_it_was(corps) -> None:
    _, _, second, battalion = corps
    move(battalion, second, SUMMER)
    assert above(battalion, SPRING) == ["Corps", "First"]
    assert above(battalion, SUMMER) == ["Corps", "Second"]


def test_a_move_on_a_past_day_changes_that_place_up_to_the_next_one(corps) -> None:
    top, _first, second, battalion = corps
    move(battalion, second, AUTUMN)
    move(battalion, top, SUMMER)
    assert stretches(battalion)[-3:] == [("Corps", SUMMER, AUTUMN), ("Second", AUTUMN, None), ("First", None, SUMMER)]


def test_a_move_on_the_day_a_place_began_corrects_it(corps) -> None:
    top, _first, second, battalion = corps
    move(battalion, second, SUMMER)
    move(battalion, top, SUMMER)
    assert stretches(battalion) == [("Corps", SUMMER, None), ("First", None, SUMMER)]


def test_a_move_of_all_time_corrects_the_first_place(corps) -> None:
    _, _, second, battalion = corps
    move(battalion, second, None)
    assert stretches(battalion) == [("Second", None, None)]


def test_a_unit_moves_out_of_the_tree_and_back(corps) -> None:
    _, first, _, battalion = corps
    move(battalion, None, SPRING)
    move(battalion, first, SUMMER)
    assert (above(battalion, SPRING), above(battalion, SUMMER)) == ([], ["Corps", "First"])


def test_a_place_of_all_time_is_taken_back(corps) -> None:
    *_, battalion = corps
    move(battalion, None, None)
    assert stretches(battalion) == []


@pytest.mark.parametrize(
    ("field", "to", "on", "reason"),
    [
        ("parent", 1, SUMMER, "to where it stands already"),
        ("on", 2, D(2999, 1, 1), "a day to come"),
        ("reason", 2, SUMMER, " "),
    ],
)
def test_a_move_is_refused_by_field(corps, field, to, on, reason) -> None:
    with pytest.raises(ValidationError) as refused:
        move(corps[3], corps[to], on, reason)
    assert refused.value.message_dict.keys() == {field}


def test_a_ring_is_refused_with_the_units_in_it(corps) -> None:
    with pytest.raises(ValidationError, match=r"Corps \(1\) → Battalion → First → Corps \(1\)"):
        move(corps[0], corps[3], SUMMER)


def test_what_stood_below_in_another_time_is_no_ring(corps) -> None:
    _top, first, _, battalion = corps
    move(battalion, None, SUMMER)
    move(first, battalion, AUTUMN)
    assert above(first, AUTUMN) == ["Battalion"]


def test_a_ring_of_the_past_is_refused(corps) -> None:
    top, _first, _, battalion = corps
    move(battalion, None, SUMMER)
    with pytest.raises(ValidationError, match="ring"):
        place_unit(unit=top, parent=battalion, valid_from=SPRING, by=User.objects.system())


def test_a_correction_closes_no_ring(corps) -> None:
    place = corps[1].placements.get()
    with pytest.raises(ValidationError, match="ring"):
        revise_placement(placement=place, parent=corps[3], by=User.objects.system())


def test_round_the_verb_the_database_refuses_a_ring(corps) -> None:
    with pytest.raises(InternalError, match="above itself"), transaction.atomic():
        Placement.objects.create(unit=corps[0], parent=corps[3])


def test_round_the_verb_the_database_refuses_a_ring_made_by_one_statement() -> None:
    a, b = UnitFactory(), UnitFactory()
    with pytest.raises(InternalError, match="above itself"), transaction.atomic():
        Placement.objects.bulk_create([Placement(unit=a, parent=b), Placement(unit=b, parent=a)])


def test_round_the_verb_the_database_refuses_two_parents(corps) -> None:
    with pytest.raises(IntegrityError, match="placement_one_parent"), transaction.atomic():
        Placement.objects.create(unit=corps[3], parent=corps[2], valid_from=SUMMER)


def test_the_verb_refuses_two_parents(corps) -> None:
    with pytest.raises(ValidationError, match="already has a place"):
        place_unit(unit=corps[3], parent=corps[2], valid_from=SUMMER, by=User.objects.system())


def test_round_the_verb_the_database_refuses_a_unit_under_itself() -> None:
    unit = UnitFactory()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Placement.objects.create(unit=unit, parent=unit)


def test_a_voided_place_is_free_again(corps) -> None:
    system = User.objects.system()
    void_placement(placement=corps[3].placements.get(), reason="wrong unit", by=system)
    assert place_unit(unit=corps[3], parent=corps[2], by=system).parent == corps[2]


def test_a_unit_that_others_stand_under_is_not_voided(corps) -> None:
    with pytest.raises(ValidationError, match="First void or move .*Battalion"):
        voided(corps[1], "mistake")


def test_what_belongs_to_a_unit_is_voided_with_it(corps) -> None:
    voided(corps[3], "mistake")
    assert not corps[3].placements.standing().exists()


def test_a_subtree_on_a_day_is_one_statement(corps, django_assert_num_queries) -> None:
    _top, _first, second, battalion = corps
    move(battalion, second, SUMMER)
    with django_assert_num_queries(1):
        assert set(subtree(second, SUMMER)) == {second.pk, battalion.pk}
    assert set(subtree(second, SPRING)) == {second.pk}


def test_subtrees_pair_the_unit_and_those_directly_under_it_with_all_under_each(corps) -> None:
    top, first, second, battalion = corps
    assert set(subtrees(top, SPRING)) == {
        *((top.pk, each.pk) for each in corps),
        (first.pk, first.pk),
        (first.pk, battalion.pk),
        (second.pk, second.pk),
    }


def shape(nodes):
    return [(node.unit.name_en, shape(node.below)) for node in nodes]


def test_the_tree_of_a_party_on_a_day(corps, django_assert_num_queries) -> None:
    analyst, ours = user_with(Role.ANALYST), home()
    assert analyst.permissions
    UnitFactory(party=PartyFactory())
    with django_assert_num_queries(1):
        found = tree(analyst, ours, SPRING)
    assert shape(found) == [("Corps", [("First", [("Battalion", [])]), ("Second", [])])]


def test_the_tree_is_not_shown_without_the_permission(corps) -> None:
    assert tree(user_with(Role.ADMINISTRATOR), home(), SPRING) == []
