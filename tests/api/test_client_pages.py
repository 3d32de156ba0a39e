"""Pages of machine clients: made, given tokens that are shown once, rotated, revoked; by administrators only."""

import datetime

import pytest
from django.test import Client

from accounts.domain.approvals import approve
from accounts.models import ApiToken, Approval, User
from accounts.roles import Role
from api import scopes
from audit.models import Change
from tests.api.client import ApiClient
from tests.factories import user_with
from tests.factories.accounts import token_for
from tests.signed_in import force_login

pytestmark = pytest.mark.django_db

CLIENTS = "/clients/"


@pytest.fixture(autouse=True)
def english_site(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(user_with(Role.ADMINISTRATOR))
    return client


@pytest.fixture
def office() -> User:
    return user_with(Role.MACHINE, username="office-3", full_name="Field office 3", kind="machine", password=None)


def issue(admin: Client, office: User, **typed: object):
    path = f"{CLIENTS}{office.pk}/tokens/new/"
    fresh = admin.get(path, secure=True).context["form"]["id"].value()
    told = {"id": fresh, "name": "server", "scopes": ["sources:read"], "lasts": 30, "reason": "the office opens"}
    return admin.post(path, told | typed, secure=True)


def opens(text: str) -> bool:
    return ApiClient(text).ask("GET", "/sources/").status_code == 200


def test_a_client_is_added_and_its_role_waits_for_another_administrator(admin) -> None:
    typed = {"username": "office-4", "full_name": "Field office 4", "reason": "the office opens"}
    page = admin.post(f"{CLIENTS}new/", typed, secure=True, follow=True).text
    assert "None: nothing is seen without a role" in page
    approve(approval=Approval.objects.get(), by=user_with(Role.ADMINISTRATOR))
    made = User.objects.get(username="office-4")
    assert (made.kind, made.roles, made.has_usable_password()) == ("machine", {Role.MACHINE}, False)


def test_a_token_is_shown_once_and_works(admin, office) -> None:
    response = issue(admin, office)
    text = response.context["text"]
    assert (text in response.text, response["Cache-Control"]) == (True, "no-store")
    assert opens(text)
    page = admin.get(f"{CLIENTS}{office.pk}/", secure=True).text
    assert text not in page
    assert "the office opens" in page
    assert text not in str(list(Change.objects.values_list("before", "after")))


def test_the_same_form_sent_twice_makes_one_token(admin, office) -> None:
    first = issue(admin, office)
    again = admin.post(first.request["PATH_INFO"], {
        "id": ApiToken.objects.get().pk, "name": "server", "scopes": ["sources:read"], "lasts": 30, "reason": "again",
    }, secure=True)  # fmt: skip
    assert "already a record" in again.text
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"lasts": 91}, "90"),
        ({"allowed_networks": "here"}, "Neither an address nor a network"),
        ({"scopes": ["everything:write"]}, "everything:write"),
        ({"scopes": []}, "required"),
        ({"reason": ""}, "why"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(admin, office, typed, told) -> None:
    response = issue(admin, office, name="the blue server", **typed)
    assert told in str(response.context["form"].errors)
    assert "the blue server" in response.text
    assert not ApiToken.objects.exists()


def test_a_token_is_rotated(admin, office) -> None:
    text = issue(admin, office, allowed_networks="127.0.0.0/8\n::1").context["text"]
    path = f"{CLIENTS}tokens/{ApiToken.objects.get().pk}/rotate/"
    response = admin.post(path, {"overlap": 24, "lasts": 90, "reason": "the yearly change"}, secure=True)
    assert opens(text)
    assert opens(response.context["text"])
    assert "rotated, works still" in admin.get(f"{CLIENTS}{office.pk}/", secure=True).text.lower()


def test_a_token_is_revoked_with_a_reason(admin, office) -> None:
    text = issue(admin, office).context["text"]
    path = f"{CLIENTS}tokens/{ApiToken.objects.get().pk}/revoke/"
    admin.post(path, {"reason": ""}, secure=True)
    assert opens(text)
    admin.post(path, {"reason": "laptop stolen"}, secure=True)
    assert not opens(text)
    assert admin.get(path, secure=True).status_code == 404


def test_the_list_costs_the_same_for_many_and_marks_what_ends_soon(admin, django_assert_num_queries) -> None:
    for days in (1, 60, 60):
        token_for(user_with(Role.MACHINE, kind="machine"), ["*:read"], lasts=datetime.timedelta(days=days))
    with django_assert_num_queries(5):
        page = admin.get(CLIENTS, secure=True).text
    assert page.lower().count("ends soon") == 1
    assert "Tokens that end soon" in admin.get("/", secure=True).text


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.MACHINE}])
def test_nobody_else_opens_a_page(client, office, role) -> None:
    client.force_login(user_with(role))
    for path in (CLIENTS, f"{CLIENTS}{office.pk}/", f"{CLIENTS}{office.pk}/tokens/new/", f"{CLIENTS}new/"):
        assert client.get(path, secure=True).status_code == 403


def test_issuing_asks_for_a_fresh_sign_in(office) -> None:
    client = Client()
    force_login(client, user_with(Role.ADMINISTRATOR))
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    response = client.get(f"{CLIENTS}{office.pk}/tokens/new/", secure=True)
    assert response["Location"].startswith("/accounts/confirm/")


def test_scopes_are_those_that_the_api_declares() -> None:
    declared = scopes.declared()
    assert declared["sources"] == {"read", "write"}
    assert declared["status-events"] == {"read"}
    assert scopes.ANY not in declared
