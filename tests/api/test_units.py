"""Units, their names and their places in the tree, through the API."""

import pytest

from tests.factories import PlacementFactory, UnitFactory, UnitNameFactory

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [each["name_en"] for each in response.json()["results"]]


def test_units_are_found_by_a_former_name_and_by_the_unit_above(office) -> None:
    corps = UnitFactory(name_en="Corps", code="3057")
    brigade = UnitFactory(name_en="Brigade", parent=corps)
    UnitNameFactory(unit=brigade, name="Old guard")
    assert names(office.ask("GET", "/units/?q=guard")) == ["Brigade"]
    assert names(office.ask("GET", "/units/?under=3057")) == ["Corps", "Brigade"]
    assert names(office.ask("GET", f"/units/?under={brigade.pk}")) == ["Brigade"]


def test_a_unit_above_that_there_is_not_is_a_wrong_parameter(office) -> None:
    response = office.ask("GET", "/units/?under=nonsense")
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "under")


def test_places_in_the_tree_are_asked_for_by_day(office) -> None:
    place = PlacementFactory(valid_from="2024-01-01", valid_until="2024-06-01")
    for day, found in (("2023-12-31", []), ("2024-01-01", [str(place.pk)]), ("2024-06-01", [])):
        results = office.ask("GET", f"/placements/?on={day}").json()["results"]
        assert [each["id"] for each in results] == found


def test_a_ring_is_refused_by_member(office) -> None:
    place = PlacementFactory()
    body = {"unit": str(place.parent_id), "parent": str(place.unit_id)}
    response = office.ask("POST", "/placements/", body)
    assert response.status_code == 422
    assert "ring" in response.json()["errors"][0]["detail"]


def test_a_second_parent_at_the_same_time_is_refused(office) -> None:
    place = PlacementFactory()
    body = {"unit": str(place.unit_id), "parent": str(UnitFactory().pk), "valid_from": "2024-06-01"}
    assert office.ask("POST", "/placements/", body).status_code == 409
