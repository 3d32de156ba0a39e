"""The feed and the snapshot: everything once, in order, whole, to whom it belongs; a cursor is nobody else's."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection
from django.test import override_settings

from accounts.domain import reading
from accounts.models import ReadAlarm
from accounts.roles import Role
from api.sync import changes, waiting
from audit.domain import publishing
from audit.models import FeedEntry, Read
from audit.queries import feed
from common.reading import Surface
from sources.domain.sources import revise_source
from sources.models import Source
from tests.api.follower import Follower, told
from tests.factories import PersonFactory, SourceFactory, merged, someone, user_with, voided
from tests.integration.test_feed_races import a_stuck_writer

pytestmark = pytest.mark.django_db
SOURCES = {"types": "sources"}
OPEN = """
    SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%%' AND datname = current_database()
"""


@pytest.fixture
def follower(db) -> Follower:
    """One who has everything that there is."""
    return Follower().begin()


def retitle(source, title: str):
    return revise_source(source=source, title=title, by=someone("writer"))


class TestChanges:
    def test_a_record_is_told_whole_as_it_is_now(self, follower) -> None:
        source = SourceFactory(title="First")
        retitle(source, "Second")
        (entry,) = follower.follow(**SOURCES)
        assert entry["data"] == follower.read(f"/sources/{source.pk}/")
        told = {name: entry[name] for name in ("type", "id", "version", "op", "reason")}
        assert told == {"type": "sources", "id": str(source.pk), "version": 2, "op": "upsert", "reason": None}

    def test_of_several_changes_on_a_page_the_last_is_told(self, follower) -> None:
        source = SourceFactory()
        for title in "abc":
            retitle(source, title)
        (entry,) = follower.follow()
        assert entry["seq"] == FeedEntry.objects.filter(change__object_id=source.pk).latest("seq").seq

    def test_pages_tell_everything_however_short_they_are(self, follower) -> None:
        made = [SourceFactory() for _ in range(3)]
        for title in "ab":
            retitle(made[0], title)
        assert {each["id"] for each in follower.follow(limit=1)} == {str(each.pk) for each in made}
        assert follower.copy[str(made[0].pk)]["title"] == "b"

    def test_numbers_without_anything_asked_for_are_passed_over(self, follower, monkeypatch) -> None:
        monkeypatch.setattr(changes, "WINDOW", 2)
        person, source = PersonFactory(), SourceFactory()
        assert [each["id"] for each in follower.follow(**SOURCES)] == [str(source.pk)]
        assert str(person.pk) not in follower.copy

    def test_at_the_end_there_is_nothing(self, follower) -> None:
        follower.follow()
        page = follower.page()
        assert (page["entries"], page["has_more"], page["up_to_date"]) == ([], False, True)

    def test_without_a_cursor_it_begins_at_the_beginning(self, follower) -> None:
        SourceFactory()
        late = Follower()
        late.follow()
        assert late.copy == Follower().begin().copy

    def test_what_is_committed_is_published_by_who_asks(self, follower, monkeypatch) -> None:
        source = SourceFactory()
        monkeypatch.setattr(changes, "catch_up", lambda: None)
        assert told(follower.follow(), source) == []
        monkeypatch.undo()
        assert told(follower.follow(), source) == [("upsert", None)]

    def test_a_person_comes_with_the_lists_that_belong_to_them(self, follower) -> None:
        person = PersonFactory(called="Вигаданий Петро")
        follower.follow()
        assert follower.copy[str(person.pk)]["names"][0]["surname"] == "Вигаданий"


class TestRemoved:
    def test_what_was_voided(self, follower) -> None:
        source = SourceFactory()
        follower.follow()
        voided(source)
        (entry,) = follower.follow(**SOURCES)
        assert (entry["op"], entry["reason"], entry["data"], entry["version"]) == ("removed", "voided", None, 2)

    def test_what_was_merged(self, follower) -> None:
        duplicate, into = PersonFactory(), PersonFactory()
        follower.follow()
        merged(duplicate, into=into)
        entries = follower.follow()
        assert told(entries, duplicate) == [("removed", "merged")]
        assert ("removed", "merged") not in told(entries, into)

    def test_nothing_is_told_of_what_the_client_never_had(self, follower) -> None:
        source = voided(SourceFactory())
        assert told(follower.follow(), source) == []

    def test_it_is_told_again_as_long_as_the_cursor_stands_before_it(self, follower) -> None:
        source = SourceFactory()
        follower.follow()
        voided(source)
        before = follower.cursor
        assert told(follower.follow(), source) == [("removed", "voided")]
        follower.cursor = before  # the answer was lost
        assert told(follower.follow(), source) == [("removed", "voided")]


class TestCursor:
    @pytest.mark.parametrize("spoil", [lambda text: text[:-1], lambda text: "x" + text, lambda _: "", lambda _: "a:b"])
    def test_one_that_we_did_not_sign_is_refused(self, follower, spoil) -> None:
        follower.cursor = None
        answer = follower.asked("changes", cursor=spoil(Follower(follower.user).begin().cursor))
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")

    def test_that_of_another_client_is_refused(self, follower) -> None:
        other = Follower()
        other.cursor = follower.cursor
        assert other.asked("changes").status_code == 400

    @pytest.mark.parametrize(
        "wrong", [{"limit": 0}, {"limit": 1001}, {"wait": 26}, {"wait": "x"}, {"types": "nothing"}]
    )
    def test_a_wrong_parameter_is_named(self, follower, wrong) -> None:
        answer = follower.asked("changes", **wrong)
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, *wrong)


class TestSnapshot:
    def test_it_holds_every_record_in_scope(self, follower) -> None:
        person, source = PersonFactory(), SourceFactory()
        gone = voided(SourceFactory())
        copy = Follower(follower.user).begin().copy
        assert {str(person.pk), str(source.pk)} <= copy.keys()
        assert str(gone.pk) not in copy

    def test_a_type_goes_on_behind_the_last_key(self, follower) -> None:
        made = sorted(str(SourceFactory().pk) for _ in range(3))
        page = follower.asked("snapshot", type="sources", limit=2, **SOURCES).json()
        assert page["next"] == {"type": "sources", "after": made[1]}
        rest = follower.asked("snapshot", limit=2, **SOURCES, **page["next"]).json()
        assert ([each["id"] for each in rest["entries"]], rest["next"]) == (made[2:], None)
        assert "start_cursor" not in rest

    def test_what_changes_behind_its_back_comes_by_the_feed(self) -> None:
        first = SourceFactory(title="old")
        walker = Follower()
        page = walker.asked("snapshot", **SOURCES).json()
        retitle(first, "new")
        second = SourceFactory()
        walker.cursor = page["start_cursor"]
        assert {each["id"] for each in walker.follow(**SOURCES)} == {str(first.pk), str(second.pk)}

    @pytest.mark.parametrize("wrong", [{"type": "nothing"}, {"after": "x"}, {"types": "nothing"}])
    def test_a_wrong_parameter_is_named(self, follower, wrong) -> None:
        assert follower.asked("snapshot", **wrong).status_code == 400


class TestWho:
    def test_a_token_without_the_scope_is_refused(self) -> None:
        assert Follower(scopes=("persons:read",)).asked("changes").status_code == 403

    def test_a_token_copies_only_types_that_it_names(self) -> None:
        SourceFactory(), PersonFactory()
        follower = Follower(scopes=("sync:read", "persons:read"))
        assert {each["type"] for each in follower.follow()} == {"persons"}

    def test_one_that_names_no_type_is_told_so(self) -> None:
        assert Follower(scopes=("sync:read",)).asked("changes").json()["code"] == "missing_scope"

    def test_who_has_not_the_permission_is_refused(self) -> None:
        assert Follower(user_with(Role.ANALYST)).asked("snapshot").status_code == 403

    @override_settings(READS_ALARM=2)
    def test_a_person_is_counted_as_everywhere(self) -> None:
        PersonFactory(), PersonFactory()
        assert Follower(user_with(Role.REGISTRAR)).asked("snapshot").json()["code"] == "reads_stopped"

    @override_settings(READS_ALARM=1)
    @pytest.mark.parametrize("act", ["begin", "follow"])
    def test_it_stands_in_the_log_and_raises_no_alarm(self, act) -> None:
        keys = {PersonFactory().pk for _ in range(2)}
        follower = Follower()
        getattr(follower, act)()
        lines = Read.objects.filter(user_id=follower.user.pk, kind="prisoners.person", surface=Surface.SYNC)
        assert {key for line in lines for key in line.ids} == keys
        assert not ReadAlarm.objects.exists()

    @pytest.mark.parametrize("what", ["changes", "snapshot"])
    def test_what_cannot_be_logged_is_not_shown(self, what, monkeypatch) -> None:
        SourceFactory()
        follower = Follower()

        def fail(_lines) -> None:
            raise DatabaseError

        monkeypatch.setattr(reading, "write_reads", fail)
        assert follower.asked(what, **SOURCES).status_code == 503


class TestCost:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_a_page_is_so_many_statements_whatever_is_on_it(self, follower, rows, django_assert_num_queries) -> None:
        for _ in range(rows):
            SourceFactory(), PersonFactory()
        publishing.publish_all()
        # Token with user and roles, assignments; is anything unpublished, where the feed stands, what changed; a
        # statement for each type; the log.
        with django_assert_num_queries(8):
            follower.page(types="sources,persons")

    def test_an_empty_page_is_so_many(self, follower, django_assert_num_queries) -> None:
        follower.follow()
        with django_assert_num_queries(5):
            follower.page()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_a_page_of_the_snapshot_is_so_many(self, follower, rows, django_assert_num_queries) -> None:
        for _ in range(rows):
            SourceFactory()
        publishing.publish_all()
        with django_assert_num_queries(6):
            follower.asked("snapshot", **SOURCES)


@pytest.mark.django_db(transaction=True)
class TestWaiting:
    def test_news_end_it(self) -> None:
        follower = Follower()
        follower.follow()
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(_in_thread, lambda: follower.page(wait=20))
            time.sleep(0.3)
            began = time.monotonic()
            source = SourceFactory()
            assert [each["id"] for each in waits.result()["entries"]] == [str(source.pk)]
        assert time.monotonic() - began < 2

    def test_it_ends_without_news(self) -> None:
        follower = Follower()
        follower.follow()
        began = time.monotonic()
        assert follower.page(wait=1)["up_to_date"]
        assert 1 <= time.monotonic() - began < 3

    def test_who_is_shut_out_meanwhile_is_told_nothing(self) -> None:
        follower = Follower()
        follower.follow()
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(_in_thread, lambda: follower.asked("changes", wait=20))
            time.sleep(0.3)
            type(follower.user).objects.filter(pk=follower.user.pk).update(is_active=False)
            SourceFactory()
            assert waits.result().status_code == 401

    def test_no_transaction_is_open_meanwhile(self) -> None:
        follower = Follower()
        follower.follow()
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(_in_thread, lambda: follower.page(wait=1))
            time.sleep(0.4)
            with connection.cursor() as cursor:
                cursor.execute(OPEN)
                assert cursor.fetchone() == (0,)
            waits.result()

    def test_where_too_many_wait_it_is_answered_at_once(self, monkeypatch) -> None:
        monkeypatch.setattr(waiting, "_places", threading.BoundedSemaphore(1))
        follower = Follower()
        follower.follow()
        with waiting.place() as taken:
            answer = follower.asked("changes", wait=20)
        assert taken
        assert (answer.status_code, answer["Retry-After"]) == (200, "2")


@pytest.mark.django_db(transaction=True)
class TestLateWriters:
    def test_a_stuck_writer_delays_its_own_rows_only(self) -> None:
        follower = Follower()
        with a_stuck_writer(3):
            source = SourceFactory()
            assert [each["id"] for each in follower.follow(**SOURCES)] == [str(source.pk)]
        publishing.publish_all()
        assert len(follower.follow(**SOURCES)) == 3

    def test_a_cursor_over_the_key_would_lose_them(self, monkeypatch) -> None:
        """The control: the same page over the keys of the book, which are given out before their writer commits."""
        naive = feed.CHANGED.replace("e.seq", "c.id").replace("audit_feedentry e JOIN", "audit_feedentry e RIGHT JOIN")
        monkeypatch.setattr(feed, "CHANGED", naive)
        with a_stuck_writer(3):
            SourceFactory()
            found = changed_behind(0)
        found += changed_behind(found[-1].seq)
        assert len(found) == 1 == Source.objects.count() - 3


def changed_behind(seq: int) -> list[feed.Changed]:
    return feed.changed([feed.Kind("sources.source")], seq, 2**62, None)


def _in_thread(act):
    try:
        return act()
    finally:
        connection.close()
