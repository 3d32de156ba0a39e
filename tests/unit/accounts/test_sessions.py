"""Sessions: they end when nothing is done, when they are old, when somebody ends them; a page that polls is nobody."""

import datetime

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.domain.people import disable_user
from accounts.domain.session_store import SessionStore
from accounts.domain.tokens import issue_token
from accounts.models import Session, User
from accounts.roles import Role
from tests.factories import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return user_with(Role.ANALYST)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def works(client: Client) -> bool:
    return client.get("/", secure=True).status_code == 200


def later(**passed: float) -> None:
    """As if this time had passed for all sessions."""
    gone = datetime.timedelta(**passed)
    moved = {name: F(name) - gone for name in ("since", "last_seen", "expire_date")}
    Session.objects.update(**moved)


def test_it_ends_after_a_quarter_of_an_hour_of_nothing(person) -> None:
    client = signed_in(person)
    later(minutes=14)
    assert works(client)
    later(minutes=16)
    assert not works(client)


def test_what_the_person_does_keeps_it_open(person) -> None:
    client = signed_in(person)
    for _quarter in range(4):
        later(minutes=10)
        assert works(client)


@pytest.mark.parametrize("mark", [{"headers": {"X-Unattended": "1"}}, {"query_params": {"unattended": "1"}}])
def test_what_a_page_asks_by_itself_does_not(person, mark) -> None:
    client = signed_in(person)
    later(minutes=10)
    assert client.get("/", secure=True, **mark).status_code == 200
    later(minutes=10)
    assert not works(client)


def test_it_ends_after_ten_hours_whatever_is_done(person) -> None:
    client = signed_in(person)
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    assert not works(client)


def test_saving_it_prolongs_nothing(person) -> None:
    client = signed_in(person)
    later(hours=9)
    Session.objects.update(last_seen=timezone.now())
    session = client.session
    session["anything"] = session["signed_in"] = {"at": (timezone.now() - datetime.timedelta(hours=9)).timestamp()}
    session.save()
    assert Session.objects.get().expire_date < timezone.now() + datetime.timedelta(hours=1, minutes=1)


def test_one_who_is_disabled_is_out_at_the_next_request(person) -> None:
    client = signed_in(person)
    token = issue_token(user=person, name="synthetic", scopes=["*:read"], by=User.objects.system())[1]
    machine = Client(headers={"Authorization": f"Bearer {token}"})
    assert machine.get("/api/v1/sources/", secure=True).status_code == 200
    disable_user(user=person, by=User.objects.system(), reason="left the office")
    assert not works(client)
    assert machine.get("/api/v1/sources/", secure=True).status_code == 401
    assert not Session.objects.filter(user=person).exists()


def test_a_person_ends_one_of_her_sessions(person) -> None:
    here, there = signed_in(person), signed_in(person)
    here.post(f"/accounts/sessions/{there.session.digest}/end/", secure=True)
    assert (works(here), works(there)) == (True, False)


def test_she_ends_all_others(person) -> None:
    here, there = signed_in(person), signed_in(person)
    here.post("/accounts/sessions/end/", secure=True)
    assert (works(here), works(there)) == (True, False)


def test_nobody_ends_a_session_of_somebody_else(person) -> None:
    stranger = signed_in(user_with(Role.ANALYST))
    client = signed_in(person)
    stranger.post(f"/accounts/sessions/{client.session.digest}/end/", secure=True)
    assert works(client)


def test_her_page_lists_them_with_this_one_marked(person) -> None:
    client = signed_in(person)
    signed_in(person), signed_in(user_with())
    shown = client.get("/accounts/", secure=True).context["sessions"]
    assert sorted(current for _session, _device, current in shown) == [False, True]


def test_what_ended_is_cleared_away(person) -> None:
    signed_in(person)
    later(minutes=16)
    signed_in(person)
    SessionStore.clear_expired()
    assert Session.objects.count() == 1
