"""Deciding and answering lists, and sending lists of ours, by REST."""

import orjson
import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from negotiations.domain.deciding import decide
from negotiations.list_enums import EntryVerdict
from negotiations.models import Decision, NameList
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, home, other, user_with
from tests.factories.decided import certain_list, entries, outgoing_list

pytestmark = pytest.mark.django_db
V = EntryVerdict


@pytest.fixture
def negotiator() -> User:
    return user_with(Role.NEGOTIATOR, language="en")


@pytest.fixture
def client(negotiator) -> Client:
    client = Client()
    client.force_login(negotiator)
    return client


def post(client: Client, path: str, body: dict, **headers: str):
    text = orjson.dumps(body).decode()
    return client.post(f"/api/v1/{path}", text, content_type="application/json", headers=headers)


def item(entry, verdict: str = V.OK) -> dict:
    return {"entry": str(entry.pk), "verdict": verdict, "person": str(entry.candidates.get().person_id)}


def test_many_are_decided_each_for_itself(client) -> None:
    name_list = certain_list(3)
    first, second, third = entries(name_list)
    decide(entry=second, verdict=V.UNKNOWN, by=User.objects.system())
    items = [item(first), item(second), item(third) | {"person": None}]
    answer = post(client, f"name-lists/{name_list.pk}/decisions/", {"decisions": items})
    assert [each["outcome"] for each in answer.json()["results"]] == ["decided", "conflict", "refused"]
    assert Decision.objects.standing().count() == 2


def test_somebody_out_of_sight_is_nobody(client) -> None:
    name_list = certain_list(1)
    entry = entries(name_list)[0]
    restrict_person(person=entry.candidates.get().person, reason="synthetic", by=User.objects.system())
    told = post(client, f"name-lists/{name_list.pk}/decisions/", {"decisions": [item(entry)]}).json()["results"][0]
    assert (told["outcome"], told["detail"]) == ("refused", "There is no such person.")


def test_the_answer_is_told_in_figures(client, negotiator) -> None:
    name_list = certain_list(2)
    entry = entries(name_list)[0]
    decide(entry=entry, verdict=V.OK, person=entry.candidates.get().person, by=negotiator)
    told = client.get(f"/api/v1/name-lists/{name_list.pk}/answer/").json()
    assert (told["total"], told["waiting"], told["verdicts"]["ok"]) == (2, 1, 1)


def test_a_list_of_ours_is_drawn_up_and_goes_out(client) -> None:
    body = {"title": "Request", "kind": "request", "party": str(other().pk), "side": str(home().pk)}
    made = post(client, "name-lists/outgoing/", body)
    assert made.status_code == 201, made.text
    key = made.json()["id"]
    put = post(client, f"name-lists/{key}/persons/", {"captivities": [str(CaptivityFactory().pk)]})
    assert put.json() == {"put": 1}
    steps = [("checked", {}), ("frozen", {}), ("sent", {"reason": "by courier"})]
    steps.append(("received_confirmed", {"receipt": "ICRC, no. 7"}))
    for state, more in steps:
        version = NameList.objects.get(pk=key).version
        moved = post(client, f"name-lists/{key}/transitions/", {"to": state} | more, **{"If-Match": f'"v{version}"'})
        assert (moved.status_code, moved.json()["status"]) == (200, state), moved.text


def test_who_may_not_send_is_refused(client) -> None:
    client.force_login(user_with(Role.REGISTRAR))
    name_list = outgoing_list([])
    body = {"captivities": [str(CaptivityFactory().pk)]}
    assert post(client, f"name-lists/{name_list.pk}/persons/", body).status_code == 403
