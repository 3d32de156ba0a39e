"""The feed under writers whose transactions end in another order than they began: nothing is missed."""

import time
from dataclasses import dataclass
from statistics import quantiles

import pytest

from audit.models import Change
from sources.models import Source
from tests.integration.conftest import wait_for
from tests.sync.office import differences, scope
from tests.sync.writers import SOURCES, NaiveReader, publisher, repeating, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]


@dataclass(frozen=True)
class Size:
    writers: int
    followers: int
    commits: int
    #: How many changes the naive reader misses, at least.
    lost: int


SMALL, FULL = Size(4, 2, 240, 1), Size(16, 4, 20_000, 101)
SIZES = [pytest.param(SMALL, id="small")]
SIZES += [pytest.param(FULL, id=f"full {turn}", marks=pytest.mark.proving) for turn in (1, 2, 3)]


@pytest.mark.parametrize("size", SIZES)
def test_followers_miss_nothing_where_a_naive_cursor_does(server, token, office, size) -> None:
    offices, naive = [office(types=SOURCES) for _each in range(size.followers)], NaiveReader()
    for each in offices:
        each.start("--follow")
    wait_for(lambda: all(each.follows() for each in offices))
    began = time.monotonic()
    with publisher():
        with repeating(naive.read, 0.002):
            write(size.writers, size.commits)
        took = time.monotonic() - began
        truth = scope(server, token, [SOURCES])
        wait_for(lambda: not any(differences(each, truth) for each in offices), 300)
    missed = Change.objects.filter(model="sources.source").exclude(pk__in=naive.seen).count()
    print(f"{size.commits} commits at {size.commits / took:.0f}/s; the naive cursor missed {missed}")  # noqa: T201
    assert len(truth) == Source.objects.count()
    assert missed >= size.lost, "the control: here a cursor over a key loses rows"


SECONDS, RATE = 60, 50


@pytest.mark.proving
def test_a_change_is_told_at_once(line) -> None:
    """At 50 writes a second: half within 100 ms, 99 of 100 within a second."""
    committed, told = {}, {}
    cursor = line.ask("GET", "sync/snapshot/", params={"types": SOURCES})["start_cursor"]

    def follow() -> None:
        nonlocal cursor
        page = line.ask("GET", "sync/changes/", wait=5, params={"types": SOURCES, "cursor": cursor, "wait": 5})
        cursor = page["cursor"]
        for each in page["entries"]:
            told.setdefault(each["id"], time.monotonic())

    with publisher(), repeating(follow, 0):
        for _each in range(SECONDS * RATE):
            pace = time.monotonic() + 1 / RATE
            source = Source.objects.create(kind="press", title="Synthetic")
            committed[str(source.pk)] = time.monotonic()
            time.sleep(max(0, pace - time.monotonic()))
        wait_for(lambda: len(told) == len(committed), 30)
    lags = sorted(told[key] - committed[key] for key in committed)
    p50, p99 = quantiles(lags, n=2)[0], quantiles(lags, n=100)[98]
    print(f"lag at {RATE} writes/s: p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")  # noqa: T201
    assert p50 <= 0.1
    assert p99 <= 1
