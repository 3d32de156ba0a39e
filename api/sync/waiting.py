"""The long poll: a request that waits for news holds a thread, and neither a transaction nor a lock."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from audit.domain.publishing import catch_up
from audit.queries import feed
from common import clock

#: So many may wait in one process: the others are answered at once, so that the pages of people do not stand in line.
MOST = 4
PAUSE = 0.05
_places = threading.BoundedSemaphore(MOST)


@contextmanager
def place() -> Iterator[bool]:
    """A place to wait at; false where all are taken."""
    taken = _places.acquire(blocking=False)
    try:
        yield taken
    finally:
        if taken:
            _places.release()


def for_news(seq: int, end: float) -> bool:
    """Wait until more than this number is published or a new day begins; false where the end comes first.

    `end` is a moment of the monotonic clock. What is committed is published meanwhile, so that nobody waits for beat.
    """
    day = clock.today()
    while time.monotonic() < end:
        time.sleep(PAUSE)
        catch_up()
        if feed.head() > seq or clock.today() > day:
            return True
    return False
