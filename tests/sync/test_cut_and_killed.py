"""The reference client, cut off in the middle of a snapshot and killed at any moment: it ends with what there is."""

import time
from pathlib import Path
from random import SystemRandom

import pytest

from audit.domain.publishing import publish_all
from sources.models import Source
from tests.factories import voided
from tests.integration.conftest import wait_for
from tests.sync.office import CLIENT, SMALL_PAGES, Office, differences, posted_source, scope
from tests.sync.proxy import PoorLine, poor_line
from tests.sync.writers import SOURCES, publisher, repeating

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
CHANCE = SystemRandom()
TORN = [str(Path(__file__).parent / "torn_client.py")]
#: Records, the client, and the share of them that may come again after a cut: a page, of 25 or 1,000.
SNAPSHOTS = [
    pytest.param(250, ["-c", SMALL_PAGES], 0.15, id="small"),
    pytest.param(100_000, CLIENT, 0.02, id="full", marks=pytest.mark.proving),
]
KILLS = [pytest.param(3, id="small"), pytest.param(50, id="full", marks=pytest.mark.proving)]


def many_sources(number: int) -> None:
    rows = [Source(kind="press", title=f"Synthetic statement {each}") for each in range(number)]
    Source.objects.bulk_create(rows, batch_size=5000)
    # Else the feed would tell all of them again after the snapshot.
    publish_all()


def sent_in_all(line: PoorLine, each: Office, whole: int, *, forgets: bool = False) -> int:
    """Bytes that come down for a snapshot of so many whose line is cut, and whose client is killed, half-way."""
    line.came_down, line.cut_at = 0, whole // 2
    each.start("--once")
    wait_for(lambda: line.is_cut, 300)
    each.kill()
    line.is_cut = False
    if forgets:
        each.ask("UPDATE feeds SET after = NULL")
    assert each.once() == 0
    return line.came_down


@pytest.mark.parametrize(("number", "program", "share"), SNAPSHOTS)
def test_a_snapshot_goes_on_where_it_was_cut(server, token, office, number, program, share) -> None:
    many_sources(number)
    with poor_line(server) as line:
        began = time.monotonic()
        assert office(line.url, SOURCES, program).once() == 0
        whole, took = line.came_down, time.monotonic() - began
        cut, forgetful = (office(line.url, SOURCES, program) for _each in range(2))
        again = sent_in_all(line, cut, whole) / whole - 1
        anew = sent_in_all(line, forgetful, whole, forgets=True) / whole - 1
    print(f"{number} records in {took:.1f} s; after a cut {again:.1%} came again")  # noqa: T201
    assert differences(cut, scope(server, token, [SOURCES])) == {}
    assert took < 120
    assert again <= share
    assert anew > 0.4, "the control: what forgot its place has it all sent again"


def change_one() -> None:
    """A source more, or one changed, or one voided."""
    chance = CHANCE.random()
    if chance < 0.4:
        Source.objects.create(kind="press", title=f"Synthetic {chance}")
        return
    some = Source.objects.filter(voided_at=None, title__startswith="Synthetic").order_by("?").first()
    if chance < 0.9:
        Source.objects.filter(pk=some.pk).update(title=f"Changed {chance}")
    else:
        voided(some)


@pytest.mark.parametrize("kills", KILLS)
def test_a_follower_killed_at_random_ends_with_the_scope_of_the_server(server, token, office, kills) -> None:
    many_sources(200)
    each = office(types=SOURCES)
    each.queue(*(posted_source(f"From the office {number}") for number in range(20)))
    with publisher(), repeating(change_one, 0.01):
        for _kill in range(kills):
            each.start("--follow")
            time.sleep(CHANCE.uniform(0.3, 1.2))
            each.kill()
    assert each.once() == 0
    assert differences(each, scope(server, token, [SOURCES])) == {}
    assert set(each.outcomes()) == {"done"}
    assert Source.objects.filter(title__startswith="From the office").count() == 20


def test_a_follower_that_writes_its_place_first_loses_what_the_page_brought(server, token, office) -> None:
    """The control: killed once between its two transactions it never asks for that page again."""
    many_sources(600)
    torn = office(types=SOURCES, program=TORN)
    torn.start("--once")
    wait_for(lambda: torn.ask("SELECT 1 FROM feeds WHERE after IS NOT NULL"))
    torn.kill()
    assert torn.once() == 0
    assert differences(torn, scope(server, token, [SOURCES])) == {"missed": 500}
