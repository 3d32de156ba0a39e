"""Whatever is sent twice has one effect: answers that are lost, retries at once, two writers with one ETag.

The small sizes run with every change; the full ones with `make prove-sync`.
"""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.http import HttpResponse

from accounts.domain import records
from accounts.roles import Role
from api.domain import idempotency, operations
from api.views import once
from common.ids import new_id
from sources.models import Source
from tests.api.client import ApiClient
from tests.factories import SourceFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]

SOURCE = {"kind": "press", "title": "Synthetic"}
Send = Callable[[ApiClient, str], HttpResponse]


def sizes(small: Any, full: Any) -> Any:
    """A size for every change, and the full one for the rigs."""
    return pytest.mark.parametrize("size", [small, pytest.param(full, marks=pytest.mark.proving)], ids=str)


@pytest.fixture
def client(client_of, settings) -> ApiClient:
    settings.API_RATE = 1_000_000
    return client_of(Role.REGISTRAR, scopes=["*:read", "sources:write", "sync:write"])


def by_itself(client: ApiClient, key: str) -> HttpResponse:
    return client.ask("POST", "/sources/", SOURCE, idempotency_key=key)


def in_a_batch(client: ApiClient, key: str) -> HttpResponse:
    return batched(client, op(key), key)


def op(op_id: str) -> dict[str, Any]:
    return {"op_id": op_id, "method": "POST", "path": "/sources/", "body": SOURCE}


def batched(client: ApiClient, operation: dict[str, Any], key: str) -> HttpResponse:
    return client.ask("POST", "/sync/batch/", {"mode": "each", "ops": [operation]}, idempotency_key=key)


def told(response: HttpResponse) -> Any:
    """What an answer says, but for the place in the feed, which is null until the version is published."""
    assert response.status_code in {200, 201}, response.content
    said = response.json()
    return [{**each, "seq": None} for each in said["results"]] if "results" in said else (said, response["ETag"])


@contextmanager
def at_once(number: int) -> Iterator[Callable[[Callable[[], Any]], list[Any]]]:
    """Runs a function that many times at the same moment, again and again over the same connections."""
    barrier = threading.Barrier(number, timeout=60)

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        return act()

    def close() -> None:
        barrier.wait()
        connections.close_all()

    with ThreadPoolExecutor(number) as threads:
        yield lambda act: [each.result() for each in [threads.submit(run, act) for _each in range(number)]]
        for each in [threads.submit(close) for _each in range(number)]:
            each.result()


@pytest.mark.parametrize("send", [by_itself, in_a_batch])
@sizes(20, 1000)
def test_an_answer_that_is_lost_has_one_effect(size, send: Send, client, monkeypatch) -> None:
    """Cut before the commit, where nothing is kept, or after it, where the answer is: the client cannot tell."""
    chance = random.Random(8)

    def cut(*arguments: Any) -> None:
        if chance.random() < 0.3:
            raise OperationalError("cut")
        return idempotency.IdempotencyKey.objects.filter(pk=arguments[0]).update(
            status=arguments[1], answer=arguments[2]
        )

    monkeypatch.setattr(idempotency, "keep", cut)
    monkeypatch.setattr(once, "keep", cut)
    for _each in range(size):
        key, answers = str(new_id()), []
        while len(answers) < 3:
            response = send(client, key)
            if response.status_code != 503:
                answers.append(told(response))
        assert answers[0] == answers[1] == answers[2]
    assert Source.objects.count() == size


@pytest.mark.parametrize("send", [by_itself, in_a_batch])
@sizes((8, 3), (64, 100))
def test_one_key_at_once_has_one_effect_and_one_answer(size, send: Send, client) -> None:
    number, keys = size
    with at_once(number) as race:
        for _each in range(keys):
            key = str(new_id())
            answers = [told(each) for each in race(lambda key=key: send(client, key))]
            assert answers == [answers[0]] * number
    assert Source.objects.count() == keys


@pytest.mark.parametrize("send", [by_itself, in_a_batch])
def test_without_the_key_in_the_transaction_there_are_more(send: Send, client, monkeypatch) -> None:
    for module in (idempotency, once):
        monkeypatch.setattr(module, "claim", lambda *_arguments: 0)
    monkeypatch.setattr(operations, "known", lambda *_arguments: {})
    monkeypatch.setattr(operations, "note", lambda *_arguments: None)
    with at_once(8) as race:
        key = str(new_id())
        race(lambda: send(client, key))
    assert Source.objects.count() > 1


def two_writers(client: ApiClient, race: Callable) -> list[int]:
    """The statuses of two that replace one version of one record, each with a content of its own."""
    source = SourceFactory()

    def replace() -> int:
        content = {"kind": "press", "title": str(new_id())}
        return client.ask("PUT", f"/sources/{source.pk}/", content, if_match=1).status_code

    return sorted(race(replace))


@sizes(20, 10_000)
def test_of_two_writers_with_one_etag_one_writes(size, client) -> None:
    with at_once(2) as race:
        assert {tuple(two_writers(client, race)) for _each in range(size)} == {(200, 412)}


def test_without_the_look_under_the_lock_both_write(client, monkeypatch) -> None:
    lock = records.lock
    monkeypatch.setattr(records, "lock", lambda record, _expected=None: lock(record))
    with at_once(2) as race:
        assert (200, 200) in {tuple(two_writers(client, race)) for _each in range(20)}


def test_one_operation_in_many_batches_has_one_effect(client) -> None:
    """Each batch has a key of its own: it is the id of the operation by which it is known."""
    operation = op(str(new_id()))
    with at_once(8) as race:
        answers = race(lambda: told(batched(client, operation, str(new_id()))))
    assert (answers, Source.objects.count()) == ([answers[0]] * 8, 1)


def test_a_batch_tells_what_another_one_did_while_it_worked(client, monkeypatch) -> None:
    """Overtaken between the look for what is known and the note of what was done: it begins anew."""
    operation, known, first = op(str(new_id())), operations.known, []

    def late(*arguments: Any) -> Any:
        found = known(*arguments)
        if not first:
            first.append(None)
            with at_once(1) as other:
                first[:] = other(lambda: told(batched(client, operation, str(new_id()))))
        return found

    monkeypatch.setattr(operations, "known", late)
    assert [told(batched(client, operation, str(new_id())))] == first
    assert Source.objects.count() == 1
