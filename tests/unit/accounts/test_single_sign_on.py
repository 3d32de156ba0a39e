"""Single sign-on knows people whom administrators added, adds nobody, and spares nobody the second factor."""

import pytest

from accounts.models.user import UserKind
from accounts.queries.people import known_by
from accounts.single_sign_on import SingleSignOnAdapter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def olena():
    return UserFactory(username="olena", email="olena@example.org")


@pytest.mark.parametrize(
    "claims",
    [
        {"preferred_username": "Olena"},
        {"email": "OLENA@example.org", "email_verified": True},
        {"preferred_username": "somebody", "email": "olena@example.org", "email_verified": True},
    ],
)
def test_a_person_is_known_by_name_or_verified_address(olena, claims) -> None:
    assert known_by(claims) == olena


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"preferred_username": "stranger"},
        {"email": "olena@example.org"},
        {"email": "olena@example.org", "email_verified": False},
        {"email": "", "email_verified": True},
    ],
)
def test_others_are_strangers(olena, claims) -> None:
    assert known_by(claims) is None


def test_who_is_disabled_or_a_machine_is_not_known() -> None:
    UserFactory(username="gone", is_active=False)
    UserFactory(username="machine", kind=UserKind.MACHINE)
    assert (known_by({"preferred_username": "gone"}), known_by({"preferred_username": "machine"})) == (None, None)


def test_an_address_that_two_have_knows_nobody(olena) -> None:
    UserFactory(email="olena@example.org")
    assert known_by({"email": "olena@example.org", "email_verified": True}) is None


def test_nobody_is_added(rf) -> None:
    assert not SingleSignOnAdapter().is_open_for_signup(rf.get("/"), None)


def test_it_is_off_until_a_server_is_named(client) -> None:
    assert client.get("/accounts/oidc/office/login/", secure=True).status_code == 404
