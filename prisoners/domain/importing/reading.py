"""The rows of a file, read in chunks: those of a long file by processes side by side, in the order of the file."""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice

from django.conf import settings

from prisoners.domain.importing.judging import Judged
from prisoners.domain.importing.rows import RowReader
from prisoners.domain.importing.said import Said

READERS = 2
#: Chunks that are read ahead, so that no reader waits for those that compare and keep.
AHEAD = 2 * READERS
#: A file of fewer chunks is read before processes would have begun.
FEW = 4

Row = tuple[int, Sequence[str]]
Read = Callable[[int], list[Said]]


def read_chunks(reader: RowReader, rows: Sequence[Row], width: int) -> Iterator[list[Judged]]:
    """The rows as they are read, some at a time. The processes that read touch no database."""
    starts = range(0, len(rows), settings.IMPORT_CHUNK)

    def read(start: int) -> list[Said]:
        return [reader.read(cells, width).in_short() for _number, cells in rows[start : start + starts.step]]

    reads = _side_by_side if len(starts) >= FEW and "fork" in multiprocessing.get_all_start_methods() else map
    for start, said in zip(starts, reads(read, starts), strict=True):
        yield [
            Judged(number, cells, each)
            for (number, cells), each in zip(rows[start : start + starts.step], said, strict=True)
        ]


def _side_by_side(read: Read, starts: Sequence[int]) -> Iterator[list[Said]]:
    """What `read` gives of each chunk. A fork has the rows already: only what they say is sent."""
    fork = multiprocessing.get_context("fork")
    gc.freeze()
    with _may_fork(), ProcessPoolExecutor(READERS, fork, _begin, (read,)) as readers:
        try:
            waiting = iter(starts)
            ahead = deque(readers.submit(_read, start) for start in islice(waiting, AHEAD))
            while ahead:
                said = ahead.popleft().result()
                ahead.extend(readers.submit(_read, start) for start in islice(waiting, 1))
                yield said
        finally:
            readers.shutdown(cancel_futures=True)
            gc.unfreeze()


@contextmanager
def _may_fork() -> Iterator[None]:
    """A process of Celery is marked as one without children of its own; these end with it (`_begin`)."""
    process = multiprocessing.current_process()
    marked, process.daemon = process.daemon, False
    try:
        yield
    finally:
        process.daemon = marked


_reading: Read


def _begin(read: Read) -> None:
    global _reading  # noqa: PLW0603 - what a process of a pool works with
    _reading = read
    # Rows hold no cycles: a collector would walk through all that was read, again and again.
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _read(start: int) -> list[Said]:
    return _reading(start)
