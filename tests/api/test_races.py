"""Two clients at once: one wins, the other is told."""

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

import pytest
from django.db import connections

from accounts.domain import records
from accounts.roles import Role
from api import writing
from common.ids import new_id
from tests.api.client import ApiClient
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clients(token_of) -> list[ApiClient]:
    return [ApiClient(token_of(Role.REGISTRAR)) for _ in range(2)]


@pytest.fixture
def together() -> Iterator[None]:
    """Both requests have been read and checked before either of them writes."""
    barrier = threading.Barrier(2, timeout=20)

    def wait_and(verb: Callable) -> Callable:
        def run(*args: Any, **kwargs: Any) -> Any:
            barrier.wait()
            return verb(*args, **kwargs)

        return run

    create, revise = wait_and(writing.create), wait_and(writing.revise)
    with mock.patch.object(writing, "create", create), mock.patch.object(writing, "revise", revise):
        yield


def race(clients: list[ApiClient], ask: Callable[[ApiClient, int], Any]) -> list[int]:
    """The statuses of both answers, in order."""

    def run(number: int) -> int:
        try:
            return ask(clients[number], number).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, range(2)))


def replace(source: Any) -> Callable[[ApiClient, int], Any]:
    body = {"kind": "press", "url": ""}
    return lambda client, number: client.ask(
        "PUT", f"/sources/{source.pk}/", body | {"title": f"By {number}"}, if_match=1
    )


def test_of_two_with_one_etag_one_writes(clients, together) -> None:
    assert race(clients, replace(SourceFactory())) == [200, 412]


def test_without_the_check_under_the_lock_both_would(clients, together) -> None:
    def lock(record: Any, expected_version: int | None = None) -> Any:
        return type(record).objects.select_for_update().get(pk=record.pk)

    with mock.patch.object(records, "lock", lock):
        assert race(clients, replace(SourceFactory())) == [200, 200]


def test_of_two_that_create_one_id_one_does(clients, together) -> None:
    key: uuid.UUID = new_id()
    body = {"kind": "press", "title": "Synthetic"}
    statuses = race(clients, lambda client, _: client.ask("PUT", f"/sources/{key}/", body, if_none_match="*"))
    assert statuses == [201, 412]


def test_of_two_that_create_one_if_none_exists_one_does(clients, together) -> None:
    body = {"kind": "press", "title": "Synthetic", "url": "https://example.org/one"}
    condition = "url|https://example.org/one"
    statuses = race(clients, lambda client, _: client.ask("POST", "/sources/", body, if_none_exist=condition))
    assert statuses == [200, 201]


def test_one_that_comes_to_be_just_before_the_verb_is_answered(clients, monkeypatch) -> None:
    create = writing.create

    def late(*args: Any, **kwargs: Any) -> Any:
        SourceFactory(url="https://example.org/one")
        return create(*args, **kwargs)

    monkeypatch.setattr(writing, "create", late)
    body = {"kind": "press", "title": "Synthetic", "url": "https://example.org/one"}
    answer = clients[0].ask("POST", "/sources/", body, if_none_exist="url|https://example.org/one")
    assert answer.status_code == 200
