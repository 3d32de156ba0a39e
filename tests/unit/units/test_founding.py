"""The units that the public record speaks of."""

import datetime

import pytest

from accounts.models import User
from exchanges.domain.demo import add_founding_claims
from exchanges.domain.reference import add_reference_data
from exchanges.models import Claim
from units.domain.founding import UNITS, add_founding_units
from units.models import Unit
from units.queries.tree import path_of, subtree

pytestmark = pytest.mark.django_db


@pytest.fixture
def founded() -> User:
    system = User.objects.system()
    add_reference_data(by=system)
    assert add_founding_units(by=system) == len(UNITS)
    return system


def test_they_are_added_once(founded) -> None:
    assert add_founding_units(by=founded) == 0
    assert Unit.objects.count() == len(UNITS)


def test_unit_3057_holds_azov_and_other_subdivisions(founded) -> None:
    unit = Unit.objects.get(code="3057")
    below = Unit.objects.filter(pk__in=subtree(unit, datetime.date(2025, 2, 22))).exclude(pk=unit.pk)
    assert {each.name_en for each in below} == {
        "12th Special Purpose Brigade “Azov”",
        "Other subdivisions of military unit 3057",
    }


@pytest.mark.parametrize(("on", "above"), [((2023, 5, 22), "Navy of Ukraine"), ((2023, 5, 23), "Marine Corps")])
def test_the_marines_left_the_navy_in_2023(founded, on, above) -> None:
    brigade = Unit.objects.get(name_en="36th Separate Marine Brigade")
    assert path_of(brigade, datetime.date(*on))[-1].name_en == above


def test_thirty_percent_of_unit_3057_stands_there_once_with_its_source(founded) -> None:
    assert [add_founding_claims(by=founded) for _ in range(2)] == [3, 0]
    claim = Claim.objects.get(unit__isnull=False)
    assert (claim.unit.code, claim.percent, claim.source.publisher) == ("3057", 30, "Ukrainska Pravda")


def test_150_may_be_held_in_a_region_and_36_of_them_are_listed_as_missing(founded) -> None:
    add_founding_claims(by=founded)
    said = Claim.objects.filter(place__isnull=False).order_by("axis")
    assert [(each.qualifier, each.number, each.category) for each in said] == [(">=", 150, ""), ("=", 36, "missing")]
