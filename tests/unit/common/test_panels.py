"""Sections that a room adds to a page of a room below it."""

import pytest

from accounts.roles import Role
from common import panels
from common.panels import Panel, register
from tests.factories import PartyFactory, UnitFactory, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_these(monkeypatch):
    monkeypatch.setattr(panels, "_providers", {})


def section(anchor):
    return lambda record, request: Panel(anchor, f"About {record}", "common/_empty.html", {"text": str(request.user)})


def test_the_page_of_a_record_shows_the_panels_of_its_model_in_order(client) -> None:
    register("units.unit", section("second"), order=20)
    register("units.unit", section("first"), order=10)
    register("units.party", section("elsewhere"))
    client.force_login(user_with(Role.ANALYST, username="reader", language="en"))
    response = client.get(UnitFactory(name_en="Azov").get_absolute_url())
    assert [each.anchor for each in response.context["panels"]] == ["first", "second"]
    assert '<h2 id="first">About Azov</h2>' in response.content.decode()


def test_a_provider_with_nothing_to_show_shows_no_section(client) -> None:
    register("units.party", lambda record, request: None)
    client.force_login(user_with(Role.ANALYST))
    assert client.get(PartyFactory().get_absolute_url()).context["panels"] == []
