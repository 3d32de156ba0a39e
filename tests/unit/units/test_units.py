"""Branches, units and their names: what is taken, what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.models import User
from tests.factories import (
    BranchFactory,
    PartyFactory,
    UnitFactory,
    UnitNameFactory,
    other,
    voided,
)
from units.domain.units import name_unit, revise_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "code", "shown"), [("Military unit 3057", "3057", "Military unit 3057"), ("Azov", "12", "Azov (12)")]
)
def test_a_unit_is_called_by_its_name_and_code(name, code, shown) -> None:
    assert str(UnitFactory(name_en=name, code=code)) == shown


def test_a_unit_without_an_english_name_has_its_ukrainian_one() -> None:
    assert UnitFactory(name_uk="Бригада", name_en="").name == "Бригада"


def test_a_unit_is_called_in_the_language_of_the_reader() -> None:
    with translation.override("uk"):
        assert UnitFactory(name_uk="Бригада", name_en="Brigade").name == "Бригада"


def test_a_code_is_taken_once_by_a_party() -> None:
    UnitFactory(code="3057")
    with pytest.raises(ValidationError, match="already a unit of this party with this code"):
        UnitFactory(code="3057")


def test_two_parties_may_use_one_code_and_many_units_have_none() -> None:
    units = [UnitFactory(code="3057"), UnitFactory(code="3057", party=other()), UnitFactory(), UnitFactory()]
    assert [unit.code for unit in units] == ["3057", "3057", "", ""]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"formed_on": "2999-01-01"}, "formed_on"),
        ({"formed_on": "2020-01-01", "disbanded_on": "2019-01-01"}, "disbanded_on"),
    ],
)
def test_dates_of_a_unit_are_in_order(fields, wrong) -> None:
    with pytest.raises(ValidationError) as refused:
        UnitFactory(**fields)
    assert wrong in refused.value.message_dict


def test_a_branch_of_another_party_is_refused() -> None:
    with pytest.raises(ValidationError, match="of another party"):
        UnitFactory(branch=BranchFactory(party=PartyFactory()))


def test_a_unit_is_not_its_own_predecessor() -> None:
    unit = UnitFactory()
    with pytest.raises(ValidationError, match="its own predecessor"):
        revise_unit(unit=unit, predecessor=unit, by=User.objects.system())


def test_a_predecessor_is_not_voided() -> None:
    before = UnitFactory()
    UnitFactory(predecessor=before, name_en="Heir")
    with pytest.raises(ValidationError, match="Heir"):
        voided(before, "mistake")


def test_a_name_keeps_the_time_of_its_use() -> None:
    name = UnitNameFactory(kind="code", name="А0001", valid_from="2014-05-05", valid_until="2015-01-01")
    assert list(name.unit.names.standing()) == [name]


def test_a_name_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="ends before it begins"):
        UnitNameFactory(valid_from="2015-01-01", valid_until="2015-01-01")


def test_a_voided_unit_gets_no_name() -> None:
    unit = voided(UnitFactory(), "mistake")
    with pytest.raises(ValidationError, match="voided"):
        name_unit(unit=unit, name="late", by=User.objects.system())
