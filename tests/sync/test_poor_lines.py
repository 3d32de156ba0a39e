"""Offices on a line of 64 kbit/s that loses packets and is cut: all end equal, and what was sent is done once."""

import os
import time
from dataclasses import dataclass
from random import SystemRandom

import httpx
import pytest

from sources.models import Source
from tests.integration.conftest import wait_for
from tests.sync.office import Office, differences, new_source, posted_source, scope
from tests.sync.proxy import poor_line
from tests.sync.writers import SOURCES, publisher

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(3600)]
BITS, LOSS = 64_000, 0.05


@dataclass(frozen=True)
class Size:
    offices: int
    operations: int
    cuts: int
    #: Of a cut, and of the time between two.
    seconds: float
    runs: int


#: Of the full size; each takes a minute or so.
RUNS = int(os.environ.get("POOR_LINE_RUNS", "20"))
SMALL, FULL = Size(2, 4, 1, 1, 1), Size(10, 4, 2, 10, RUNS)
SIZES = [pytest.param(SMALL, id="small"), pytest.param(FULL, id="full", marks=pytest.mark.proving)]


def are_equal(offices: list[Office], server: str, token: str) -> bool:
    truth = scope(server, token, [SOURCES])
    sent = all(set(each.outcomes()) == {"done"} for each in offices)
    return sent and not any(differences(each, truth) for each in offices)


def seconds_until_equal(server: str, token: str, offices: list[Office], size: Size) -> float:
    """One run: all send and follow over one line, which is cut; how long after the last cut all are equal."""
    with poor_line(server, BITS, LOSS) as line:
        for number, each in enumerate(offices):
            each.url = line.url
            each.queue(*(posted_source(f"Of office {number}") for _each in range(size.operations)))
            each.start("--follow")
        for _cut in range(size.cuts):
            time.sleep(SystemRandom().uniform(0.5, 1) * size.seconds)
            line.cut()
            time.sleep(size.seconds)
            line.is_cut = False
        healed = time.monotonic()
        wait_for(lambda: are_equal(offices, server, token), 120)
        took = time.monotonic() - healed
        for each in offices:
            each.kill()
        return took


@pytest.mark.parametrize("size", SIZES)
def test_all_are_equal_soon_after_the_line_heals(server, token, office, size) -> None:
    offices = [office(types=SOURCES) for _each in range(size.offices)]
    with publisher():
        seconds = [seconds_until_equal(server, token, offices, size) for _run in range(size.runs)]
    print("seconds from the end of the last cut until all are equal:", *(f"{each:.0f}" for each in seconds))  # noqa: T201
    assert max(seconds) <= 60
    assert Source.objects.count() == size.offices * size.operations * size.runs


def test_an_answer_that_is_lost_is_asked_for_again_and_nothing_done_twice(server, token, office) -> None:
    with poor_line(server) as line:
        each = office(line.url, SOURCES)
        each.queue(*(posted_source(f"Number {number}") for number in range(3)))
        line.swallow(2)
        assert each.once() == 0
    assert each.outcomes() == ["done"] * 3
    assert Source.objects.count() == 3


def test_a_client_without_ids_of_its_own_does_it_twice(server, token) -> None:
    """The control: a plain POST that is sent again when its answer was lost."""
    headers, made = {"Authorization": f"Bearer {token}"}, new_source("Synthetic")["body"]
    with poor_line(server) as line:
        line.swallow()
        with pytest.raises(httpx.RequestError):
            httpx.post(f"{line.url}/api/v1/sources/", json=made, headers=headers)
        assert httpx.post(f"{line.url}/api/v1/sources/", json=made, headers=headers).status_code == 201
    assert Source.objects.count() == 2
