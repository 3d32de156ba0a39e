"""Who is put on a manifest, what stands in the way, and how it is approved and changed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.domain.approvals import approve
from accounts.models import Approval, User
from accounts.roles import Role
from common.errors import Conflict, IllegalMove, Stale
from exchanges.domain.demo import MARK
from exchanges.domain.demo_manifest import add_demo_manifest
from exchanges.domain.exchanges import move_exchange
from exchanges.domain.manifest.approving import fingerprint
from exchanges.domain.manifest.changing import answer_entries, veto, withdraw
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.domain.manifest.substituting import substitute
from exchanges.enums import ExchangeStatus
from exchanges.manifest_enums import APPROVE_MANIFEST, NOMINATE, EntryCategory, EntryOrigin, EntryOutcome, EntryStatus
from exchanges.models import FrozenManifest, ManifestEntry
from exchanges.queries.eligibility import engaged
from prisoners.domain.evidence import record_consent
from prisoners.domain.restricting import restrict_person, withhold
from prisoners.enums import CaptivityStatus
from tests.factories import (
    CaptivityFactory,
    ManifestEntryFactory,
    TransferFactory,
    agreed_exchange,
    approved_manifest,
    by_two,
    other,
    proposed,
    settle,
    user_with,
)

pytestmark = pytest.mark.django_db


def by_system(transfer, *captivities, **fields):
    people = [Nominee(each.pk) for each in captivities]
    return nominate(transfer=transfer, people=people, by=User.objects.system(), **fields)


def off(verb, entry, **fields):
    told = {"reason": "synthetic", "by": User.objects.system()} | fields
    verb(exchange=entry.transfer.exchange, entries=[entry], **told)
    entry.refresh_from_db()
    return entry


def in_place_of(entry, captivity, **fields):
    told = {"reason": "synthetic", "by": User.objects.system()} | fields
    return substitute(manifest_entry=entry, captivity=captivity, **told)


@pytest.fixture
def approved():
    entry = ManifestEntryFactory(transfer=TransferFactory(exchange=agreed_exchange()))
    approved_manifest(entry.transfer.exchange)
    entry.refresh_from_db()
    return entry


class TestNominating:
    def test_somebody_goes_as_what_they_are_held(self) -> None:
        [entry] = by_system(TransferFactory(), CaptivityFactory(legal_category="civilian")).entries
        assert (entry.category, entry.outcome) == (EntryCategory.CIVILIAN, EntryOutcome.RELEASED)

    def test_a_civilian_is_never_exchanged(self) -> None:
        people = [Nominee(CaptivityFactory(legal_category="civilian").pk, category="military")]
        with pytest.raises(ValidationError, match="civilians are released"):
            nominate(transfer=TransferFactory(), people=people, by=User.objects.system())

    def test_nobody_is_on_two_live_manifests(self) -> None:
        there = ManifestEntryFactory()
        with pytest.raises(Conflict, match="on the manifest of an exchange already"):
            by_system(TransferFactory(), there.captivity)

    def test_whoever_was_taken_off_is_free_again(self) -> None:
        entry = off(withdraw, ManifestEntryFactory())
        assert by_system(TransferFactory(), entry.captivity).entries

    def test_who_is_held_by_the_other_side_does_not_go_this_way(self) -> None:
        with pytest.raises(ValidationError, match="brings people to"):
            by_system(TransferFactory(direction="to_them"), CaptivityFactory())

    @pytest.mark.parametrize(("voluntariness", "goes"), [("free", 0), ("unknown", 0), ("coerced", 1)])
    def test_a_refusal_to_return_counts_unless_it_was_forced(self, voluntariness, goes) -> None:
        held = CaptivityFactory()
        record_consent(captivity=held, answer="refused", voluntariness=voluntariness, by=User.objects.system())
        assert len(by_system(TransferFactory(), held, skip=True).entries) == goes

    def test_the_last_answer_counts(self) -> None:
        held, told = CaptivityFactory(), {"by": User.objects.system(), "voluntariness": "free"}
        for answer, day in (("refused", 1), ("given", 2)):
            record_consent(captivity=held, answer=answer, answered_on=datetime.date(2026, 1, day), **told)
        assert by_system(TransferFactory(), held).entries

    def test_those_who_cannot_go_are_left_out_where_that_is_asked(self) -> None:
        there, free = ManifestEntryFactory().captivity, CaptivityFactory()
        made = by_system(TransferFactory(), there, free, skip=True)
        assert [entry.captivity_id for entry in made.entries] == [free.pk]
        assert list(made.left_out) == [there.pk]

    def test_a_thousand_take_as_many_statements_as_one(self) -> None:
        taken = []
        for number in (1, 12):
            transfer, held = TransferFactory(), [CaptivityFactory() for _ in range(number)]
            with CaptureQueriesContext(
                connection,
            ) as queries:
                by_system(transfer, *held)
            taken.append(len(queries))
        assert taken == [16, 16]

    def test_rooms_below_know_who_is_engaged(self) -> None:
        entry = ManifestEntryFactory()
        assert engaged([entry.captivity_id, CaptivityFactory().pk]) == {entry.captivity_id}

    def test_nobody_joins_an_exchange_that_is_over(self) -> None:
        transfer = TransferFactory()
        told = {"to": ExchangeStatus.CANCELLED, "reason": "synthetic", "by": User.objects.system()}
        move_exchange(exchange=transfer.exchange, **told)
        with pytest.raises(IllegalMove, match="is over"):
            by_system(transfer, CaptivityFactory())


def test_the_synthetic_manifest_is_filled_once() -> None:
    transfer = TransferFactory(exchange=agreed_exchange(formula=f"{MARK}: one"), agreed=2)
    CaptivityFactory.create_batch(3)
    assert (add_demo_manifest(by=User.objects.system()), add_demo_manifest(by=User.objects.system())) == (2, 0)
    assert transfer.entries.count() == 2


class TestProtected:
    @pytest.fixture(params=["restricted", "withheld", "not_to_origin"])
    def held(self, request):
        held, by = CaptivityFactory(), User.objects.system()
        if request.param == "restricted":
            restrict_person(person=held.person, reason="synthetic", by=by)
        elif request.param == "withheld":
            withhold(person=held.person, party=other(), reason="synthetic", by=by)
        else:
            type(held.person).objects.filter(pk=held.person_id).update(transmission="not_to_origin")
        return held

    def test_who_is_protected_waits_for_a_second_person(self, held) -> None:
        registrar = user_with(Role.REGISTRAR, sees=[{"restricted": True}])
        people = [Nominee(held.pk)]
        made = nominate(transfer=TransferFactory(), people=people, reason="synthetic", by=registrar)
        assert (made.entries, len(made.waiting)) == ([], 1)
        approve(approval=made.waiting[0], by=user_with(Role.APPROVER, sees=[{"restricted": True}]))
        assert ManifestEntry.objects.get().captivity == held

    def test_a_machine_nominates_nobody_protected(self, held) -> None:
        with pytest.raises(PermissionDenied, match="two people"):
            by_system(TransferFactory(), held)

    def test_nobody_protected_comes_in_anothers_place_by_one(self, held) -> None:
        with pytest.raises(PermissionDenied, match="two people"):
            in_place_of(ManifestEntryFactory(), held)

    def test_who_approves_a_manifest_sees_everybody_on_it(self, held) -> None:
        transfer = TransferFactory(exchange=agreed_exchange())
        system = User.objects.system()
        if not type(held.person).objects.get(pk=held.person_id).restricted:
            restrict_person(person=held.person, reason="synthetic", by=system)
        by = user_with(Role.REGISTRAR, sees=[{"restricted": True}])
        proposed(NOMINATE, held, by=by, transfer=str(transfer.pk))
        approve(approval=Approval.objects.open().get(), by=user_with(Role.APPROVER, sees=[{"restricted": True}]))
        with pytest.raises(PermissionDenied, match="may not see"):
            by_two(APPROVE_MANIFEST, transfer.exchange, sha256=fingerprint(transfer.exchange))


class TestApproving:
    def test_everybody_is_approved_frozen_and_listed(self, approved) -> None:
        frozen, exchange = FrozenManifest.objects.get(), approved.transfer.exchange
        exchange.refresh_from_db()
        assert (approved.status, approved.frozen_in) == (EntryStatus.APPROVED, frozen)
        assert (frozen.number, frozen.to_us, frozen.to_them) == (1, 1, 0)
        assert approved.captivity.person.name not in frozen.content
        approved.captivity.refresh_from_db()
        assert approved.captivity.status == CaptivityStatus.LISTED
        assert exchange.status == ExchangeStatus.LISTS_VERIFIED

    def test_the_embargo_is_on(self, approved) -> None:
        approved.transfer.exchange.refresh_from_db()
        assert approved.transfer.exchange.is_under_embargo

    def test_what_changed_since_it_was_proposed_is_not_approved(self) -> None:
        entry = ManifestEntryFactory(transfer=TransferFactory(exchange=agreed_exchange()))
        exchange = entry.transfer.exchange
        proposed(APPROVE_MANIFEST, exchange, sha256=fingerprint(exchange))
        ManifestEntryFactory(transfer=entry.transfer)
        with pytest.raises(Stale):
            settle()

    def test_it_waits_for_the_agreement(self) -> None:
        exchange = ManifestEntryFactory().transfer.exchange
        with pytest.raises(IllegalMove, match="once the exchange is agreed"):
            proposed(APPROVE_MANIFEST, exchange, sha256=fingerprint(exchange))

    def test_who_refused_meanwhile_is_taken_off_first(self) -> None:
        entry = ManifestEntryFactory(transfer=TransferFactory(exchange=agreed_exchange()))
        record_consent(captivity=entry.captivity, answer="refused", voluntariness="free", by=User.objects.system())
        with pytest.raises(ValidationError, match="1 refused to return"):
            proposed(APPROVE_MANIFEST, entry.transfer.exchange, sha256=fingerprint(entry.transfer.exchange))


class TestChanging:
    def test_the_refusal_of_the_home_side_strikes_off(self) -> None:
        entry = off(answer_entries, ManifestEntryFactory(), acceptance="refused")
        assert (entry.acceptance, entry.status) == ("refused", EntryStatus.VETOED)

    def test_a_veto_says_whose(self) -> None:
        entry = off(veto, ManifestEntryFactory(), demanded_by=other())
        assert (entry.status, entry.demanded_by) == (EntryStatus.VETOED, other())

    @pytest.mark.parametrize("verb", [withdraw, veto])
    def test_after_the_approval_nobody_is_only_taken_off(self, approved, verb) -> None:
        with pytest.raises(IllegalMove, match="somebody else in this person's place"):
            off(verb, approved)

    def test_after_the_approval_nobody_only_joins(self, approved) -> None:
        with pytest.raises(IllegalMove, match="comes in somebody's place"):
            by_system(approved.transfer, CaptivityFactory())

    def test_at_the_hand_over_somebody_joins(self, approved) -> None:
        assert by_system(approved.transfer, CaptivityFactory(), origin=EntryOrigin.HAND_OVER).entries

    def test_a_postponed_exchange_is_talked_over_anew(self, approved) -> None:
        told = {"to": ExchangeStatus.POSTPONED, "reason": "synthetic", "by": User.objects.system()}
        move_exchange(exchange=approved.transfer.exchange, **told)
        off(withdraw, approved)
        approved.captivity.refresh_from_db()
        assert (approved.status, approved.captivity.status) == ("withdrawn", CaptivityStatus.CONFIRMED)


class TestSubstituting:
    def test_it_says_who_for_whom_why_and_at_whose_demand(self, approved) -> None:
        made = in_place_of(approved, CaptivityFactory(), demanded_by=other())
        approved.refresh_from_db()
        assert (approved.status, made.status) == (EntryStatus.SUBSTITUTED, EntryStatus.NOMINATED)
        assert (made.substitutes, made.demanded_by, made.reason) == (approved, other(), "synthetic")

    def test_who_does_not_go_is_what_they_were_before(self, approved) -> None:
        in_place_of(approved, CaptivityFactory())
        approved.captivity.refresh_from_db()
        assert approved.captivity.status == CaptivityStatus.CONFIRMED

    def test_one_person_comes_in_a_place(self, approved) -> None:
        in_place_of(approved, CaptivityFactory())
        with pytest.raises(IllegalMove):
            in_place_of(approved, CaptivityFactory())

    def test_the_manifest_is_approved_anew(self, approved) -> None:
        made = in_place_of(approved, CaptivityFactory())
        approved_manifest(approved.transfer.exchange)
        made.refresh_from_db()
        assert (made.status, made.frozen_in.number) == (EntryStatus.APPROVED, 2)

    def test_whoever_is_on_a_manifest_does_not_come_in(self, approved) -> None:
        with pytest.raises(Conflict, match="already"):
            in_place_of(approved, ManifestEntryFactory().captivity)
