"""What a phone at the hand-over is told and sends: what changed only, of whom its reader may know, logged as a file."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from audit.models import Read
from exchanges.hand_over_enums import MarkKind
from exchanges.models import Exchange, HandOverMark
from prisoners.domain.restricting import restrict_person
from prisoners.models import Person
from tests.factories import CaptivityFactory, user_with
from tests.factories.hand_over import at_the_bus, cancelled, entry_of, marked, under_way

pytestmark = pytest.mark.django_db
ONE, OTHER = "Синтетичний Микола", "Вигаданий Петро"


@pytest.fixture
def exchange() -> Exchange:
    return under_way(ONE, OTHER)


@pytest.fixture
def phone() -> Client:
    client = Client()
    client.force_login(at_the_bus())
    return client


def look(phone: Client, exchange: Exchange, point: str = "") -> Any:
    return phone.get(f"/exchanges/{exchange.pk}/hand-over/state/", headers={"If-None-Match": point} if point else {})


def send(phone: Client, exchange: Exchange, *items: Any, path: str = "marks", **more: Any) -> Any:
    body = json.dumps({"marks": items, **more})
    return phone.post(f"/exchanges/{exchange.pk}/hand-over/{path}/", body, content_type="application/json")


def item(exchange: Exchange, name: str, kind: str = "boarded", **more: Any) -> dict[str, Any]:
    mark = marked(MarkKind(kind), entry_of(exchange, name))
    return {"id": str(mark.id), "kind": kind, "entry": str(mark.entry), "noted_at": mark.noted_at.isoformat(), **more}


def test_the_shell_tells_nothing_of_the_exchange(phone, exchange) -> None:
    body = phone.get(f"/exchanges/{exchange.pk}/hand-over/").content.decode()
    assert [word for word in (ONE, OTHER, str(exchange.number) + "<", exchange.formula) if word in body] == []


def test_nothing_new_is_304_and_else_what_changed_comes(phone, exchange) -> None:
    whole = look(phone, exchange).json()
    assert {entry["name"] for entry in whole["entries"]} == {ONE, OTHER}
    assert look(phone, exchange, whole["point"]).status_code == 304
    told = send(phone, exchange, item(exchange, ONE), since=whole["point"]).json()
    assert [(entry["name"], entry["mark"]["kind"]) for entry in told["state"]["entries"]] == [(ONE, "boarded")]
    known = {entry["id"]: entry for entry in (*whole["entries"], *told["state"]["entries"])}
    assert sum(entry["version"] for entry in known.values()) == told["state"]["versions_total"]


def test_what_one_person_was_told_another_one_was_not(phone, exchange) -> None:
    point = look(phone, exchange).json()["point"]
    phone.force_login(at_the_bus("other"))
    assert look(phone, exchange, point).json()["whole"] is True


def test_somebody_out_of_sight_is_neither_told_nor_counted(phone, exchange) -> None:
    restrict_person(person=entry_of(exchange, ONE).captivity.person, reason="synthetic", by=User.objects.system())
    mark = item(exchange, ONE)
    told = look(phone, exchange).json()
    assert ([entry["name"] for entry in told["entries"]], told["entries_total"]) == ([OTHER], 1)
    refused = send(phone, exchange, mark).json()["results"][0]
    assert (refused["effect"], refused["detail"]) == ("refused", "There is no such entry on this manifest.")


def test_control_in_sight_is_told(phone, exchange) -> None:
    assert len(look(phone, exchange).json()["entries"]) == 2


def test_it_is_logged_as_a_file(phone, exchange) -> None:
    look(phone, exchange)
    read = Read.objects.get(kind=Person._meta.label_lower)
    assert (read.surface, len(read.ids)) == ("export", 2)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.APPROVER, Role.LIAISON])
def test_others_are_shown_nothing(exchange, role) -> None:
    client = Client()
    client.force_login(user_with(role))
    assert look(client, exchange).status_code == 403


def test_before_lists_are_agreed_and_when_it_is_over_nothing_is_told(phone, exchange) -> None:
    cancelled(exchange)
    told = look(phone, exchange).json()
    assert (told["carried"], told["entries"]) == (False, [])


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"kind": "flown"}, "kind: there is no such mark."),
        ({"noted_at": "2026-11-23"}, "noted_at: a moment with its time zone."),
        ({"entry": "x"}, "entry: not a UUID."),
        ({"note": "x" * 501}, "note: text of 500 characters at most."),
        ({"born_year": 1812}, "born_year: a year between 1900 and now."),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused_by_itself(phone, exchange, change, detail) -> None:
    wrong, right = item(exchange, ONE) | change, item(exchange, OTHER)
    results = send(phone, exchange, wrong, right).json()["results"]
    assert [(each["effect"], each["detail"]) for each in results] == [("refused", detail), ("applied", "")]
    assert HandOverMark.objects.count() == 1


@pytest.mark.parametrize("body", ["", "[]", '{"marks": 1}', "{"])
def test_a_body_that_is_no_list_of_marks_is_400(phone, exchange, body) -> None:
    address = f"/exchanges/{exchange.pk}/hand-over/marks/"
    assert phone.post(address, body, content_type="application/json").status_code == 400


def test_the_search_finds_the_register_and_says_who_is_on_it_already(phone, exchange) -> None:
    CaptivityFactory(person__called="Синтетичний Степан")
    body = json.dumps({"q": "Syntetychnyi"})
    address = f"/exchanges/{exchange.pk}/hand-over/search/"
    found = phone.post(address, body, content_type="application/json").json()["found"]
    assert {each["name"]: each["on_manifest"] for each in found} == {ONE: True, "Синтетичний Степан": False}


def test_signing_out_clears_the_device(phone) -> None:
    assert phone.post("/accounts/sign-out/")["Clear-Site-Data"] == '"storage"'


def test_a_manifest_of_many_takes_as_many_statements_as_one(phone) -> None:
    few, many = under_way(ONE), under_way(*(f"Вигаданий {letter}" for letter in "АБВГД"))
    taken = []
    for exchange in (few, few, many):
        with CaptureQueriesContext(connection) as captured:
            look(phone, exchange)
        taken.append(len(captured))
    assert (taken[1], taken[2] < 25) == (taken[2], True)
