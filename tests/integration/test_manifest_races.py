"""Many at once: one person on one manifest, and a completion against whoever adds and takes off.

Each race leaves what is always true (`tests.factories.settled`), and everybody who lost was told so in words.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.utils import InternalError

from accounts.domain.approvals import approve
from accounts.models import User
from audit.verbs import acting
from common.errors import Stale
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.manifest import nominating
from exchanges.domain.manifest.changing import withdraw
from exchanges.domain.manifest.locking import become, lock_entries, lock_open
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.domain.manifest.substituting import substitute
from exchanges.enums import COMPLETE, CountStatus, ExchangeStatus, Rest
from exchanges.manifest_enums import EntryOrigin, EntryStatus
from exchanges.models import Exchange, ManifestEntry, Transfer
from prisoners.models import Captivity
from tests.emptying import empty
from tests.factories import CaptivityFactory, ExchangeFactory, TransferFactory, home, other, proposed, someone
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, at
from tests.factories.settled import broken
from tests.integration.test_prisoner_races import KIND, MANY, at_once, winners

pytestmark = pytest.mark.django_db(transaction=True)
S = ExchangeStatus
TIMES = [
    pytest.param(1, id="once"),
    pytest.param(100, id="a hundred times", marks=[pytest.mark.proving, pytest.mark.timeout(3600)]),
]


@pytest.fixture
def transfers() -> list[Transfer]:
    """A transfer to us in each of as many exchanges as there are people at once."""
    home(), other(), User.objects.system()
    return [TransferFactory(count_status=CountStatus.WITHHELD) for _each in range(MANY)]


def on_each(transfers: list[Transfer], captivity: Captivity) -> Callable[[int], Any]:
    by = User.objects.system()
    return lambda n: nominate(transfer=transfers[n], people=[Nominee(captivity.pk)], by=by)


def in_words(outcomes: list[Any]) -> bool:
    """Whether everybody who lost was told so by a refusal that people read, and by no raw error."""
    return all(isinstance(each, (*KIND, Stale)) for each in outcomes if isinstance(each, Exception))


def answered(act: Callable[[int], Any]) -> Callable[[int], Any]:
    """What came of it, whatever was raised."""

    def run(number: int) -> Any:
        try:
            return act(number)
        except Exception as raised:  # noqa: BLE001 - what is no refusal in words is looked for
            return raised

    return run


@pytest.mark.parametrize("times", TIMES)
def test_one_person_is_nominated_once(transfers, times) -> None:
    for _time in range(times):
        captivity = CaptivityFactory()
        outcomes = at_once(on_each(transfers, captivity))
        assert (winners(outcomes), in_words(outcomes)) == (1, True)
        assert ManifestEntry.objects.live().filter(captivity=captivity).count() == 1
    assert broken() == []


@pytest.fixture
def without_constraint() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'manifestentry_one_live'")
        (again,) = cursor.fetchone()
        cursor.execute("DROP INDEX manifestentry_one_live")
        yield
        empty()
        cursor.execute(again)


def test_control_without_lock_and_constraint_many_manifests_have_the_person(
    transfers, without_constraint, monkeypatch
) -> None:
    monkeypatch.setattr(nominating, "lock_persons", lambda captivities: None)
    captivity = CaptivityFactory()
    assert winners(at_once(on_each(transfers, captivity))) > 1
    assert "nobody is on two live manifests: 1" in broken()


def under_way(number: int) -> tuple[Exchange, list[ManifestEntry]]:
    """An exchange under way with so many people, all of them counted."""
    exchange = ExchangeFactory(when=PartialDate.parse("2024-10-18"))
    transfer = TransferFactory(exchange=exchange, delivered=number, count_status=CountStatus.KNOWN)
    entries = [ManifestEntryFactory(transfer=transfer) for _each in range(number)]
    at(approved_manifest(exchange), S.UNDER_WAY)
    return exchange, list(ManifestEntry.objects.filter(pk__in=[each.pk for each in entries]))


def marked(entry: ManifestEntry, to: EntryStatus, by: User) -> int:
    """As at the bus."""
    with acting(by=by, verb_name="synthetic.mark"):
        return become(lock_entries(lock_open(entry.transfer.exchange), [entry]), to)


def against(exchange: Exchange, entries: list[ManifestEntry]) -> Callable[[int], Any]:
    """One approves the completion; the others add, substitute, withdraw, mark and call it off meanwhile."""
    approval = proposed(COMPLETE, exchange, to=S.COMPLETED, rest=Rest.EVERYBODY)
    by, second = someone("proposer"), someone("second")
    transfer, spare = entries[0].transfer, [each.pk for each in CaptivityFactory.create_batch(MANY)]

    def act(n: int) -> Any:
        entry, captivity = entries[n % len(entries)], Captivity.objects.get(pk=spare[n])
        if n == 0:
            return approve(approval=approval, by=second, subject_version=exchange.version)
        told = {"by": by, "reason": "demanded"}
        return (
            lambda: nominate(transfer=transfer, people=[Nominee(captivity.pk)], by=by, origin=EntryOrigin.HAND_OVER),
            lambda: substitute(manifest_entry=entry, captivity=captivity, origin=EntryOrigin.HAND_OVER, **told),
            lambda: withdraw(exchange=exchange, entries=[entry], **told),
            lambda: marked(entry, EntryStatus.ABSENT, by),
            lambda: move_exchange(exchange=exchange, to=S.DERAILED, **told),
        )[n % 5]()

    return act


@pytest.mark.parametrize("times", TIMES)
def test_a_completion_and_those_who_change_the_manifest(times) -> None:
    User.objects.system()
    for _time in range(times):
        exchange, entries = under_way(4)
        exchange.refresh_from_db()
        outcomes = at_once(answered(against(exchange, entries)))
        exchange.refresh_from_db()
        assert in_words(outcomes), [each for each in outcomes if isinstance(each, Exception)]
        assert exchange.status in (S.COMPLETED, S.DERAILED, S.UNDER_WAY)
        assert broken() == []


def test_control_without_the_lock_the_database_refuses_raw(monkeypatch) -> None:
    """Who reads the exchange without holding it goes on after it was completed; the trigger is the net."""
    exchange, entries = under_way(1)
    stale = Exchange.objects.get(pk=exchange.pk)
    by, late = someone("proposer"), CaptivityFactory()
    approve(approval=proposed(COMPLETE, stale, to=S.COMPLETED, rest=Rest.EVERYBODY), by=someone("second"))
    monkeypatch.setattr("exchanges.domain.manifest.locking.lock_open", lambda _exchange: stale)
    people = [Nominee(late.pk)]
    with pytest.raises(InternalError, match="the exchange is over"):
        nominate(transfer=entries[0].transfer, people=people, by=by, origin=EntryOrigin.HAND_OVER)
