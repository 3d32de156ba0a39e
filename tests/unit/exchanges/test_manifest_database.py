"""SQL that goes round the doors of a manifest is refused by the database."""

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from audit.verbs import acting
from exchanges.enums import ExchangeStatus
from exchanges.manifest_enums import APPROVE_MANIFEST, NOMINATE, EntryOrigin, EntryStatus
from exchanges.models import Exchange, FrozenManifest, ManifestEntry
from prisoners.models import Person
from tests.factories import CaptivityFactory, ManifestEntryFactory, TransferFactory, allowed

pytestmark = pytest.mark.django_db
S = EntryStatus


def written(transfer, captivity, **fields):
    told = {"category": "military", "outcome": "exchanged"} | fields
    with transaction.atomic():
        return ManifestEntry.objects.create(transfer=transfer, captivity=captivity, **told)


def become(entry, **fields):
    with transaction.atomic():
        return ManifestEntry.objects.filter(pk=entry.pk).update(**fields)


def test_a_second_live_entry_is_refused_and_one_after_the_other_is_not() -> None:
    entry = ManifestEntryFactory()
    with pytest.raises(IntegrityError, match="manifestentry_one_live"):
        written(TransferFactory(), entry.captivity)
    become(entry, status=S.WITHDRAWN)
    assert written(TransferFactory(), entry.captivity)


def test_nobody_is_handed_over_twice() -> None:
    first = ManifestEntryFactory(status=S.DELIVERED, delivered_on="2026-01-01")
    again = written(TransferFactory(), first.captivity, origin=EntryOrigin.HAND_OVER)
    become(again, status=S.BOARDED)
    with pytest.raises(IntegrityError, match="manifestentry_delivered_once"):
        become(again, status=S.DELIVERED, delivered_on="2026-01-02")


def test_an_entry_begins_as_nominated() -> None:
    with pytest.raises(InternalError, match="starts as nominated"):
        written(TransferFactory(), CaptivityFactory(), status=S.DELIVERED, delivered_on="2026-01-01")


def test_a_move_that_the_table_does_not_hold_is_refused() -> None:
    entry = ManifestEntryFactory(status=S.WITHDRAWN)
    with pytest.raises(InternalError, match="no move of status"):
        become(entry, status=S.NOMINATED)


def test_nobody_approves_alone() -> None:
    entry, frozen = ManifestEntryFactory(), ManifestEntryFactory(status=S.APPROVED).frozen_in
    with pytest.raises(IntegrityError, match="manifestentry_boards_approved"):
        become(entry, status=S.APPROVED)
    with pytest.raises(ProgrammingError, match="two people approve a manifest"):
        become(entry, status=S.APPROVED, frozen_in=frozen)


def test_nobody_freezes_a_manifest_alone() -> None:
    exchange = ManifestEntryFactory().transfer.exchange
    told = {"exchange": exchange, "number": 1, "content": "[]", "sha256": "0" * 64, "to_us": 0, "to_them": 0}
    told |= {"frozen_at": "2026-01-01T00:00Z"}
    with pytest.raises(ProgrammingError, match="two people freeze"), transaction.atomic():
        FrozenManifest.objects.create(**told)
    with acting(by=allowed(APPROVE_MANIFEST, exchange), verb_name="synthetic"):
        assert FrozenManifest.objects.create(**told)


def test_unapproved_only_those_board_who_joined_at_the_hand_over() -> None:
    with pytest.raises(IntegrityError, match="manifestentry_boards_approved"):
        become(ManifestEntryFactory(), status=S.BOARDED)
    assert become(ManifestEntryFactory(origin=EntryOrigin.HAND_OVER), status=S.BOARDED)


def test_of_an_exchange_that_is_over_nothing_changes() -> None:
    entry = ManifestEntryFactory(status=S.REFUSED)
    Exchange.objects.filter(pk=entry.transfer.exchange_id).update(status=ExchangeStatus.CANCELLED)
    with pytest.raises(InternalError, match="is over"):
        become(entry, status=S.BOARDED)
    with pytest.raises(InternalError, match="is over"):
        written(entry.transfer, CaptivityFactory())


def test_nobody_protected_is_nominated_alone() -> None:
    held, transfer = CaptivityFactory(), TransferFactory()
    Person.objects.filter(pk=held.person_id).update(restricted=True, restricted_why="synthetic")
    with pytest.raises(ProgrammingError, match="two people nominate somebody protected"):
        written(transfer, held)
    with acting(by=allowed(NOMINATE, held), verb_name="synthetic"):
        assert written(transfer, held)


def test_a_civilian_is_never_exchanged() -> None:
    with pytest.raises(IntegrityError, match="manifestentry_civilians_released"):
        written(TransferFactory(), CaptivityFactory(), category="civilian")
    assert written(TransferFactory(), CaptivityFactory(), category="civilian", outcome="released")


def test_who_goes_where_never_changes() -> None:
    with pytest.raises(InternalError, match="never changed"):
        become(ManifestEntryFactory(), captivity=CaptivityFactory())


def test_who_was_handed_over_has_a_day_and_nobody_else() -> None:
    entry = ManifestEntryFactory(status=S.BOARDED)
    with pytest.raises(IntegrityError, match="manifestentry_delivered_dated"):
        become(entry, status=S.DELIVERED)
    assert become(entry, status=S.DELIVERED, delivered_on="2026-01-01")


def test_one_comes_in_a_place_and_not_in_ones_own() -> None:
    entry = ManifestEntryFactory(status=S.WITHDRAWN)
    written(TransferFactory(), CaptivityFactory(), substitutes=entry)
    with pytest.raises(IntegrityError, match="manifestentry_substituted_once"):
        written(TransferFactory(), CaptivityFactory(), substitutes=entry)
