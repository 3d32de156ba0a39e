"""Restricting and withholding by REST: people do it, in their session."""

import pytest
from django.test import Client

from accounts.models import Approval
from accounts.roles import Role
from prisoners.models import Withholding
from tests.api.client import ROOT
from tests.factories import ExchangeFactory, PartyFactory, PersonFactory, PlaceFactory, user_with

pytestmark = pytest.mark.django_db
KINDS = {"persons": PersonFactory, "places": PlaceFactory, "exchanges": ExchangeFactory}


def staff(client: Client, role: Role, **sight) -> Client:
    client.force_login(user_with(role, sees=(sight,), language="en"))
    return client


def move(client: Client, path: str, version: int, **body):
    headers = {"If-Match": f'"v{version}"'}
    return client.post(f"{ROOT}{path}transitions/", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("name", KINDS)
def test_who_restricts_without_the_compartment_is_told_that_it_is_kept(client, name) -> None:
    record = KINDS[name]()
    answer = move(staff(client, Role.REGISTRAR), f"/{name}/{record.pk}/", record.version, to="restricted", reason="why")
    record.refresh_from_db()
    assert (answer.status_code, answer.json()) == (200, {"id": str(record.pk), "version": record.version})
    assert record.restricted


@pytest.mark.parametrize("name", KINDS)
def test_lifting_waits_for_a_second_person(client, name) -> None:
    record = KINDS[name]()
    approver = staff(client, Role.APPROVER, restricted=True)
    move(approver, f"/{name}/{record.pk}/", record.version, to="restricted", reason="why")
    record.refresh_from_db()
    assert move(approver, f"/{name}/{record.pk}/", record.version, to="general", reason="over").status_code == 202
    assert Approval.objects.open().count() == 1


def test_a_machine_restricts_nobody(client_of) -> None:
    person = PersonFactory()
    body = {"to": "restricted", "reason": "why"}
    answer = client_of(Role.MACHINE).ask("POST", f"/persons/{person.pk}/transitions/", body, if_match=person.version)
    assert answer.status_code == 403


def test_a_withholding_is_made_and_ended(client) -> None:
    approver = staff(client, Role.APPROVER)
    body = {"person": str(PersonFactory().pk), "party": str(PartyFactory().pk), "reason": "family"}
    made = approver.post(f"{ROOT}/withholdings/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert move(approver, f"/withholdings/{made.json()['id']}/", 1, to="voided", reason="safe").status_code == 200
    assert Withholding.objects.get().is_voided


def test_it_may_name_a_machine_client(client) -> None:
    bureau = user_with(Role.MACHINE, kind="machine", password=None)
    body = {"person": str(PersonFactory().pk), "client": str(bureau.pk), "reason": "family"}
    made = staff(client, Role.APPROVER).post(f"{ROOT}/withholdings/", body, content_type="application/json")
    assert made.json()["client"] == str(bureau.pk)


def test_somebody_else_is_no_client(client) -> None:
    body = {"person": str(PersonFactory().pk), "client": str(user_with(Role.ANALYST).pk), "reason": "family"}
    made = staff(client, Role.APPROVER).post(f"{ROOT}/withholdings/", body, content_type="application/json")
    assert [each["pointer"] for each in made.json()["errors"]] == ["/client"]
