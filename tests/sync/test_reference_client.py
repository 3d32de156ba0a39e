"""The reference client by what one sees of it: its file, its outcomes, its words, and what it asks of the server."""

import json
import stat
from typing import Any

import httpx
import pytest

from accounts.models import ApiToken
from audit.models import Change
from clients import obmin_sync
from sources.models import Source
from tests.factories import PersonFactory, SourceFactory, voided
from tests.sync.office import differences, new_source, scope

pytestmark = pytest.mark.django_db(transaction=True)
TYPES = ["sources", "persons"]
NAME = "Kanarenko"


def patch(source: Source, title: str, version: int = 1, **more: Any) -> dict[str, Any]:
    body = {"title": title}
    return {"method": "PATCH", "path": f"/sources/{source.pk}/", "if_match": f'"v{version}"', "body": body} | more


def changed(source: Source) -> Source:
    Source.objects.filter(pk=source.pk).update(title="Theirs")
    return source


def test_both_directions(server, token, office) -> None:
    each, source = office(), SourceFactory()
    PersonFactory()
    each.queue(new_source("Ours"), patch(source, "Other"))
    each.sync()
    assert each.outcomes() == ["done", "done"]
    assert differences(each, scope(server, token, [*TYPES, "parties"])) == {}


def test_what_is_voided_goes(server, token, office) -> None:
    each, kept, gone = office(types="sources"), SourceFactory(), SourceFactory()
    each.sync()
    voided(gone)
    each.sync()
    assert [key for _kind, key in each.records()] == [str(kept.pk)]


def test_edits_made_without_a_line_follow_each_other(office) -> None:
    each, source = office(types="sources"), SourceFactory()
    each.queue(patch(source, "First"), patch(source, "Second"), patch(source, "Third"))
    each.sync()
    source.refresh_from_db()
    assert (each.outcomes(), source.title, source.version) == (["done"] * 3, "Third", 4)


def test_what_comes_too_late_stays_with_its_reason(office) -> None:
    each, source = office(types="sources"), changed(SourceFactory())
    each.queue(patch(source, "Ours"), patch(source, "Ours", on_conflict="reject"))
    each.sync()
    assert each.outcomes() == ["parked", "refused"]
    ((outcome,),) = each.ask("SELECT outcome FROM queue WHERE state = 'refused'")
    assert json.loads(outcome)["problem"]["changed_fields"] == ["title"]


def test_one_operation_that_spoils_its_batch_goes_by_itself(office) -> None:
    each = office(types="sources")
    each.queue(new_source("Good"), new_source("a" * 100_001), new_source("Good too"))
    each.sync()
    assert each.outcomes() == ["done", "refused", "done"]
    assert Source.objects.count() == 2


def test_a_batch_begun_before_a_kill_is_sent_again_under_its_key(office, line) -> None:
    each = office(types="sources")
    each.queue(new_source("Ours"))
    key, rows = obmin_sync.Store(each.database).batch()
    content = {"mode": "each", "ops": [json.loads(row["op"]) for row in rows]}
    line.ask("POST", "sync/batch/", json=content, headers={"Idempotency-Key": key})
    assert obmin_sync.Store(each.database).batch()[0] == key
    each.sync()
    assert (each.outcomes(), Change.objects.filter(model="sources.source").count()) == (["done"], 1)


def test_after_a_change_of_grants_it_keeps_what_it_may_still_see(office) -> None:
    each = office()
    PersonFactory()
    SourceFactory()
    assert each.once() == 0
    ApiToken.objects.update(scopes=["persons:read", "sync:read", "sync:write"])
    assert each.once() == 0
    assert "the feed begins anew" in each.log.read_text()
    assert {kind for kind, _key in each.records()} == {"persons"}


@pytest.mark.parametrize("text", ["no JSON", "[]", '{"method": "PUT"}', '{"method": "PUT", "path": "sources"}'])
def test_a_line_that_is_no_operation_is_named_and_nothing_queued(tmp_path, caplog, text) -> None:
    file, database = tmp_path / "operations.jsonl", tmp_path / "office.sqlite"
    file.write_text(f"{json.dumps(new_source('Ours'))}\n{text}\n")
    assert obmin_sync.main(["queue", str(file), "--database", str(database)]) == 1
    assert "stopped: line 2: an operation is as " in caplog.text
    assert obmin_sync.Store(database).batch()[1] == []


def test_an_unknown_token_is_told_at_once_and_not_repeated(office) -> None:
    each = office(token="obmin_nobodys")
    assert each.once() == 1
    assert each.log.read_text() == "stopped: 401 invalid_token\n"


def test_a_token_goes_over_no_open_line() -> None:
    with pytest.raises(obmin_sync.Stop, match="https only"):
        obmin_sync.Line("http://obmin.example", "obmin_nobodys", 1)


def test_the_file_is_its_owners_alone(tmp_path) -> None:
    obmin_sync.Store(tmp_path / "office.sqlite").feed("")
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}


def test_its_words_hold_nothing_of_a_record(office) -> None:
    each, source = office(types="persons,sources"), changed(SourceFactory())
    PersonFactory(called=f"{NAME} Third")
    each.queue(patch(source, NAME), {"method": "PUT", "path": "/sources/x/", "body": {"title": NAME, NAME: NAME}})
    assert each.once() == 0
    assert each.status().count("\n") == 6
    assert NAME in str(each.records())
    assert NAME not in each.status() + each.log.read_text()


class TestVersions:
    def entry(self, version: int) -> dict[str, Any]:
        return {"type": "sources", "id": "1", "version": version, "op": "upsert", "data": {"version": version}}

    @pytest.fixture
    def store(self, tmp_path) -> obmin_sync.Store:
        store = obmin_sync.Store(tmp_path / "office.sqlite")
        store.keep(store.feed(""), {"entries": [self.entry(5)], "next": None, "start_cursor": "a"})
        return store

    def version(self, store: obmin_sync.Store) -> int:
        return store.db.execute("SELECT version FROM records").fetchone()[0]

    @pytest.mark.parametrize(("version", "kept"), [(4, 5), (5, 5), (6, 6)])
    def test_the_higher_one_wins(self, store, version, kept) -> None:
        store.keep(store.feed(""), {"entries": [self.entry(version)], "cursor": "b"})
        assert self.version(store) == kept

    def test_a_restored_server_has_lower_ones(self, store) -> None:
        store.begin_walk(store.feed(""))
        store.keep(store.feed(""), {"entries": [self.entry(3)], "next": None, "start_cursor": "c"})
        assert (self.version(store), store.feed("")["cursor"]) == (3, "c")

    def test_until_a_walk_has_ended_nothing_is_removed(self, store) -> None:
        store.begin_walk(store.feed(""))
        store.keep(store.feed(""), {"entries": [], "next": {"type": "units"}, "start_cursor": "c"})
        assert self.version(store) == 5
        store.keep(store.feed(""), {"entries": [], "next": None})
        assert store.db.execute("SELECT count(*) FROM records").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Retry-After": "5"}, 5),
        ({"Retry-After": "5", "Backoff": "30"}, 30),
        ({"RateLimit": '"requests";r=3;t=40'}, 0),
        ({"RateLimit": '"requests";r=0;t=40'}, 40),
    ],
)
def test_it_leaves_the_server_alone_for_as_long_as_it_is_asked_to(headers, seconds) -> None:
    assert obmin_sync._pause_of(httpx.Response(200, headers=headers)) == seconds
