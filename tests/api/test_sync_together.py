"""Runs of creations, and of patches, are written together: it is told from one by one by the time alone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from api.domain import performing
from audit.models import Change
from common.ids import new_id
from prisoners.models import Person
from sources.models import Source
from tests.api.cases import CASES
from tests.api.client import ApiClient
from tests.api.test_sync_batch import new_source, op, send, statuses
from tests.factories import PersonFactory, SourceFactory, home

pytestmark = pytest.mark.django_db
SCOPES = ["*:read", "sources:write", "persons:write", "sync:write"]


@pytest.fixture
def sender(client_of) -> ApiClient:
    return client_of(Role.REGISTRAR, scopes=SCOPES)


def new_person(number: int) -> dict[str, Any]:
    body = {
        "party": str(home().pk),
        "born_on": "1990-05",
        "citizenships": ["UA", "PL"],
        "names": [{"surname": "Вигаданий", "given_name": "Іван"}, {"surname": "Vyhadanyi", "kind": "alias"}],
        "identifiers": [{"scheme": "service", "value": f"0-{number}"}],
    }
    return op("PUT", f"/persons/{new_id()}/", body)


def one_by_one(monkeypatch) -> None:
    monkeypatch.setattr(performing, "FEW", 1000)


def said(client: ApiClient, operation: dict[str, Any]) -> dict[str, Any]:
    """What the record says that an operation created, but for what it alone has."""
    record = client.read(operation["path"])
    numbers = [{**each, "value": ""} for each in record["identifiers"]]
    return {**record, "id": "", "identifiers": numbers}


def lines(path: str) -> list[tuple[Any, ...]]:
    """Who wrote what of a person, as the book has it."""
    person = Person.objects.get(pk=path.split("/")[2])
    keys = [person.pk, *person.names.values_list("pk", flat=True), *person.identifiers.values_list("pk", flat=True)]
    found = Change.objects.filter(object_id__in=keys).order_by("model", "id")
    return [(line.model, line.verb, line.version, sorted(line.after)) for line in found]


def test_the_same_records_and_the_same_book(sender, monkeypatch) -> None:
    together = [new_person(number) for number in range(5)]
    assert statuses(send(sender, *together)) == [201] * 5
    one_by_one(monkeypatch)
    alone = new_person(9)
    send(sender, alone)
    assert [said(sender, each) for each in together] == [said(sender, alone)] * 5
    assert lines(together[2]["path"]) == lines(alone["path"])


def test_as_many_statements_for_twice_as_many(sender) -> None:
    counted = []
    send(sender, new_source())
    for number in (8, 16):
        run = [new_person(100 * number + each) for each in range(number)]
        with CaptureQueriesContext(connection) as queries:
            send(sender, *run)
        counted.append(len(queries))
    assert counted[0] == counted[1] < 40


@pytest.mark.parametrize(
    "odd",
    [
        {"kind": "no such kind"},
        {"kind": "press", "title": "a", "unheard_of": 1},
        {"kind": "press", "title": "a", "same_statement_as": str(new_id())},
        {"kind": "press", "title": "a", "reliability": "Z"},
        {"kind": "press"},
        ["no object"],
    ],
)
def test_an_odd_one_is_answered_as_by_itself(odd, sender, monkeypatch) -> None:
    run = [new_source() for _each in range(8)]
    run[5]["body"] = odd
    answer = send(sender, *run)["results"]
    one_by_one(monkeypatch)
    alone = send(sender, op("PUT", f"/sources/{new_id()}/", odd))["results"][0]
    assert [each["status"] for each in answer] == [201] * 5 + [alone["status"]] + [201] * 2
    assert answer[5]["problem"]["errors"] == alone["problem"]["errors"]
    assert Source.objects.count() == 7


def test_a_number_that_is_somebodys_already_is_told_of_one(sender) -> None:
    run = [new_person(number) for number in (1, 2, 3, 2, 5)]
    found = statuses(send(sender, *run))
    assert found.pop(3) in {409, 422}
    assert found == [201] * 4


def test_an_id_that_is_taken_is_told_of_one(sender) -> None:
    run = [new_source() for _each in range(5)]
    run[1]["path"] = f"/sources/{SourceFactory().pk}/"
    assert statuses(send(sender, *run)) == [201, 412, 201, 201, 201]


def test_a_record_of_the_run_may_be_named_in_it(sender) -> None:
    run = [new_source() for _each in range(5)]
    run[4]["body"]["same_statement_as"] = run[0]["path"].split("/")[2]
    assert statuses(send(sender, *run)) == [201] * 5


def test_all_or_none(sender) -> None:
    run = [new_source() for _each in range(6)]
    run[4]["body"] = {"kind": "no such kind"}
    assert statuses(send(sender, *run, mode="atomic", status=422)) == [424] * 4 + [422, 424]
    assert not Source.objects.exists()


def test_the_scope_is_asked_for(client_of) -> None:
    client = client_of(Role.REGISTRAR, scopes=["sync:write", "persons:write"])
    assert statuses(send(client, *[new_source() for _each in range(5)])) == [403] * 5


def patches(records: list[Any], kind: str, bodies: list[dict[str, Any]], version: int = 1) -> list[dict[str, Any]]:
    return [
        op("PATCH", f"/{kind}/{record.pk}/", body, if_match=f'"v{version}"')
        for record, body in zip(records, bodies, strict=True)
    ]


CHANGES = [
    {"title": "a"},
    {"publisher": "b"},
    {"title": "Old"},
    {"published_on": "2024-10-18"},
    {"quote": "\\"},
]


def test_patches_make_the_same_versions_and_the_same_book(sender, monkeypatch) -> None:
    def told(sources: list[Source]) -> Any:
        keys = [source.pk for source in sources]
        found = [
            Change.objects.filter(object_id=key, version__gt=1).values_list("verb", "before", "after") for key in keys
        ]
        return [list(each) for each in found]

    together, alone = ([SourceFactory(title="Old") for _each in CHANGES] for _turn in "ab")
    answer = send(sender, *patches(together, "sources", CHANGES))["results"]
    assert [each["etag"] for each in answer] == ['"v2"', '"v2"', '"v1"', '"v2"', '"v2"']
    one_by_one(monkeypatch)
    send(sender, *patches(alone, "sources", CHANGES))
    assert told(together) == told(alone) != [[]] * 5


def test_patches_of_persons(sender) -> None:
    persons = [PersonFactory() for _each in range(4)]
    body = {"born_on": "1990-05", "citizenships": ["UA", "PL"], "notes": 'a "b"', "sex": "female"}
    assert statuses(send(sender, *patches(persons, "persons", [body] * 4))) == [200] * 4
    assert {name: sender.read(f"/persons/{persons[3].pk}/")[name] for name in body} == body


def test_patches_take_as_many_statements_for_twice_as_many(sender) -> None:
    counted = []
    send(sender, new_source())
    for number in (8, 16):
        run = patches([SourceFactory() for _each in range(number)], "sources", [{"title": "New"}] * number)
        with CaptureQueriesContext(connection) as queries:
            send(sender, *run)
        counted.append(len(queries))
    assert counted[0] == counted[1] < 40


@pytest.mark.parametrize(
    ("odd", "status"),
    [
        ({"if_match": '"v7"'}, 412),
        ({"if_match": "seven"}, 400),
        ({"body": {"kind": "no such kind"}}, 422),
        ({"body": {"id": str(new_id())}}, 422),
        ({"path": f"/sources/{new_id()}/"}, 404),
    ],
)
def test_an_odd_patch_is_answered_as_by_itself(odd, status, sender) -> None:
    run = patches([SourceFactory() for _each in range(6)], "sources", [{"title": "New"}] * 6)
    run[2] |= odd
    assert statuses(send(sender, *run)) == [200, 200, status, 200, 200, 200]
    assert Source.objects.filter(title="New").count() == 5


def test_two_patches_of_one_record_are_done_one_after_the_other(sender) -> None:
    source = SourceFactory()
    first, second = (patches([source] * 3, "sources", [{"title": str(n)} for n in range(3)], at) for at in (1, 2))
    answer = send(sender, first[0], second[1], first[2], second[0])
    assert statuses(answer) == [200, 200, 412, 412]


@pytest.mark.parametrize("case", [case for case in CASES if case.resource.create_together], ids=lambda case: case.name)
def test_every_type_that_can(case, client_of, monkeypatch) -> None:
    """Without the way back to one by one each type goes through the statements of many."""
    monkeypatch.setattr(performing, "FEW", 1)
    monkeypatch.setattr(performing, "_one", None)
    client = client_of(Role.REGISTRAR, scopes=["*:read", "sync:write", f"{case.name}:write"])
    assert statuses(send(client, op("PUT", f"/{case.name}/{new_id()}/", case.body()))) == [201]
    record, (member, value) = case.make(), case.change
    record.refresh_from_db(fields=["version"])
    assert statuses(send(client, *patches([record], case.name, [{member: value}], record.version))) == [200]
    assert client.read(f"/{case.name}/{record.pk}/")[member] == value
