"""The publisher beside writers: every change once, numbers without a gap, whoever is late; the control loses some."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from audit.domain.publishing import publish, publish_all
from audit.models import Change, FeedEntry, FeedGap
from sources.models import Source
from tests.integration.conftest import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


def write(rows: int = 1) -> None:
    Source.objects.bulk_create([Source(kind="press", title="Synthetic") for _ in range(rows)])


@contextmanager
def a_stuck_writer(rows: int = 1, *, commits: bool = True) -> Iterator[None]:
    """Holds its rows back until the block ends, in a connection of its own."""
    wrote, go = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                write(rows)
                wrote.set()
                go.wait(30)
                transaction.set_rollback(not commits)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert wrote.wait(30)
    yield
    go.set()
    thread.join()


def published() -> list[int]:
    return list(FeedEntry.objects.order_by("change_id").values_list("change_id", flat=True))


def assert_whole() -> None:
    """Every change is published once, and the numbers have no gap."""
    assert published() == list(Change.objects.order_by("id").values_list("id", flat=True))
    assert sorted(FeedEntry.objects.values_list("seq", flat=True)) == list(range(1, len(published()) + 1))


def test_a_stuck_writer_delays_its_own_rows_only() -> None:
    with a_stuck_writer(3):
        write(2)
        publish_all()
        assert len(published()) == Change.objects.count()
    assert publish_all() == 3
    assert_whole()


def test_a_cursor_over_the_key_would_lose_them() -> None:
    """The control: what stands above the highest key that was read is all that such a reader ever asks for."""
    with a_stuck_writer(3):
        write(2)
        read = list(Change.objects.values_list("id", flat=True))
    read += Change.objects.filter(id__gt=max(read)).values_list("id", flat=True)
    assert len(set(read)) == Change.objects.count() - 3


def test_a_long_writer_is_looked_for_between_other_late_ones() -> None:
    with a_stuck_writer(2):
        with a_stuck_writer(2):
            write()
            publish_all()
        assert publish_all() == 2
    assert publish_all() == 2
    assert_whole()


def test_what_was_rolled_back_is_forgotten() -> None:
    with a_stuck_writer(2, commits=False):
        write()
        publish_all()
        publish_all()
        assert FeedGap.objects.exists()
    # A writer in another database of the same server, such as a test beside this one, keeps the gap open as well.
    wait_for(lambda: publish_all() == 0 and not FeedGap.objects.exists())
    assert_whole()


def test_a_batch_goes_on_where_the_last_one_ended() -> None:
    with a_stuck_writer(5):
        write(5)
        publish(batch=2)
        publish(batch=2)
    while publish(batch=2):
        pass
    assert_whole()


def test_eight_publishers_beside_writers_publish_everything_once() -> None:
    done = threading.Event()

    def keep_publishing(_: int) -> None:
        try:
            while not done.is_set():
                publish()
        finally:
            connection.close()

    def keep_writing(_: int) -> None:
        try:
            for rows in range(1, 12):
                with transaction.atomic():
                    write(rows)
                    write()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as publishers, ThreadPoolExecutor(4) as writers:
        running = [publishers.submit(keep_publishing, number) for number in range(8)]
        list(writers.map(keep_writing, range(4)))
        done.set()
        for each in running:
            each.result()
    publish_all()
    assert_whole()
    assert Change.objects.filter(model="sources.source").count() == 4 * sum(rows + 1 for rows in range(1, 12))
