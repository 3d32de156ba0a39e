"""Every answer tells the pace: the quota of the token, what is left, and when to go slower."""

import pytest
from django.core.cache import cache
from django.test import override_settings

from accounts.roles import Role
from tests.api.client import ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_minute(monkeypatch) -> None:
    """The clock stands at the 17th second of a minute, so that no window ends within a test."""
    cache.clear()
    monkeypatch.setattr("api.throttles.time.time", lambda: 1_800_000_017.0)


@override_settings(API_RATE=20)
def test_an_answer_tells_the_quota_and_what_is_left(client_of) -> None:
    client = client_of(Role.ANALYST)
    client.read("/sources/")
    response = client.ask("GET", "/sources/")
    assert response["RateLimit-Policy"] == '"requests";q=20;w=60'
    assert response["RateLimit"] == '"requests";r=18;t=43'
    assert "Backoff" not in response


@override_settings(API_RATE=1)
def test_each_token_has_a_count_of_its_own(client_of) -> None:
    one, other = client_of(Role.ANALYST), client_of(Role.ANALYST)
    assert [one.ask("GET", "/sources/").status_code for _ in range(2)] == [200, 429]
    assert other.ask("GET", "/sources/").status_code == 200


def test_a_token_may_have_a_quota_of_its_own(client_of) -> None:
    client = client_of(Role.ANALYST, rate=1)
    assert client.ask("GET", "/sources/")["RateLimit-Policy"] == '"requests";q=1;w=60'
    refused = client.ask("GET", "/sources/")
    assert (refused.status_code, refused["RateLimit"]) == (429, '"requests";r=0;t=43')


@override_settings(API_RATE=20)
def test_who_is_close_to_the_quota_is_asked_to_wait_for_the_next_minute(client_of) -> None:
    client = client_of(Role.ANALYST)
    told = [client.ask("GET", "/sources/").get("Backoff") for _ in range(20)]
    assert told == [None] * 18 + ["43"] * 2


def test_what_is_refused_counts_and_tells_too(client_of) -> None:
    client = client_of(Role.ANALYST)
    assert client.ask("DELETE", "/persons/")["RateLimit"].startswith('"requests";r=1199;')
    assert client.ask("GET", "/persons/").status_code == 403
    assert client.ask("GET", "/sources/")["RateLimit"].startswith('"requests";r=1197;')


@pytest.mark.parametrize("path", ["/sources/", "/nothing/"])
def test_who_is_not_known_is_told_the_policy(path) -> None:
    response = ApiClient().ask("GET", path)
    assert response["RateLimit-Policy"] == '"requests";q=1200;w=60'
    assert "RateLimit" not in response


@pytest.mark.parametrize(("load", "asked"), [(99.0, True), (0.1, False)])
def test_under_strain_everybody_is_asked_to_wait(client_of, monkeypatch, load, asked) -> None:
    monkeypatch.setattr("api.rates.os.getloadavg", lambda: (load, load, load))
    with override_settings(API_STRAIN=4):
        response = client_of(Role.ANALYST).ask("GET", "/sources/")
    assert ("Backoff" in response) is asked
    assert not asked or 10 <= int(response["Backoff"]) <= 30
