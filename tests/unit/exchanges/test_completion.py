"""Completing an exchange ends the captivities of everybody handed over, and lets go of the others."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.acts import VOID
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import move_exchange
from exchanges.enums import COMPLETE, CountStatus, ExchangeStatus, Rest
from exchanges.manifest_enums import EntryStatus
from exchanges.models import ManifestEntry
from exchanges.queries.completion import figures
from prisoners.domain.captivities import record_event
from prisoners.enums import CaptivityStatus, EventKind
from prisoners.models import Captivity, StatusEvent
from tests.factories import CaptivityFactory, TransferFactory, by_two, someone, voided
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, at, became

pytestmark = pytest.mark.django_db
S, E = ExchangeStatus, EntryStatus
DAY = datetime.date(2024, 10, 18)


def under_way(*captivities: Captivity, delivered: int | None = None, **fields) -> ManifestEntry:
    """The entries of an exchange under way whose manifest two people approved; `delivered` is what was counted."""
    known = CountStatus.NOT_STATED if delivered is None else CountStatus.KNOWN
    transfer = TransferFactory(exchange__when=PartialDate.parse("2024-10-18"), delivered=delivered, count_status=known)
    entries = [ManifestEntryFactory(transfer=transfer, captivity=each, **fields) for each in captivities]
    at(approved_manifest(transfer.exchange), S.UNDER_WAY)
    for each in entries:
        each.refresh_from_db()
    return entries


def completed(entry: ManifestEntry, rest: str = Rest.EVERYBODY, to: str = S.COMPLETED):
    exchange = entry.transfer.exchange
    exchange.refresh_from_db()
    return by_two(COMPLETE, exchange, to=to, **({"rest": rest} if rest else {}))


def now(*rows) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.status for row in rows]


@pytest.mark.parametrize(
    ("category", "outcome", "status"),
    [
        ("military", "exchanged", CaptivityStatus.RETURNED),
        ("medical", "repatriated", CaptivityStatus.RETURNED),
        ("civilian", "released", CaptivityStatus.RELEASED),
        ("military", "interned", CaptivityStatus.INTERNED),
    ],
)
def test_a_captivity_ends_as_the_entry_says(category, outcome, status) -> None:
    [entry] = under_way(CaptivityFactory(), category=category, outcome=outcome)
    completed(entry)
    assert now(entry, entry.captivity) == [E.DELIVERED, status]
    assert (entry.delivered_on, entry.captivity.outcome, entry.captivity.ended_on) == (DAY, outcome, DAY)


def test_an_internment_keeps_its_condition_and_its_end() -> None:
    until = datetime.date(2026, 1, 1)
    [entry] = under_way(CaptivityFactory(), outcome="interned", condition="Türkiye", until=until)
    completed(entry)
    event = StatusEvent.objects.get(captivity=entry.captivity, kind=EventKind.INTERNED)
    assert (event.condition, event.until) == ("Türkiye", until)


def test_who_was_marked_at_the_bus_came_home_that_day() -> None:
    [entry] = under_way(CaptivityFactory())
    became(entry, E.DELIVERED, DAY - datetime.timedelta(1))
    completed(entry, rest="")
    entry.captivity.refresh_from_db()
    assert entry.captivity.ended_on == DAY - datetime.timedelta(1)


def test_of_those_unmarked_it_has_to_be_said() -> None:
    [entry] = under_way(CaptivityFactory())
    with pytest.raises(ValidationError, match="1 on the manifest is not marked"):
        completed(entry, rest="")


@pytest.mark.parametrize(
    ("rest", "boarded", "approved"),
    [
        (Rest.EVERYBODY, E.DELIVERED, E.DELIVERED),
        (Rest.BOARDED, E.DELIVERED, E.WITHDRAWN),
        (Rest.MARKED, E.WITHDRAWN, E.WITHDRAWN),
    ],
)
def test_who_was_handed_over_of_those_unmarked(rest, boarded, approved) -> None:
    first, second = under_way(CaptivityFactory(), CaptivityFactory())
    became(first, E.BOARDED)
    completed(first, rest=rest)
    assert now(first, second) == [boarded, approved]


def test_who_was_not_handed_over_is_as_before_and_free_to_go_elsewhere() -> None:
    [entry] = under_way(CaptivityFactory(status=CaptivityStatus.CLAIMED))
    assert now(entry.captivity) == [CaptivityStatus.LISTED]
    completed(entry, rest=Rest.MARKED, to=S.PARTLY_COMPLETED)
    assert now(entry, entry.captivity) == [E.WITHDRAWN, CaptivityStatus.CLAIMED]
    assert ManifestEntryFactory(captivity=entry.captivity).is_live


def test_of_whom_was_missed_the_register_is_told() -> None:
    entries = under_way(*CaptivityFactory.create_batch(3))
    for entry, status in zip(entries, (E.REFUSED, E.ABSENT, E.DIED), strict=True):
        became(entry, status)
    completed(entries[0], rest="")
    assert now(*entries) == [E.REFUSED, E.ABSENT, E.DIED]
    assert now(*(each.captivity for each in entries)) == ["confirmed", "confirmed", "died"]
    assert StatusEvent.objects.filter(captivity=entries[0].captivity, kind=EventKind.REFUSED).exists()


def test_fewer_named_than_counted_are_the_unnamed() -> None:
    [entry] = under_way(CaptivityFactory(), delivered=95)
    exchange = completed(entry)
    [told] = figures(exchange)
    assert (told.named, told.unnamed, told.transfer.delivered) == (1, 94, 95)


def test_more_named_than_counted_is_refused_and_says_how_many() -> None:
    entry, _second = under_way(CaptivityFactory(), CaptivityFactory(), delivered=1)
    with pytest.raises(ValidationError, match="names 2, 1 more than the 1 said"):
        completed(entry)
    assert now(entry, entry.captivity) == [E.APPROVED, CaptivityStatus.LISTED]


@pytest.mark.parametrize("status", [CountStatus.WITHHELD, CountStatus.NOT_STATED])
def test_a_number_that_is_withheld_contradicts_nobody(status) -> None:
    [entry] = under_way(CaptivityFactory())
    type(entry.transfer).objects.filter(pk=entry.transfer_id).update(count_status=status)
    assert figures(completed(entry))[0].unnamed is None


def test_more_civilians_named_than_typed_is_refused() -> None:
    [entry] = under_way(CaptivityFactory(), delivered=2, category="civilian")
    type(entry.transfer).objects.filter(pk=entry.transfer_id).update(delivered_civilian=0)
    with pytest.raises(ValidationError, match="civilians: the manifest names 1, 1 more than the 0 said"):
        completed(entry)


def test_where_all_are_named_the_manifest_says_who_was_military() -> None:
    soldier, _civilian = under_way(CaptivityFactory(), CaptivityFactory(legal_category="civilian"), delivered=2)
    [told] = figures(completed(soldier))
    assert (told.transfer.delivered_military, told.transfer.delivered_civilian) == (1, 1)


def test_nobody_comes_home_who_is_not_held_any_more() -> None:
    [entry] = under_way(CaptivityFactory())
    record_event(captivity=entry.captivity, kind=EventKind.ESCAPED, by=someone("proposer"))
    with pytest.raises(ValidationError, match="1 of those named"):
        completed(entry)


def test_without_a_manifest_the_figures_alone_are_enough() -> None:
    transfer = TransferFactory(exchange__when=PartialDate.parse("2024"), delivered=9, count_status="known")
    assert by_two(COMPLETE, transfer.exchange, to=S.COMPLETED).status == S.COMPLETED


@pytest.mark.parametrize("to", [S.DERAILED, S.CANCELLED])
def test_where_it_never_took_place_everybody_is_as_before(to) -> None:
    [entry] = under_way(CaptivityFactory(status=CaptivityStatus.MISSING))
    move_exchange(exchange=entry.transfer.exchange, to=to, reason="other men were demanded", by=someone("second"))
    assert now(entry, entry.captivity) == [E.WITHDRAWN, CaptivityStatus.MISSING]
    assert (entry.let_go, entry.status_note) == (True, "other men were demanded")


def test_a_postponed_exchange_keeps_its_manifest() -> None:
    [entry] = under_way(CaptivityFactory())
    move_exchange(exchange=entry.transfer.exchange, to=S.POSTPONED, reason="fog", by=someone("second"))
    assert now(entry, entry.captivity) == [E.APPROVED, CaptivityStatus.LISTED]


def test_who_was_handed_over_cannot_be_derailed() -> None:
    [entry] = under_way(CaptivityFactory())
    became(entry, E.DELIVERED, DAY)
    with pytest.raises(ValidationError, match="1 person was marked as handed over"):
        move_exchange(exchange=entry.transfer.exchange, to=S.DERAILED, reason="fog", by=someone("second"))


def test_who_stands_on_another_manifest_meanwhile_stays_listed() -> None:
    [entry] = under_way(CaptivityFactory())
    became(entry, E.ABSENT)
    other = ManifestEntryFactory(captivity=entry.captivity, status=E.APPROVED)
    move_exchange(exchange=entry.transfer.exchange, to=S.CANCELLED, reason="fog", by=someone("second"))
    assert now(other, entry.captivity) == [E.APPROVED, CaptivityStatus.LISTED]


def test_voiding_a_completed_exchange_records_everybody_as_before() -> None:
    [entry] = under_way(CaptivityFactory(status=CaptivityStatus.CLAIMED))
    voided(completed(entry), "it never was")
    assert now(entry.captivity) == [CaptivityStatus.CLAIMED]
    assert entry.captivity.ended_on is None
    entry.refresh_from_db()
    assert entry.is_voided


def test_it_is_not_voided_once_somebody_was_captured_again() -> None:
    [entry] = under_way(CaptivityFactory())
    exchange = completed(entry)
    CaptivityFactory(person=entry.captivity.person, captured=PartialDate.parse("2025"))
    with pytest.raises(ValidationError, match="captured again since"):
        by_two(VOID, exchange)
