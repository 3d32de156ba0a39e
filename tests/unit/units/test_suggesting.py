"""What the box for a unit suggests while somebody writes in it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.factories import UnitFactory, UnitNameFactory, user_with, voided

pytestmark = pytest.mark.django_db
URL = "/units/suggested/"


@pytest.fixture(autouse=True)
def reader(client: Client) -> None:
    client.force_login(user_with(Role.REGISTRAR))


def test_suggests_what_is_called_so_now_or_formerly(client: Client) -> None:
    UnitFactory(code="3057", name_uk="Азов", name_en="Azov")
    UnitNameFactory(unit=UnitFactory(code="А0998", name_uk="Січ"), name="Азовець")
    UnitFactory(code="А1111", name_uk="Київ")
    page = client.get(URL, {"q": "азов"}).content.decode()
    assert ("3057" in page, "А0998" in page, "А1111" in page) == (True, True, False)


def test_before_anything_is_written_the_first_by_code(client: Client) -> None:
    voided(UnitFactory(code="А0001"))
    UnitFactory(code="А0002", name_uk="Січ")
    assert client.get(URL).content.decode() == '<option value="Січ (А0002)"></option>'


def test_a_name_is_no_markup(client: Client) -> None:
    UnitFactory(code="", name_uk='"><b>')
    assert "<b>" not in client.get(URL).content.decode()


def test_nobody_is_told_who_may_not_see_units(client: Client) -> None:
    client.force_login(user_with())
    assert client.get(URL).status_code == 403


def test_the_box_says_where_to_ask(client: Client) -> None:
    assert f'data-suggested="{reverse("units:suggested")}"' in client.get("/prisoners/").content.decode()


def test_statements_are_bounded(client: Client, django_assert_max_num_queries) -> None:
    UnitFactory.create_batch(3)
    with django_assert_max_num_queries(6):
        client.get(URL, {"q": "а"})
