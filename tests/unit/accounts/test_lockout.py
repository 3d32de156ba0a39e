"""Guesses are stopped within ten an account, from one address and from many; neighbours and the owner get in."""

import pytest
from allauth.core.context import request_context
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts import known_browser
from accounts.interfaces.sign_in import SignInForm
from accounts.models import User
from tests.factories import UserFactory
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

TOO_MANY = "Too many wrong tries"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def checked(monkeypatch) -> list[str]:
    """Each password that is really compared."""
    seen: list[str] = []
    real = User.check_password
    monkeypatch.setattr(User, "check_password", lambda user, raw: seen.append(raw) or real(user, raw))
    return seen


def attempt(client: Client, name: str, typed: str, address: str = "192.0.2.1"):
    return client.post("/accounts/sign-in/", {"login": name, "password": typed}, secure=True, REMOTE_ADDR=address)


def guess(rf, name: str, typed: str, address: str) -> SignInForm:
    """The form of the page alone, for a thousand of them."""
    request = rf.post("/accounts/sign-in/", REMOTE_ADDR=address)
    with request_context(request):
        form = SignInForm({"login": name, "password": typed}, request=request)
        form.is_valid()
    return form


@pytest.mark.parametrize("addresses", [1, 200])
def test_a_thousand_guesses_are_stopped_within_ten(rf, checked, addresses) -> None:
    UserFactory(username="olena")
    for number in range(1000):
        last = guess(rf, "olena", f"wrong password {number}", f"198.51.100.{number % addresses}")
    assert 1 < len(checked) <= 10
    assert TOO_MANY in str(last.non_field_errors())


@pytest.mark.parametrize("addresses", [1, 200])
def test_without_counting_all_of_them_are_compared(rf, checked, settings, addresses) -> None:
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(settings.ACCOUNT_RATE_LIMITS)
    UserFactory(username="olena")
    for number in range(20):
        guess(rf, "olena", f"wrong password {number}", f"198.51.100.{number % addresses}")
    assert len(checked) == 20


def test_a_right_guess_after_them_is_refused_too() -> None:
    UserFactory(username="olena")
    client = Client()
    for number in range(10):
        attempt(client, "olena", f"wrong password {number}")
    assert attempt(client, "OLENA", PASSWORD).status_code == 200


def test_neighbours_behind_the_same_address_sign_in() -> None:
    UserFactory(username="olena"), UserFactory(username="neighbour")
    client = Client()
    for number in range(12):
        attempt(client, "olena", f"wrong password {number}")
    assert attempt(Client(), "neighbour", PASSWORD).status_code == 302


def test_the_owner_signs_in_from_another_address() -> None:
    UserFactory(username="olena")
    client = Client()
    for number in range(12):
        attempt(client, "olena", f"wrong password {number}")
    assert attempt(Client(), "olena", PASSWORD, "203.0.113.9").status_code == 302


def test_the_owner_signs_in_where_she_did_before_however_many_guess(rf) -> None:
    olena, hers, response = UserFactory(username="olena"), Client(), HttpResponse()
    known_browser.remember(rf.get("/"), response, olena)
    hers.cookies = response.cookies
    for number in range(50):
        attempt(Client(), "olena", f"wrong password {number}", f"198.51.100.{number}")
    assert attempt(hers, "olena", PASSWORD).status_code == 302


def test_names_that_nobody_has_are_counted_the_same() -> None:
    client = Client()
    for number in range(10):
        last = attempt(client, "nobody", f"wrong password {number}")
    assert TOO_MANY in str(last.context["form"].non_field_errors())
