"""Marks of a hand-over by REST."""

import orjson
import pytest
from django.test import Client

from exchanges.models import Exchange, HandOverMark
from tests.factories.hand_over import at_the_bus, entry_of, marked, under_way

pytestmark = pytest.mark.django_db
ONE, OTHER = "Синтетичний Микола", "Вигаданий Петро"


@pytest.fixture
def exchange() -> Exchange:
    return under_way(ONE, OTHER)


def send(exchange: Exchange, *items: dict):
    client = Client()
    client.force_login(at_the_bus())
    body = orjson.dumps({"marks": items}).decode()
    return client.post(f"/api/v1/exchanges/{exchange.pk}/hand-over/", body, content_type="application/json")


def item(exchange: Exchange, name: str, kind: str = "boarded") -> dict:
    mark = marked(kind, entry_of(exchange, name))
    return {"id": str(mark.id), "kind": kind, "entry": str(mark.entry), "noted_at": mark.noted_at.isoformat()}


def test_each_mark_is_answered_in_its_order_and_twice_is_once(exchange) -> None:
    items = [item(exchange, ONE), item(exchange, OTHER, "absent")]
    first, again = (send(exchange, *items).json()["results"] for _each in range(2))
    assert ([each["effect"] for each in first], again) == (["applied", "applied"], first)
    assert HandOverMark.objects.count() == 2


def test_a_mark_that_is_none_is_422_and_nothing_is_kept(exchange) -> None:
    answer = send(exchange, item(exchange, ONE), item(exchange, OTHER) | {"kind": "flown"})
    assert (answer.status_code, HandOverMark.objects.count()) == (422, 0)
    assert answer.json()["errors"][0]["pointer"] == "/marks/1/kind"
