"""Signing in: a password, then a second factor; nothing tells who has an account."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.domain.people import add_user
from accounts.models import Session, User
from accounts.models.user import UserKind
from accounts.roles import Role
from tests.factories import user_with
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN, CODE = "/accounts/sign-in/", "/accounts/sign-in/code/"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def secret() -> str:
    return generate_totp_secret()


@pytest.fixture
def person(secret) -> User:
    """Somebody with an authenticator app."""
    user = user_with(Role.ANALYST, username="olena")
    TOTP.activate(user, secret)
    User.objects.filter(pk=user.pk).update(second_factor_since=timezone.now())
    return user


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(counters())[1]))


def password(client: Client, name: str = "olena", typed: str = PASSWORD):
    return client.post(SIGN_IN, {"login": name, "password": typed}, secure=True)


def test_a_password_alone_opens_nothing(client, person) -> None:
    assert password(client)["Location"] == CODE
    assert "_auth_user_id" not in client.session


def test_a_password_and_a_code_open_the_work(client, person, secret) -> None:
    password(client)
    assert client.post(CODE, {"code": code_of(secret)}, secure=True)["Location"] == "/"
    assert client.get("/", secure=True).status_code == 200


def test_signing_in_gives_the_session_a_new_key(client, person, secret) -> None:
    password(client)
    before = client.session.session_key
    client.post(CODE, {"code": code_of(secret)}, secure=True)
    assert client.session.session_key != before


def test_a_code_works_once(client, person, secret) -> None:
    code = code_of(secret)
    for other in (client, Client()):
        password(other)
        last = other.post(CODE, {"code": code}, secure=True)
    assert last.status_code == 200
    assert "code" in last.context["form"].errors


def test_a_recovery_code_works_once(client, person) -> None:
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    password(client)
    assert client.post(CODE, {"code": code}, secure=True).status_code == 302
    assert code not in Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()


def test_the_secret_is_not_in_the_table(person, secret) -> None:
    assert secret not in str(Authenticator.objects.get().data)


def test_the_key_of_a_session_is_not_in_the_table(client, person) -> None:
    client.force_login(person)
    assert not Session.objects.filter(pk=client.session.session_key).exists()
    assert Session.objects.filter(user=person).exists()


@pytest.mark.parametrize("name", ["olena", "nobody", "system", "machine", "gone"])
def test_who_may_not_sign_in_is_told_the_same(client, person, name) -> None:
    user_with(username="gone", is_active=False)
    add_user(username="machine", kind=UserKind.MACHINE, by=User.objects.system())
    response = password(client, name, "a wrong password of length")
    assert response.context["form"].non_field_errors() == ["The user name or the password is not right."]


def test_nobody_signs_up(client) -> None:
    for path in ("signup", "sign-up", "password/reset", "email"):
        assert client.get(f"/accounts/{path}/", secure=True).status_code == 404
