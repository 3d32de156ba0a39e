"""Lists by REST: a file with what is known of it comes in; entries and candidates are read; work is moved."""

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from negotiations.domain.lists import restrict_list
from negotiations.models import NameList
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, home, other, user_with
from tests.factories.decided import outgoing_list
from tests.factories.list_files import csv_of
from tests.factories.lists import candidate_of, entered, reconciled, work_of

pytestmark = pytest.mark.django_db(transaction=True)
UPLOAD = "/api/v1/name-lists/upload/"


@pytest.fixture
def client(db) -> Client:
    client = Client()
    client.force_login(user_with(Role.NEGOTIATOR))
    return client


def sent(client: Client, content: bytes, **members: object):
    told = {"title": "Published", "party": str(other().pk), "side": str(home().pk), "channel": "media"} | members
    parts = {"file": SimpleUploadedFile("list.csv", content), "list": orjson.dumps(told).decode()}
    return client.post(UPLOAD, parts)


def test_a_list_is_received(client) -> None:
    answer = sent(client, csv_of())
    name_list = NameList.objects.get()
    assert (answer.status_code, answer.json()["id"], answer["ETag"]) == (201, str(name_list.pk), '"v1"')
    assert work_of(name_list).confirmed


def test_the_same_file_is_a_conflict(client) -> None:
    sent(client, csv_of())
    answer = sent(client, csv_of())
    assert (answer.status_code, answer.json()["code"]) == (409, "same")


@pytest.mark.parametrize(("content", "code"), [(b"MZ\x90", "not_a_table"), (b"\xd0\xcf\x11\xe0 old", "old_workbook")])
def test_a_file_that_no_reader_may_open_is_refused(client, content: bytes, code: str) -> None:
    answer = sent(client, content)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_members_are_told_where_they_are_wrong(client) -> None:
    answer = sent(client, csv_of(), channel="pigeon")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/channel"]


def test_a_list_that_goes_out_is_not_received(client) -> None:
    assert sent(client, csv_of(), direction="outgoing").status_code == 422


def test_a_part_that_is_no_object_is_refused(client) -> None:
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("list.csv", csv_of()), "list": "[]"})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_an_object")


def test_a_file_above_the_limit_is_refused(client, settings) -> None:
    settings.IMPORT_MAX_BYTES = 100
    assert sent(client, b"a" * 200).status_code == 413


def test_who_may_not_receive_lists_sends_none(db) -> None:
    client = Client()
    client.force_login(user_with(Role.AUDITOR))
    assert sent(client, csv_of()).status_code == 403


def test_entries_of_a_list_are_read(client) -> None:
    name_list = reconciled("1;Вигаданий Іван;05.03.1985;")
    (entry,) = client.get(f"/api/v1/list-entries/?name_list={name_list.pk}").json()["results"]
    assert (entry["surname"], entry["born_on"], entry["raw"][1]) == ("Вигаданий", "1985-03-05", "Вигаданий Іван")


def test_candidates_are_read_and_who_is_restricted_is_not_there(client) -> None:
    entry, seen, hidden = entered(), CaptivityFactory().person, CaptivityFactory().person
    candidate_of(entry, seen)
    candidate_of(entry, hidden, rank=2)
    restrict_person(person=hidden, reason="synthetic", by=user_with(Role.REGISTRAR))
    found = client.get(f"/api/v1/list-entries/{entry.pk}/candidates/").json()["results"]
    assert [each["person"] for each in found] == [str(seen.pk)]


def test_what_other_lists_say_is_a_feature_where_the_reader_sees_the_list(client) -> None:
    entry, held = entered(), CaptivityFactory()
    ours = outgoing_list([held])
    told = {name: {"verdict": "same", "weight": 4} for name in ("earlier", "own_list")}
    candidate_of(entry, held.person, features=told | {"namesakes": {"verdict": "7", "weight": 0}})
    asked = f"/api/v1/list-entries/{entry.pk}/candidates/"
    (found,) = client.get(asked).json()["results"]
    assert found["features"] == {"own_list": told["own_list"], "namesakes": {"verdict": "0", "weight": 0}}
    restrict_list(name_list=ours, reason="synthetic", by=user_with(Role.REGISTRAR))
    assert "own_list" not in client.get(asked).json()["results"][0]["features"]


def test_a_list_is_compared_anew_by_a_transition(client) -> None:
    name_list = reconciled("1;Вигаданий Іван;05.03.1985;")
    headers = {"If-Match": f'"v{NameList.objects.get().version}"'}
    body = {"data": {"to": "reconciled"}, "content_type": "application/json", "headers": headers}
    assert client.post(f"/api/v1/name-lists/{name_list.pk}/transitions/", **body).status_code == 200
    assert work_of(name_list).status == "queued"
