"""A write with an Idempotency-Key, sent again: one effect, the same answer, and nothing personal kept."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone

from accounts.models import Approval
from accounts.roles import Role
from api.domain.idempotency import forget_answers
from api.models import IdempotencyKey
from api.models.idempotency_key import KEPT
from audit.models import Read
from negotiations.models import NameList
from prisoners.models import Person
from sources.models import Source
from tests.api.client import ApiClient
from tests.factories import ExchangeFactory, PartyFactory, SourceFactory, home, other
from tests.factories.list_files import csv_of

pytestmark = pytest.mark.django_db
SOURCE = {"kind": "press", "title": "Synthetic"}


@pytest.fixture
def client(client_of) -> ApiClient:
    return client_of(Role.REGISTRAR)


def twice(client: ApiClient, *request: Any, **headers: Any) -> tuple[HttpResponse, HttpResponse]:
    first, again = (client.ask(*request, idempotency_key="k-1", **headers) for _turn in "ab")
    return first, again


def test_a_creation_is_done_once_and_answered_the_same(client) -> None:
    first, again = twice(client, "POST", "/sources/", SOURCE)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert [first[name] for name in ("ETag", "Location")] == [again[name] for name in ("ETag", "Location")]
    assert Source.objects.count() == 1


def test_without_a_key_it_is_done_twice(client) -> None:
    for _turn in "ab":
        client.ask("POST", "/sources/", SOURCE)
    assert Source.objects.count() == 2


def test_a_change_is_done_once(client) -> None:
    source = SourceFactory()
    first, again = twice(client, "PATCH", f"/sources/{source.pk}/", {"title": "New"}, if_match=1)
    assert (first.status_code, again.status_code, again["ETag"]) == (200, 200, '"v2"')


def test_a_transition_is_done_once(client) -> None:
    path = f"/exchanges/{ExchangeFactory().pk}/transitions/"
    first, again = twice(client, "POST", path, {"to": "proposed"}, if_match=1)
    assert (first.status_code, again.status_code, again["ETag"]) == (200, 200, '"v2"')


def test_what_takes_two_people_is_proposed_once(client) -> None:
    path = f"/sources/{SourceFactory().pk}/transitions/"
    first, again = twice(client, "POST", path, {"to": "voided", "reason": "synthetic"}, if_match=1)
    assert (first.status_code, again.status_code, again["Location"]) == (202, 202, first["Location"])
    assert Approval.objects.count() == 1


@pytest.mark.parametrize(("body", "if_match"), [({"kind": "no such kind"}, 1), ({"title": "New"}, 7)])
def test_a_refusal_is_told_again(body, if_match, client) -> None:
    first, again = twice(client, "PATCH", f"/sources/{SourceFactory().pk}/", body, if_match=if_match)
    assert first.status_code in {412, 422}
    assert (again.status_code, again.json(), again["Content-Type"]) == (
        first.status_code,
        first.json(),
        first["Content-Type"],
    )


@pytest.mark.parametrize("changed", [{"body": {**SOURCE, "title": "Other"}}, {"prefer": "return=minimal"}])
def test_another_request_under_the_key_is_refused(changed, client) -> None:
    client.ask("POST", "/sources/", SOURCE, idempotency_key="k-1")
    refused = client.ask("POST", "/sources/", **({"body": SOURCE} | changed), idempotency_key="k-1")
    assert (refused.status_code, refused.json()["code"], Source.objects.count()) == (422, "key_reused", 1)


def test_the_key_is_the_clients_own(client, client_of) -> None:
    for each in (client, client_of(Role.REGISTRAR)):
        assert each.ask("POST", "/sources/", SOURCE, idempotency_key="k-1").status_code == 201
    assert Source.objects.count() == 2


def test_the_record_is_told_as_it_is_now(client) -> None:
    first = client.ask("POST", "/sources/", SOURCE, idempotency_key="k-1").json()
    Source.objects.filter(pk=first["id"]).update(title="Changed")
    again = client.ask("POST", "/sources/", SOURCE, idempotency_key="k-1")
    assert (again.json()["title"], again["ETag"]) == ("Changed", '"v2"')


def test_nothing_of_a_person_is_kept(client) -> None:
    body = {"party": str(PartyFactory().pk), "names": [{"surname": "Kanarenko", "given_name": "Ivan"}]}
    assert client.ask("POST", "/persons/", body, idempotency_key="k-1").status_code == 201
    assert Person.objects.get().name == "Kanarenko Ivan"
    assert "Kanarenko" not in str(list(IdempotencyKey.objects.values()))


def test_what_fails_on_our_side_is_not_kept(client, monkeypatch) -> None:
    from api import writing

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError("synthetic")

    with monkeypatch.context() as broken:
        broken.setattr(writing, "create", fail)
        assert client.ask("POST", "/sources/", SOURCE, idempotency_key="k-1").status_code == 500
    assert client.ask("POST", "/sources/", SOURCE, idempotency_key="k-1").status_code == 201


def test_a_file_is_received_once(client_of) -> None:
    client = client_of(Role.NEGOTIATOR)
    told = json.dumps({"title": "a", "party": str(other().pk), "side": str(home().pk), "channel": "media"})

    def sent() -> HttpResponse:
        parts = {"file": SimpleUploadedFile("list.csv", csv_of()), "list": told}
        return client.post("/api/v1/name-lists/upload/", parts, headers={"Idempotency-Key": "k-1"})

    first, again = sent(), sent()
    assert (first.status_code, again.status_code, again["Location"]) == (201, 201, first["Location"])
    assert NameList.objects.count() == 1


def test_a_key_is_forgotten_after_thirty_days(client) -> None:
    client.ask("POST", "/sources/", SOURCE, idempotency_key="k-1")
    assert forget_answers() == 0
    IdempotencyKey.objects.update(at=timezone.now() - KEPT)
    assert (forget_answers(), IdempotencyKey.objects.exists()) == (1, False)


def test_who_prefers_no_more_is_shown_no_more(client) -> None:
    body = {"party": str(PartyFactory().pk), "names": [{"surname": "Kanarenko", "given_name": "Ivan"}]}
    answer = client.ask("POST", "/persons/", body, prefer="return=minimal")
    assert (answer.status_code, sorted(answer.json())) == (201, ["id", "version"])
    assert not Read.objects.filter(kind="prisoners.person").exists()
    client.ask("POST", "/persons/", body)
    assert Read.objects.filter(kind="prisoners.person").count() == 1
