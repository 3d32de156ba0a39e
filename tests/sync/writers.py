"""Writers that hold their transactions open for random times, and the reader with the naive cursor beside them."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, transaction

from audit.domain.publishing import publish_all
from sources.models import Source

SOURCES = "sources"
#: Seconds for which a writer holds its transaction open, at most.
LONGEST = 0.03


def write(writers: int, commits: int) -> None:
    """Make that many commits, by so many writers at once: new sources, and others changed or voided."""
    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(_write, [commits // writers] * writers, range(writers)))


def _write(commits: int, seed: int) -> None:
    chance, mine = random.Random(seed), []
    try:
        for number in range(commits):
            with transaction.atomic():
                if mine and chance.random() < 0.4:
                    Source.objects.filter(pk=chance.choice(mine)).update(title=f"Changed {seed} {number}")
                else:
                    mine.append(Source.objects.create(kind="press", title=f"Synthetic {seed} {number}").pk)
                time.sleep(chance.uniform(0, LONGEST))
    finally:
        connection.close()


@contextmanager
def repeating(what, pause: float) -> Iterator[None]:
    """Does something again and again in a thread until the block has ended, and once more after it."""
    ended = threading.Event()

    def work() -> None:
        try:
            while not ended.wait(pause):
                what()
            what()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def publisher() -> "repeating":
    """What beat has the publisher do every two seconds."""
    return repeating(publish_all, 0.2)


class NaiveReader:
    """Asks for what stands above the last key that it saw, as one does over a serial or `updated_at`."""

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def read(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM audit_change WHERE id > %s", [max(self.seen, default=0)])
            self.seen |= {key for (key,) in cursor.fetchall()}
