"""Batches: all or none, each by itself, once, and what comes too late is kept."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.roles import Role
from api.models import IdempotencyKey, Operation, Submission
from api.models.idempotency_key import KEPT
from common.ids import new_id
from sources.models import Source
from tests.api.client import ApiClient
from tests.factories import PersonFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(client_of) -> ApiClient:
    return client_of(Role.REGISTRAR, scopes=["*:read", "sources:write", "persons:write", "sync:write"])


def op(method: str, path: str, body: Any = None, **more: Any) -> dict[str, Any]:
    return {"op_id": str(new_id()), "method": method, "path": path, "body": body} | more


def new_source(title: str = "Synthetic") -> dict[str, Any]:
    return op("PUT", f"/sources/{new_id()}/", {"kind": "press", "title": title})


def late(record: Any, body: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A patch by somebody who read the first version."""
    kind = {"Source": "sources", "Person": "persons"}[type(record).__name__]
    return op("PATCH", f"/{kind}/{record.pk}/", body, if_match='"v1"', on_conflict="park", **more)


def send(client: ApiClient, *ops: dict[str, Any], mode: str = "each", key: str = "", status: int = 200) -> Any:
    response = client.ask("POST", "/sync/batch/", {"mode": mode, "ops": ops}, idempotency_key=key or str(new_id()))
    assert response.status_code == status, response.content
    return response.json()


def statuses(answer: Any) -> list[int]:
    return [each["status"] for each in answer["results"]]


class TestModes:
    def test_each_is_done_by_itself(self, sender) -> None:
        good, bad = new_source(), op("PUT", f"/sources/{new_id()}/", {"kind": "no such kind"})
        answer = send(sender, good, bad, new_source())
        assert statuses(answer) == [201, 422, 201]
        assert answer["results"][1]["problem"]["errors"][0]["pointer"] == "/kind"
        assert Source.objects.count() == 2

    def test_all_or_none(self, sender) -> None:
        good, bad = new_source(), op("PUT", f"/sources/{new_id()}/", {"kind": "no such kind"})
        answer = send(sender, good, bad, new_source(), mode="atomic", status=422)
        assert statuses(answer) == [424, 422, 424]
        assert not Source.objects.exists()

    def test_a_later_operation_sees_an_earlier_one(self, sender) -> None:
        made = new_source()
        patched = op("PATCH", made["path"], {"title": "Other"}, if_match='"v1"')
        answer = send(sender, made, patched, mode="atomic")
        assert [each["etag"] for each in answer["results"]] == ['"v1"', '"v2"']

    def test_nowhere_is_told(self, sender) -> None:
        assert statuses(send(sender, op("PUT", "/nothing/1/", {}), op("POST", "/sync/batch/", {}))) == [404, 404]

    def test_a_scope_is_asked_for_each(self, client_of) -> None:
        client = client_of(Role.REGISTRAR, scopes=["sync:write", "persons:write"])
        assert statuses(send(client, new_source())) == [403]


class TestOnce:
    def test_the_same_request_is_answered_the_same(self, sender) -> None:
        made = new_source()
        first, again = (send(sender, made, key="k-1") for _turn in range(2))
        assert (first["results"][0] | {"seq": None}) == (again["results"][0] | {"seq": None})
        assert Source.objects.count() == 1

    def test_another_request_under_the_key_is_refused(self, sender) -> None:
        send(sender, new_source(), key="k-1")
        answer = send(sender, new_source(), key="k-1", status=422)
        assert answer["code"] == "key_reused"

    def test_without_a_key_nothing_is_done(self, sender) -> None:
        response = sender.ask("POST", "/sync/batch/", {"mode": "each", "ops": [new_source()]})
        assert (response.status_code, Source.objects.count()) == (428, 0)

    def test_an_operation_in_another_batch_is_answered_not_done_again(self, sender) -> None:
        made = op("POST", "/sources/", {"kind": "press", "title": "Synthetic"})
        first, again = (send(sender, made)["results"][0] for _turn in range(2))
        assert first["id"] == again["id"]
        assert Source.objects.count() == 1

    def test_an_id_of_another_operation_is_refused(self, sender) -> None:
        made = new_source()
        send(sender, made)
        answer = send(sender, new_source() | {"op_id": made["op_id"]})
        assert answer["results"][0]["problem"]["code"] == "op_id_reused"

    def test_a_key_is_new_again_after_thirty_days(self, sender) -> None:
        send(sender, new_source(), key="k-1")
        IdempotencyKey.objects.update(at=timezone.now() - KEPT)
        assert statuses(send(sender, new_source(), key="k-1")) == [201]

    def test_what_became_of_an_operation_is_told(self, sender) -> None:
        made, bad = new_source(), op("PUT", f"/sources/{new_id()}/", {"kind": "no such kind"})
        send(sender, made, bad)
        told = sender.read(f"/sync/ops/{made['op_id']}/")
        assert (told["status"], told["etag"]) == (201, '"v1"')
        assert sender.read(f"/sync/ops/{bad['op_id']}/")["problem"]["errors"][0]["pointer"] == "/kind"
        assert sender.ask("GET", f"/sync/ops/{uuid.uuid4()}/").status_code == 404

    def test_nothing_that_was_sent_is_kept_with_the_answer(self, sender) -> None:
        send(sender, new_source("Kanarenko"), op("PUT", f"/sources/{new_id()}/", {"kind": "Kanarenko"}))
        assert "Kanarenko" not in str([*IdempotencyKey.objects.values(), *Operation.objects.values()])


class TestTooLate:
    def stale(self, record: Any, **fields: Any) -> Any:
        type(record).objects.filter(pk=record.pk).update(**fields)
        return record

    def test_other_members_are_merged_and_said_so(self, sender) -> None:
        source = self.stale(SourceFactory(title="Old"), url="https://example.org/")
        answer = send(sender, late(source, {"title": "New"}))["results"][0]
        source.refresh_from_db()
        assert (answer["status"], answer["merged"], source.title) == (200, True, "New")
        assert source.url == "https://example.org/"

    def test_the_same_member_is_kept_for_a_person(self, sender) -> None:
        source = self.stale(SourceFactory(title="Old"), title="Theirs")
        answer = send(sender, late(source, {"title": "Ours"}))["results"][0]
        kept = Submission.objects.get()
        assert (answer["status"], kept.content, kept.changed_members) == (202, {"title": "Ours"}, ["title"])
        source.refresh_from_db()
        assert source.title == "Theirs"

    def test_identity_is_never_merged(self, sender) -> None:
        person = self.stale(PersonFactory(), distinguishing_marks="Theirs")
        answer = send(sender, late(person, {"sex": "female"}))["results"][0]
        assert (answer["status"], answer["merged"]) == (202, False)

    def test_who_wants_it_refused_has_it_refused(self, sender) -> None:
        source = self.stale(SourceFactory(title="Old"), title="Theirs")
        answer = send(sender, late(source, {"title": "Ours"}) | {"on_conflict": "reject"})["results"][0]
        assert (answer["status"], answer["problem"]["changed_fields"]) == (412, ["title"])
        assert not Submission.objects.exists()

    def test_the_book_does_not_repeat_what_was_sent(self, sender) -> None:
        from audit.models import Change

        source = self.stale(SourceFactory(title="Old"), title="Theirs")
        send(sender, late(source, {"title": "Kanarenko"}))
        assert "Kanarenko" not in str(list(Change.objects.filter(model="api.submission").values("after")))


class TestLimits:
    def test_of_operations(self, sender) -> None:
        answer = send(sender, *[new_source() for _each in range(201)], status=413)
        assert answer["code"] == "too_many_operations"

    def test_of_depth(self, sender) -> None:
        deep: Any = "bottom"
        for _level in range(25):
            deep = [deep]
        assert send(sender, op("PUT", f"/sources/{new_id()}/", deep), status=422)["code"] == "too_deep"

    def test_of_texts(self, sender) -> None:
        assert send(sender, new_source("a" * 100_001), status=422)["code"] == "too_long"
