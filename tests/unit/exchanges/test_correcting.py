"""A completed exchange is corrected by another record that two people put in its place, and in no other way."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, ProgrammingError, transaction

from accounts.acts import VOID
from accounts.models import User
from audit.verbs import acting
from common.partial_dates import PartialDate
from exchanges.domain.claims import adopt_claim
from exchanges.domain.correcting import draft_correction, supersede_exchange
from exchanges.domain.exchanges import move_exchange, revise_exchange
from exchanges.domain.relations import set_mediators, set_ordinals, set_programmes
from exchanges.domain.transfers import revise_transfer
from exchanges.enums import COMPLETE, SUPERSEDE, CountStatus, ExchangeStatus
from exchanges.models import Claim, Exchange, ImportBatch, ImportRow, ManifestEntry, Transfer
from exchanges.queries.overview import overview
from tests.factories import (
    CaptivityFactory,
    ClaimFactory,
    ExchangeFactory,
    PartyFactory,
    ProgrammeFactory,
    TransferFactory,
    allowed,
    by_two,
    completed_exchange,
    proposed,
    someone,
)
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, at

pytestmark = pytest.mark.django_db


def system() -> User:
    return User.objects.system()


def drafted(exchange: Exchange, to_us: int = 96, **fields: Any) -> Exchange:
    """A draft in which the number delivered to us differs."""
    said = {
        each.direction: {name: getattr(each, name) for name in ("from_party", "to_party", "count_status", "delivered")}
        for each in exchange.transfers.standing()
    }
    said["to_us"]["delivered"] = to_us
    fields = {"formula": exchange.formula, "when": exchange.when, "embargo_until": exchange.embargo_until} | fields
    return draft_correction(exchange=exchange, transfers=said, by=system(), **fields)


def corrected(exchange: Exchange, **fields: Any) -> Exchange:
    new = by_two(SUPERSEDE, drafted(exchange, **fields))
    exchange.refresh_from_db()
    return new


class TestSealed:
    def test_the_verbs_refuse_to_revise_it(self) -> None:
        exchange = completed_exchange(95, 95)
        refused = [
            lambda: revise_exchange(exchange=exchange, formula="other", by=system()),
            lambda: revise_transfer(transfer=exchange.transfers.first(), agreed=1, by=system()),
            lambda: TransferFactory(exchange=exchange),
            lambda: set_mediators(exchange=exchange, mediators=[(PartyFactory(), "broker")], by=system()),
            lambda: set_programmes(exchange=exchange, programmes=[ProgrammeFactory()], by=system()),
            lambda: proposed(VOID, exchange.transfers.first()),
        ]
        for verb in refused:
            with pytest.raises(ValidationError, match="Propose a correction"):
                verb()

    def test_the_same_again_notes_embargo_and_ordinals_are_taken(self) -> None:
        exchange = completed_exchange(95, 95)
        revised = revise_exchange(exchange=exchange, formula=exchange.formula, notes="seen", by=system())
        set_ordinals(exchange=exchange, ordinals=[(58, None, None)], by=system())
        assert revised.notes == "seen"

    def test_claims_are_still_added_and_adopted_where_they_agree(self) -> None:
        transfer = completed_exchange(95, 95).transfers.get(direction="to_us")
        agrees, differs = (ClaimFactory(transfer=transfer, number=number) for number in (95, 96))
        assert adopt_claim(claim=agrees, reason="agrees", by=system()).adopted
        with pytest.raises(ValidationError, match="Propose a correction"):
            adopt_claim(claim=differs, reason="differs", by=system())

    @pytest.mark.parametrize("change", [{"formula": "x"}, {"date": "2020-01-01"}, {"counted_in_format": False}])
    def test_sql_does_not_change_it(self, change: dict) -> None:
        exchange = completed_exchange(95, 95)
        with pytest.raises(InternalError, match="corrected by another record"), transaction.atomic():
            Exchange.objects.filter(pk=exchange.pk).update(**change)
        Exchange.objects.filter(pk=exchange.pk).update(notes="open")

    def test_sql_changes_no_transfer_of_it(self) -> None:
        transfer = completed_exchange(95, 95).transfers.first()
        with pytest.raises(InternalError, match="corrected by another record"), transaction.atomic():
            Transfer.objects.filter(pk=transfer.pk).update(delivered=1)
        open_one = TransferFactory(agreed=5)
        Transfer.objects.filter(pk=open_one.pk).update(agreed=6)

    def test_it_is_voided_as_a_whole(self) -> None:
        exchange = by_two(VOID, completed_exchange(95, 95))
        assert not exchange.transfers.standing().exists()


class TestDraft:
    def test_counts_nowhere_and_leaves_the_record_alone(self) -> None:
        exchange = completed_exchange(95, 95)
        drafted(exchange)
        assert overview(someone("reader")).to_us == 95

    def test_there_is_one_at_a_time(self) -> None:
        exchange = completed_exchange(95, 95)
        first = drafted(exchange)
        with pytest.raises(ValidationError, match="a correction of this exchange already"):
            drafted(exchange)
        move_exchange(exchange=first, to=ExchangeStatus.CANCELLED, reason="mistaken", by=system())
        assert drafted(exchange)

    def test_only_of_what_is_completed_and_stands(self) -> None:
        with pytest.raises(ValidationError, match="Only a completed exchange"):
            draft_correction(exchange=ExchangeFactory(), transfers={}, by=system())

    def test_is_as_restricted_as_what_it_corrects(self) -> None:
        exchange = completed_exchange(95, 95)
        Exchange.objects.filter(pk=exchange.pk).update(restricted=True, restricted_why="synthetic")
        draft = drafted(exchange)
        draft.refresh_from_db()
        assert (draft.restricted, draft.restricted_why) == (True, "synthetic")

    def test_is_not_completed_beside_what_it_corrects(self) -> None:
        draft = drafted(completed_exchange(95, 95))
        with pytest.raises(Exception, match="cannot become"):
            proposed(COMPLETE, draft, to="completed")
        by = allowed(COMPLETE, draft, to="completed")
        with pytest.raises(InternalError, match="two completed exchanges"), acting(by=by, verb_name="synthetic"):
            Exchange.objects.filter(pk=draft.pk).update(status="completed")

    def test_is_put_in_its_place_by_two_only(self) -> None:
        draft = drafted(completed_exchange(95, 95))
        with pytest.raises(PermissionDenied, match="two people"):
            supersede_exchange(exchange=draft, reason="alone", by=someone("alone"))


class TestInItsPlace:
    def test_only_the_new_one_counts(self) -> None:
        exchange = completed_exchange(95, 95)
        new = corrected(exchange)
        assert (new.status, exchange.is_voided, new.number != exchange.number) == ("completed", True, True)
        assert f"№ {new.number}" in exchange.void_reason
        figures = overview(someone("reader"))
        assert (figures.exchanges, figures.to_us, figures.to_them) == (1, 96, 95)

    def test_claims_are_carried_over_and_let_go_of_where_the_figure_differs(self) -> None:
        exchange = completed_exchange(95, 95)
        for each in exchange.transfers.all():
            adopt_claim(claim=ClaimFactory(transfer=each, number=95), reason="so", by=system())
        new = corrected(exchange)
        adopted = dict(
            Claim.objects.standing().filter(transfer__exchange=new).values_list("transfer__direction", "adopted")
        )
        assert adopted == {"to_us": False, "to_them": True}

    def test_stages_and_next_attempts_hang_on_it(self) -> None:
        exchange = completed_exchange(95, 95)
        attempt = ExchangeFactory(previous_attempt=exchange)
        new = corrected(exchange)
        attempt.refresh_from_db()
        assert attempt.previous_attempt == new

    def test_a_stage_keeps_its_number(self) -> None:
        whole = ExchangeFactory()
        stage = completed_exchange(95, 95, parent=whole, stage_no=1)
        new = corrected(stage, parent=whole, stage_no=1)
        assert (new.parent, new.stage_no) == (whole, 1)

    def test_a_correction_is_corrected_in_its_turn(self) -> None:
        first = corrected(completed_exchange(95, 95))
        assert corrected(first, to_us=97).supersedes == first

    def test_the_row_of_the_public_record_leads_to_it(self) -> None:
        exchange = completed_exchange(95, 95)
        batch = ImportBatch.objects.create(file_name="synthetic.csv", sha256="0" * 64, size=1)
        row = {"batch": batch, "row_no": 1, "raw": {}, "key": "0", "outcome": "created", "exchange": exchange}
        row = ImportRow.objects.create(**row)
        new = corrected(exchange)
        row.refresh_from_db()
        assert row.exchange == new

    def test_sql_puts_nothing_in_the_place_of_what_stands(self) -> None:
        draft = drafted(completed_exchange(95, 95))
        with pytest.raises(ProgrammingError, match="two people"), acting(by=someone("alone"), verb_name="synthetic"):
            Exchange.objects.filter(pk=draft.pk).update(status="completed")


def test_two_transfers_one_way_are_taken_over_as_they_are() -> None:
    more = {"direction": "to_us", "delivered": 5, "count_status": "known"}
    exchange = completed_exchange(95, 95, before=lambda made: TransferFactory(exchange=made, **more))
    draft = draft_correction(exchange=exchange, transfers={}, by=system(), formula="x", when=exchange.when)
    assert sorted(draft.transfers.values_list("delivered", flat=True)) == [5, 95, 95]


class TestWhoWasDelivered:
    def delivered(self, number: int) -> list[ManifestEntry]:
        """Entries of an exchange that was completed with so many named."""
        transfer = TransferFactory(
            exchange__when=PartialDate.parse("2024-10-18"), delivered=number, count_status=CountStatus.KNOWN
        )
        entries = [ManifestEntryFactory(transfer=transfer, captivity=CaptivityFactory()) for _ in range(number)]
        exchange = at(approved_manifest(transfer.exchange), ExchangeStatus.UNDER_WAY)
        by_two(COMPLETE, exchange, to="completed", rest="everybody")
        for each in entries:
            each.refresh_from_db()
        return entries

    def test_is_carried_over_and_stays_home(self) -> None:
        [entry] = self.delivered(1)
        new = corrected(Exchange.objects.get(pk=entry.transfer.exchange_id), to_us=2)
        entry.refresh_from_db()
        entry.captivity.refresh_from_db()
        assert (entry.transfer.exchange, entry.is_voided, entry.captivity.status) == (new, False, "returned")

    def test_by_mistake_is_held_as_before(self) -> None:
        right, wrong = self.delivered(2)
        draft = drafted(Exchange.objects.get(pk=right.transfer.exchange_id), to_us=1)
        by_two(SUPERSEDE, draft, mistaken=[str(wrong.pk)])
        for each in (right.captivity, wrong.captivity, wrong):
            each.refresh_from_db()
        assert (right.captivity.status, wrong.captivity.status, wrong.is_voided) == ("returned", "confirmed", True)

    def test_is_never_fewer_than_the_number(self) -> None:
        entry, _other = self.delivered(2)
        draft = drafted(Exchange.objects.get(pk=entry.transfer.exchange_id), to_us=1)
        with pytest.raises(ValidationError, match="names 2 persons"):
            proposed(SUPERSEDE, draft)

    def test_sql_moves_no_entry_to_another_transfer(self) -> None:
        [entry] = self.delivered(1)
        with pytest.raises(ProgrammingError, match="two people carry"), transaction.atomic():
            ManifestEntry.objects.filter(pk=entry.pk).update(transfer=TransferFactory())

    def test_sql_revises_no_entry(self) -> None:
        [entry] = self.delivered(1)
        with pytest.raises(InternalError, match="corrected by another record"), transaction.atomic():
            ManifestEntry.objects.filter(pk=entry.pk).update(category="medical", outcome="repatriated")
