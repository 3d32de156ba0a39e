"""The processes that read a long file: in the order of the file, without a database, and never left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from prisoners.domain.importing.reading import read_chunks
from prisoners.domain.importing.said import Said
from tests.integration.conftest import wait_for

SCRIPT = """
import multiprocessing, threading, time
import django
django.setup()
from prisoners.domain.importing import reading
{before}
def tell():
    while len(readers := multiprocessing.active_children()) < reading.READERS:
        time.sleep(0.05)
    print(*(reader.pid for reader in readers), flush=True)
threading.Thread(target=tell, daemon=True).start()
list(reading._side_by_side(lambda start: time.sleep(600), range(8)))
"""


class Echo:
    """Reads a row as what stands in it."""

    def read(self, cells: list[str], width: int) -> Said:
        return Said(key=f"{cells[0]} of {width} by {os.getpid()}")


def test_rows_are_read_elsewhere_and_come_in_their_order(settings) -> None:
    settings.IMPORT_CHUNK = 3
    rows = [(number, [str(number)]) for number in range(2, 32)]
    read = [(row.row_no, *row.said.key.split(" of 1 by ")) for chunk in read_chunks(Echo(), rows, 1) for row in chunk]
    assert [(number, said) for number, said, _pid in read] == [(number, cells[0]) for number, cells in rows]
    assert str(os.getpid()) not in {pid for _number, _said, pid in read}


@pytest.fixture
def orphans(request) -> Iterator[list[int]]:
    """The readers of a worker that was killed."""
    command = [sys.executable, "-c", SCRIPT.format(before=request.param)]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as worker:
        readers = [int(pid) for pid in worker.stdout.readline().split()]
        worker.kill()
    assert readers
    yield readers
    for reader in filter(alive, readers):
        os.kill(reader, signal.SIGKILL)


def alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("orphans", [""], indirect=True)
def test_readers_end_with_their_worker(orphans) -> None:
    wait_for(lambda: not any(map(alive, orphans)), 20)


@pytest.mark.parametrize("orphans", ["reading._end_with_parent = lambda: None"], indirect=True)
def test_without_the_watch_they_would_stay(orphans) -> None:
    with pytest.raises(AssertionError):
        wait_for(lambda: not any(map(alive, orphans)), 1)
