"""Nobody whose sign-in is not whole reaches anything but what completes it: asked at every address of the site."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.domain.sign_in import Missing
from accounts.middleware import ALWAYS, WAYS
from accounts.models import User
from accounts.roles import Role
from tests.factories import UserFactory, user_with
from tests.signed_in import force_login

pytestmark = pytest.mark.django_db

GUARD = "accounts.middleware.WholeSignInMiddleware"
#: What stands in a pattern for a part of the address.
PARTS = {"uuid": str(uuid.UUID(int=0)), "int": "1", "slug": "synthetic", "str": "synthetic", "path": "synthetic"}


def addresses(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """(address, name) of every pattern, with something in the place of each part."""
    for entry in resolver.url_patterns:
        pattern = before + filled(str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield f"/{pattern}", f"{space}{entry.name or ''}"
        else:
            yield from addresses(entry, pattern, f"{space}{entry.namespace}:" if entry.namespace else space)


def filled(pattern: str) -> str:
    if pattern.startswith("^"):
        return re.sub(r"\(\?P<\w+>[^)]*\)|\.\*|[$^]", "x", pattern).replace("\\", "").strip("x")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda part: PARTS.get(part[1] or "str", "synthetic"), pattern)


EVERYWHERE = sorted(set(addresses(get_resolver())))


def reached(client: Client, method: str, path: str) -> bool:
    response = getattr(client, method)(path, secure=True)
    if path.startswith("/api/"):
        return response.status_code != 403 or response.json()["code"] != "second_factor_required"
    firsts = {f"/accounts/{tail}" for tail in ("second-factor/", "password/")}
    return response.status_code != 302 or response["Location"] not in firsts


def half_signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    force_login(client, user, half=True)
    return client


def test_there_are_addresses_of_every_room() -> None:
    rooms = {path.split("/")[1] for path, _name in EVERYWHERE}
    assert {"api", "accounts", "exchanges", "prisoners", "units", "reports", "health"} <= rooms
    assert len(EVERYWHERE) > 100


def test_without_a_second_factor_only_its_setting_up_is_reached() -> None:
    client = half_signed_in(user_with(*Role))
    others = [(path, name) for path, name in EVERYWHERE if name not in ALWAYS | set(WAYS[Missing.SECOND_FACTOR])]
    found = {(path, way) for path, name in others for way in ("get", "post") if reached(client, way, path)}
    assert found == set()
    assert client.get("/", secure=True)["Location"] == "/accounts/second-factor/"


def test_with_the_guard_removed_everything_is_reached(settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != GUARD]
    client = half_signed_in(user_with(*Role))
    assert client.get("/", secure=True).status_code == 200
    assert client.get("/api/v1/sources/", secure=True).status_code == 200


def test_a_whole_sign_in_reaches_the_work() -> None:
    client = Client()
    client.force_login(user_with(*Role))
    assert client.get("/", secure=True).status_code == 200
    assert client.get("/api/v1/sources/", secure=True).status_code == 200


def test_the_api_says_what_is_missing_as_a_problem() -> None:
    response = half_signed_in(user_with(Role.ANALYST)).get("/api/v1/sources/", secure=True)
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert response.json()["code"] == "second_factor_required"


def test_a_session_left_behind_by_the_setting_up_elsewhere_is_ended() -> None:
    user = UserFactory()
    client = half_signed_in(user)
    User.objects.filter(pk=user.pk).update(second_factor_since="2026-01-01T00:00Z")
    assert client.get("/accounts/second-factor/app/", secure=True)["Location"] == "/accounts/sign-in/"
    assert "_auth_user_id" not in client.session


def test_no_admin_site_is_installed() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
