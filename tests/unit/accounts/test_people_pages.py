"""People for administrators: added with a temporary password, helped, disabled; nobody else opens a page of it."""

import pytest
from django.test import Client

from accounts.domain.approvals import approve
from accounts.models import Approval, User
from accounts.roles import Role
from tests.factories import UserFactory, user_with
from tests.factories.accounts import PASSWORD
from tests.signed_in import force_login

pytestmark = pytest.mark.django_db

PEOPLE = "/accounts/people/"


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(user_with(Role.ADMINISTRATOR, username="boss"))
    return client


@pytest.fixture
def olena() -> User:
    return user_with(Role.ANALYST, username="olena")


def test_the_list_costs_the_same_for_many(admin, olena, django_assert_num_queries) -> None:
    for _each in range(3):
        user_with(Role.ANALYST, Role.AUDITOR)
    with django_assert_num_queries(5):
        response = admin.get(PEOPLE, secure=True)
    assert "olena" in response.text
    assert "system" not in {person.username for person in response.context["people"]}


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.MACHINE}])
def test_nobody_else_opens_it(client, olena, role) -> None:
    client.force_login(user_with(role))
    for path in (PEOPLE, f"{PEOPLE}{olena.pk}/", f"{PEOPLE}{olena.pk}/disable/", f"{PEOPLE}new/"):
        assert client.get(path, secure=True).status_code == 403


def test_a_person_is_added_and_chooses_her_own_password_first(admin) -> None:
    response = admin.post(f"{PEOPLE}new/", {"username": "new", "full_name": "New Synthetic"}, secure=True)
    given = response.context["password"]
    client = Client()
    client.post("/accounts/sign-in/", {"login": "new", "password": given}, secure=True)
    assert client.get("/", secure=True)["Location"] == "/accounts/password/"
    typed = {"password": given, "new": "my own long password", "again": "my own long password"}
    client.post("/accounts/password/", typed, secure=True)
    assert client.get("/", secure=True)["Location"] == "/accounts/second-factor/"
    assert User.objects.get(username="new").password_expires_at is None


def test_a_temporary_password_ends(admin, olena) -> None:
    given = admin.post(f"{PEOPLE}{olena.pk}/password/", {"reason": "forgot it"}, secure=True).context["password"]
    User.objects.filter(pk=olena.pk).update(password_expires_at="2026-01-01T00:00Z")
    response = Client().post("/accounts/sign-in/", {"login": "olena", "password": given}, secure=True)
    assert "not right" in str(response.context["form"].non_field_errors())


def test_what_was_typed_twice_must_be_the_same(client, olena) -> None:
    client.force_login(olena)
    typed = {"password": PASSWORD, "new": "my own long password", "again": "my other long password"}
    assert "differ" in str(client.post("/accounts/password/", typed, secure=True).context["form"].errors)


def test_a_weak_password_is_refused(client, olena) -> None:
    client.force_login(olena)
    typed = {"password": PASSWORD, "new": "short", "again": "short"}
    assert "15" in str(client.post("/accounts/password/", typed, secure=True).context["form"].errors)


@pytest.mark.parametrize("act", ["disable", "second-factor", "password"])
def test_an_act_wants_a_reason_and_ends_sessions(admin, client, olena, act) -> None:
    client.force_login(olena)
    assert admin.post(f"{PEOPLE}{olena.pk}/{act}/", {}, secure=True).status_code == 200
    assert client.get("/", secure=True).status_code == 200
    admin.post(f"{PEOPLE}{olena.pk}/{act}/", {"reason": "she asked by telephone"}, secure=True)
    assert client.get("/", secure=True).status_code == 302


def test_the_page_of_a_person_tells_what_was_done_about_her_and_no_secret(admin, olena) -> None:
    reason = "she asked by telephone"
    given = admin.post(f"{PEOPLE}{olena.pk}/password/", {"reason": reason}, secure=True).context["password"]
    page = admin.get(f"{PEOPLE}{olena.pk}/", secure=True).text
    assert reason in page
    assert given not in page
    assert User.objects.get(pk=olena.pk).password not in page


def test_nobody_disables_herself(admin) -> None:
    boss = User.objects.get(username="boss")
    admin.post(f"{PEOPLE}{boss.pk}/disable/", {"reason": "by mistake"}, secure=True)
    assert User.objects.get(username="boss").is_active


def test_a_role_is_given_and_taken_back(admin, olena) -> None:
    admin.post(f"{PEOPLE}{olena.pk}/roles/new/", {"role": "auditor", "reason": "new duty"}, secure=True)
    assert User.objects.get(pk=olena.pk).roles == {"analyst"}
    approve(approval=Approval.objects.get(), by=user_with(Role.ADMINISTRATOR))
    assert User.objects.get(pk=olena.pk).roles == {"analyst", "auditor"}
    admin.post(f"{PEOPLE}{olena.pk}/roles/auditor/take/", {"reason": "duty ended"}, secure=True)
    assert User.objects.get(pk=olena.pk).roles == {"analyst"}


def test_an_act_asks_for_a_fresh_sign_in(olena) -> None:
    client = Client()
    force_login(client, user_with(Role.ADMINISTRATOR))
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    response = client.get(f"{PEOPLE}{olena.pk}/disable/", secure=True)
    assert response["Location"].startswith("/accounts/confirm/")
    typed = {"password": PASSWORD, "next": f"{PEOPLE}{olena.pk}/disable/"}
    client.post(response["Location"], typed, secure=True)
    assert client.get(f"{PEOPLE}{olena.pk}/disable/", secure=True).status_code == 200


def test_a_form_that_was_sent_too_late_goes_on_by_itself(olena) -> None:
    client, path = Client(), f"{PEOPLE}{olena.pk}/disable/"
    force_login(client, user_with(Role.ADMINISTRATOR))
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    asked = client.post(path, {"reason": "left the office"}, secure=True)["Location"]
    assert User.objects.get(pk=olena.pk).is_active
    client.post(asked, {"password": PASSWORD, "next": path}, secure=True)
    assert not User.objects.get(pk=olena.pk).is_active


def test_everybody_reads_who_may_what(client) -> None:
    client.force_login(UserFactory(language="en"))
    assert "see persons and their captivities" in client.get("/accounts/who-may-what/", secure=True).text
