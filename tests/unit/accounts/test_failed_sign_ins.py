"""Failures to sign in are noted without what was typed, and shown to who manages people."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import FailedSignIn, Session
from accounts.roles import Role
from accounts.tasks import clear_sessions
from tests.factories import UserFactory, user_with
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def attempt(name: str, typed: str) -> None:
    Client().post("/accounts/sign-in/", {"login": name, "password": typed}, secure=True, REMOTE_ADDR="192.0.2.7")


def test_a_wrong_password_is_noted_with_the_person_and_the_address() -> None:
    olena = UserFactory(username="olena")
    attempt("Olena", "a wrong password")
    failed = FailedSignIn.objects.get()
    assert (failed.user, failed.address, failed.failure) == (olena, "192.0.2.7", "password")


def test_a_right_one_is_not() -> None:
    UserFactory(username="olena")
    attempt("olena", PASSWORD)
    assert not FailedSignIn.objects.exists()


def test_a_name_that_nobody_has_is_not_kept() -> None:
    attempt("a password in the wrong box", "synthetic")
    assert FailedSignIn.objects.get().user is None


def test_too_many_are_told_apart() -> None:
    UserFactory(username="olena")
    for number in range(7):
        attempt("olena", f"wrong password {number}")
    assert FailedSignIn.objects.filter(failure="too_many").exists()


def test_the_administrator_sees_them(client) -> None:
    attempt(UserFactory(full_name="Olena Synthetic").username, "wrong")
    client.force_login(user_with(Role.ADMINISTRATOR, language="en"))
    page = client.get("/accounts/people/failed-sign-ins/").content.decode()
    assert "Olena Synthetic" in page
    assert "192.0.2.7" in page


def test_others_do_not(client) -> None:
    client.force_login(user_with(Role.REGISTRAR))
    assert client.get("/accounts/people/failed-sign-ins/").status_code == 403


def test_sessions_that_ended_are_cleared_and_the_others_stay(client) -> None:
    client.force_login(user_with(Role.REGISTRAR))
    other = Client()
    other.force_login(user_with(Role.REGISTRAR))
    old = Session.objects.order_by("pk").first()
    Session.objects.filter(pk=old.pk).update(last_seen=timezone.now() - datetime.timedelta(minutes=16))
    clear_sessions()
    assert Session.objects.exists()
    assert not Session.objects.filter(pk=old.pk).exists()
