"""Today: alerts to answer, how many are held; small numbers are not told to those who may not see persons."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from common.reading import Notes, noting
from prisoners.domain.captivities import open_captivity
from prisoners.interfaces.waiting import figures, waiting
from tests.factories import CaptivityFactory, other, returned, user_with

pytestmark = pytest.mark.django_db


def recaptured() -> None:
    person = returned().person
    open_captivity(
        person=person, detaining_power=other(), captured=PartialDate.parse("2025-01-09"), by=User.objects.system()
    )


def test_an_alert_waits_for_those_who_see_persons(client: Client) -> None:
    recaptured()
    with noting(Notes()):
        (group,) = waiting(user_with(Role.REGISTRAR))
        assert waiting(user_with(Role.ANALYST)) == []
    assert (group.count, group.tone) == (1, "bad")


def test_how_many_are_held_and_for_how_long(client: Client) -> None:
    recaptured()
    CaptivityFactory(captured=PartialDate.parse("2022-05-17"))
    assert [each.value for each in figures(user_with(Role.REGISTRAR))] == [2, 2, 1]


def test_a_small_number_is_not_told_to_the_analyst(client: Client) -> None:
    CaptivityFactory(captured=PartialDate.parse("2022-05-17"))
    told = [str(each.value) for each in figures(user_with(Role.ANALYST))]
    assert told == ["fewer than 5"] * 3
    assert figures(user_with(Role.LIAISON)) == []


def test_today_shows_both(client: Client) -> None:
    recaptured()
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    content = client.get("/").content.decode()
    assert "Captured again after a return" in content
    assert "Held or missing" in content
