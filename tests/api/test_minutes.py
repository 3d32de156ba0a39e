"""Minutes by REST: filed, read and fetched by the few who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from negotiations.domain.rounds import restrict_round
from negotiations.models import Minutes
from tests.factories import RoundFactory, minutes_of, user_with

pytestmark = pytest.mark.django_db
UPLOAD = "/api/v1/minutes/upload/"


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(user_with(role, language="en"))
    return client


@pytest.fixture
def client(db) -> Client:
    return client_of(Role.NEGOTIATOR)


def sent(client: Client, round: object, content: bytes = b"what was said, synthetic"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile("said.txt", content), "round": str(round)})


def test_minutes_are_filed_and_fetched_as_they_came(client) -> None:
    answer = sent(client, RoundFactory().pk)
    made = Minutes.objects.get()
    assert (answer.status_code, answer.json()["id"], answer.json()["size"]) == (201, str(made.pk), 24)
    got = client.get(f"/api/v1/minutes/{made.pk}/content/")
    assert (got.getvalue(), got["Content-Disposition"]) == (
        b"what was said, synthetic",
        'attachment; filename="said.txt"',
    )


def test_the_same_file_is_refused(client) -> None:
    held = RoundFactory()
    sent(client, held.pk)
    assert [sent(client, held.pk).status_code, Minutes.objects.count()] == [422, 1]


def test_a_file_of_another_kind_is_named(client) -> None:
    answer = sent(client, RoundFactory().pk, b"MZ\x90\x00")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/file")


def test_a_round_out_of_sight_is_none(client) -> None:
    held = RoundFactory()
    restrict_round(round=held, reason="synthetic", by=user_with(Role.REGISTRAR))
    assert sent(client, held.pk).json()["errors"][0]["pointer"] == "/round"


@pytest.mark.parametrize(("role", "status"), [(Role.NEGOTIATOR, 200), (Role.REGISTRAR, 403), (Role.ANALYST, 403)])
def test_only_who_may_read_minutes_fetches_them(role, status) -> None:
    minutes = minutes_of(RoundFactory())
    assert client_of(role).get(f"/api/v1/minutes/{minutes.pk}/content/").status_code == status


def test_minutes_of_a_round_are_found(client) -> None:
    minutes = minutes_of(RoundFactory())
    minutes_of(RoundFactory())
    found = client.get(f"/api/v1/minutes/?round={minutes.round_id}").json()["results"]
    assert [each["sha256"] for each in found] == [minutes.sha256]
