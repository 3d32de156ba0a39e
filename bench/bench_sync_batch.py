"""Batches of 200 creations over REST, with validation, book and feed, beside COPY of the same rows with those two."""

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus
from statistics import median
from typing import Any

from django.test import Client

from accounts.models import User
from audit.domain.publishing import publish
from audit.verbs import acting
from bench.data import signed_in
from bench.figures import Figure, compare
from common.bulk import copy_in
from common.ids import new_id
from prisoners.domain.names import called, with_keys
from prisoners.domain.persons import with_key
from prisoners.models import Identifier, Person, PersonName
from sources.models import Source
from units.models import Party

REGISTER = WRITES = True
MANY = 200


def figures() -> Iterator[Figure]:
    client, home = signed_in(), str(Party.objects.home().pk)
    publish(1_000_000)
    yield _figure("sources", lambda: _sent(client, "sources", _source), lambda: _copied(Source, _source))
    yield _figure(
        "persons, each with a name and a number",
        lambda: _sent(client, "persons", lambda: _person(home)),
        lambda: _copied_persons(home),
    )


def _figure(what: str, ours: Callable[[], None], bare: Callable[[], None]) -> Figure:
    found = compare(f"batch of {MANY} {what}", ours, bare)
    return Figure(f"{found.what}, {MANY / median(found.ours):,.0f}/s", found.ours, found.bare)


def _source() -> dict[str, Any]:
    return {"kind": "press", "title": "Synthetic"}


def _person(party: str) -> dict[str, Any]:
    number = str(new_id())
    return {
        "party": party,
        "sex": "male",
        "born_on": "1990-05",
        "names": [{"surname": "Вигаданий", "given_name": "Іван", "as_written": "Вигаданий Іван"}],
        "identifiers": [{"scheme": "service", "value": number}],
    }


def _sent(client: Client, name: str, body: Callable[[], dict[str, Any]]) -> None:
    """One batch, to the answer. Raises RuntimeError when one of them is refused."""
    ops = [
        {"op_id": str(new_id()), "method": "PUT", "path": f"/{name}/{new_id()}/", "body": body()} for _op in range(MANY)
    ]
    response = client.post(
        "/api/v1/sync/batch/",
        json.dumps({"mode": "each", "ops": ops}),
        content_type="application/json",
        headers={"Idempotency-Key": str(new_id())},
    )
    results = response.json().get("results", []) if response.status_code == HTTPStatus.OK else []
    if [each["status"] for each in results] != [HTTPStatus.CREATED] * MANY or not all(each["seq"] for each in results):
        raise RuntimeError(response.content[:500])


def _copied(model: Any, body: Callable[[], dict[str, Any]]) -> None:
    with acting(by=User.objects.system(), verb_name="bench"):
        copy_in(model, [body() for _row in range(MANY)])
    publish()


def _copied_persons(party: str) -> None:
    tables: dict[Any, list[dict[str, Any]]] = {Person: [], PersonName: [], Identifier: []}
    for _row in range(MANY):
        body, key = _person(party), new_id()
        names = with_keys(body["names"])
        born = {"born_on": "1990-05-01", "born_on_precision": "month"}
        tables[Person].append({"id": key, "party_id": party, "sex": "male", **born, **called(names)})
        tables[PersonName] += [{"person_id": key, **name} for name in names]
        tables[Identifier] += [{"person_id": key, **with_key(each)} for each in body["identifiers"]]
    with acting(by=User.objects.system(), verb_name="bench"):
        for model, rows in tables.items():
            copy_in(model, rows)
    publish()
