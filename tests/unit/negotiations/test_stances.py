"""Stances over time: one of a party on a group at a time, a change ends one and begins the next."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from negotiations.domain.stances import change_stance
from negotiations.interfaces.matrix import sheets
from negotiations.models import Stance
from tests.factories import BranchFactory, SourceFactory, StanceFactory, UnitFactory, home, other

pytestmark = pytest.mark.django_db
D = datetime.date
SPRING, SUMMER = D(2025, 3, 1), D(2025, 6, 1)


def change(stance: Stance, position: str = "refuses", on: datetime.date = SUMMER, **more: object) -> Stance:
    return change_stance(
        stance=stance, position=position, on=on, source=SourceFactory(), by=User.objects.system(), **more
    )


def positions(day: datetime.date) -> list[str]:
    return list(Stance.objects.on(day).values_list("position", flat=True))


def test_a_change_ends_one_and_begins_the_next() -> None:
    later = change(StanceFactory(since=SPRING))
    assert (later.since, later.until, later.group) == (SUMMER, None, Stance.objects.get(until=SUMMER).group)
    assert positions(D(2025, 5, 31)) == ["wants"]
    assert positions(SUMMER) == ["refuses"]


@pytest.mark.parametrize(
    ("arguments", "field"), [({"position": "wants"}, "position"), ({"on": SPRING}, "on")], ids=["same", "too early"]
)
def test_a_change_that_is_none_is_refused(arguments, field) -> None:
    with pytest.raises(ValidationError) as refused:
        change(StanceFactory(since=SPRING), **arguments)
    assert refused.value.message_dict.keys() == {field}
    assert Stance.objects.get().until is None


def test_what_has_ended_changes_no_more() -> None:
    with pytest.raises(ValidationError, match="ended already"):
        change(StanceFactory(since=SPRING, until=SUMMER))


def test_a_party_has_one_stance_on_a_group_at_a_time() -> None:
    unit = UnitFactory()
    StanceFactory(unit=unit, group="")
    with pytest.raises(ValidationError, match="already has a stance"):
        StanceFactory(unit=unit, group="", position="refuses")


def test_nor_more_for_who_goes_round_the_verb() -> None:
    one, two = StanceFactory(group="the same"), StanceFactory(group="another")
    with pytest.raises(IntegrityError, match="stance_one_at_a_time"), transaction.atomic():
        Stance.objects.filter(pk=two.pk).update(group=one.group.upper())


def test_the_other_way_and_the_other_party_are_another_matter() -> None:
    StanceFactory(category="women", group="")
    StanceFactory(category="women", group="", direction="to_us")
    StanceFactory(category="women", group="", party=home())
    assert Stance.objects.count() == 3


@pytest.mark.parametrize("about", [{"group": ""}, {"category": "women"}], ids=["nothing", "two things"])
def test_it_is_about_one_thing(about) -> None:
    with pytest.raises(ValidationError) as refused:
        StanceFactory(**about)
    assert "category" in refused.value.message_dict


def test_nor_about_two_round_the_verb() -> None:
    stance = StanceFactory()
    with pytest.raises(IntegrityError, match="stance_about_one_thing"), transaction.atomic():
        Stance.objects.filter(pk=stance.pk).update(category="women")


def test_it_says_who_says_so() -> None:
    with pytest.raises(ValidationError, match="source"):
        StanceFactory(source=None)


def test_the_matrix_has_both_sides_beside_each_other_and_each_way_apart() -> None:
    azov, marines = UnitFactory(name_en="Azov"), BranchFactory(name_en="Marines")
    StanceFactory(unit=azov, group="", direction="to_us", position="refuses")
    StanceFactory(unit=azov, group="", direction="to_us", party=home())
    StanceFactory(branch=marines, group="", direction="to_us", position="refuses")
    StanceFactory(category="conscripts", group="")
    to_us, to_them = sheets(Stance.objects.all())
    assert to_us.parties == [home(), other()]
    told = [(row.subject, [cell and cell.position for cell in row.cells]) for row in to_us.rows]
    assert told == [("Azov", ["wants", "refuses"]), ("Marines", [None, "refuses"])]
    assert [row.subject for row in to_them.rows] == ["conscripts"]
