"""Clients at once on one person: one succeeds, the rest are told; each control takes the guard away to see it fail."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.domain import records
from accounts.roles import Role
from prisoners.models import Captivity
from tests.api.client import ApiClient
from tests.api.test_prisoners import person_body
from tests.api.test_races import clients, race, together
from tests.factories import PersonFactory, other
from tests.integration.test_prisoner_races import MANY, at_once, two_checked, without, without_locks

__all__ = ["clients", "together", "two_checked", "without", "without_locks"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def posting(token_of) -> Callable[[int], int]:
    """Posts a captivity of one person, and gives the status of the answer."""
    token, person, power = token_of(Role.REGISTRAR), PersonFactory(), other()
    body = {"person": str(person.pk), "detaining_power": str(power.pk), "captured_on": "2022-05"}
    return lambda _number: ApiClient(token).ask("POST", "/captivities/", body).status_code


def test_of_many_captivities_of_one_person_one_is_made(posting) -> None:
    assert sorted(at_once(posting)) == [201] + [409] * (MANY - 1)
    assert Captivity.objects.count() == 1


def test_the_constraint_alone_lets_one_be_made(posting, without_locks, two_checked) -> None:
    assert sorted(at_once(posting)) == [201] + [409] * (MANY - 1)
    assert Captivity.objects.count() == 1


def test_control_without_lock_and_constraints_several_are_made(posting, without_locks, two_checked, without) -> None:
    without("captivity_one_open")
    without("captivity_no_overlap")
    without("captivity_of_person")
    assert at_once(posting).count(201) > 1


def writing_person(method: str) -> Callable[[ApiClient, int], Any]:
    person, whole = PersonFactory(), person_body() if method == "PUT" else {}

    def ask(client: ApiClient, number: int) -> Any:
        body = whole | {"birth_place": f"Place {number}"}
        return client.ask(method, f"/persons/{person.pk}/", body, if_match=1)

    return ask


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_of_two_with_one_etag_one_writes_the_person(clients, together, method) -> None:
    assert race(clients, writing_person(method)) == [200, 412]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_control_without_the_check_under_the_lock_both_write(clients, together, method, monkeypatch) -> None:
    lock = records.lock
    monkeypatch.setattr(records, "lock", lambda record, expected_version=None: lock(record))
    assert race(clients, writing_person(method)) == [200, 200]
