"""A completion moves each figure by exactly those handed over: none twice, and nobody whom the count alone knows."""

import datetime
from dataclasses import dataclass

import pytest

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.relations import set_programmes
from exchanges.enums import Direction, Rest
from exchanges.manifest_enums import EntryStatus
from negotiations.tally import Tally, tallies
from prisoners.queries.unit_figures import unit_figures
from reports import catalogue
from reports.domain.answers import answer_now
from tests.factories import CaptivityFactory, PersonFactory, ProgrammeFactory, TransferFactory, UnitFactory, home, other
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, at, became
from tests.unit.exchanges.test_completion import completed

pytestmark = pytest.mark.django_db
ON = datetime.date(2024, 12, 31)


@dataclass
class World:
    """Three of one unit about to come home to us, one of theirs about to go; 95 counted to us, one to them."""

    unit: object
    entries: list
    programme: object

    def figures(self) -> dict[str, object]:
        system, unit = User.objects.system(), unit_figures(self.unit, ON, User.objects.system()).whole
        told = {"held": unit.held, "brought_back": unit.brought_back, "captured": unit.captured}
        for name, key in (("backlog", "held"), ("swap-ratio", "ratio")):
            report = catalogue.find(name)
            told[name] = answer_now(report, report.clean({}), ON, system).answer.value(key)
        return told | {"tally": tallies([self.programme], system).get(self.programme.pk, Tally())}


@pytest.fixture
def world() -> World:
    unit, programme = UnitFactory(), ProgrammeFactory()
    to_us = TransferFactory(exchange__when=PartialDate.parse("2024-10-18"), delivered=95, count_status="known")
    exchange = to_us.exchange
    to_them = TransferFactory(exchange=exchange, direction=Direction.TO_THEM, delivered=1, count_status="known")
    set_programmes(exchange=exchange, programmes=[programme], by=User.objects.system())
    theirs = CaptivityFactory(person=PersonFactory(party=other()), detaining_power=home())
    entries = [ManifestEntryFactory(transfer=to_us, captivity=CaptivityFactory(unit=unit)) for _each in range(3)]
    entries.append(ManifestEntryFactory(transfer=to_them, captivity=theirs))
    at(approved_manifest(exchange), "under_way")
    for each in entries:
        each.refresh_from_db()
    return World(unit, entries, programme)


def test_all_figures_move_by_exactly_those_handed_over(world) -> None:
    became(world.entries[0], EntryStatus.ABSENT)
    before = world.figures()
    completed(world.entries[1], rest=Rest.EVERYBODY)
    after = world.figures()
    assert (before["held"], before["brought_back"], before["captured"]) == (3, 0, 3)
    assert (after["held"], after["brought_back"], after["captured"]) == (1, 2, 3)
    assert before["backlog"] - after["backlog"] == 2
    assert (before["tally"], after["tally"]) == (Tally(), Tally(exchanges=1, to_us=95, to_them=1))


def test_the_ratio_counts_what_was_delivered_and_not_the_named_beside_it(world) -> None:
    completed(world.entries[0], rest=Rest.EVERYBODY)
    assert world.figures()["swap-ratio"] == [95, 1]


def test_an_exchange_that_failed_moves_nothing(world) -> None:
    before = world.figures()
    exchange = world.entries[0].transfer.exchange
    exchange.refresh_from_db()
    move_exchange(exchange=exchange, to="derailed", reason="other men were demanded", by=User.objects.system())
    assert world.figures() == before
