"""One standing decision an entry: what is refused, what is kept, what a second one is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common.errors import IllegalMove
from negotiations.domain.answering import answer_list
from negotiations.domain.deciding import AlreadyDecided, decide, undo_decision
from negotiations.list_enums import Acceptance, EntryState, EntryVerdict, ListStatus
from negotiations.models import Decision, ListEntry
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, user_with
from tests.factories.decided import candidate_of, certain_list, entries, entry_of, incoming

pytestmark = pytest.mark.django_db
V = EntryVerdict


@pytest.fixture
def negotiator() -> User:
    return user_with(Role.NEGOTIATOR)


@pytest.fixture
def entry() -> ListEntry:
    return entries(certain_list(2))[0]


def whom(entry: ListEntry):
    return entry.candidates.get(rank=1).person


def test_a_decision_keeps_what_it_rested_on(entry, negotiator) -> None:
    made = decide(entry=entry, verdict=V.OK, person=whom(entry), note=" sure ", by=negotiator)
    assert (made.proposed, made.rested_on["band"], made.note) == (True, "certain", "sure")
    assert made.captivity == whom(entry).latest_captivity
    entry.refresh_from_db()
    assert entry.state == EntryState.DECIDED


def test_the_book_tells_who_decided(entry, negotiator) -> None:
    made = decide(entry=entry, verdict=V.OK, person=whom(entry), by=negotiator)
    change = Change.objects.get(object_id=made.pk)
    assert (change.actor_id, change.verb) == (negotiator.pk, "negotiations.decide")


def test_another_verdict_than_proposed_is_marked_so(entry, negotiator) -> None:
    assert not decide(entry=entry, verdict=V.CIVILIAN, person=whom(entry), by=negotiator).proposed


@pytest.mark.parametrize("verdict", [V.OK, V.ALREADY_RETURNED, V.CAPTURED_AGAIN])
def test_a_verdict_on_somebody_wants_the_person(entry, negotiator, verdict) -> None:
    with pytest.raises(ValidationError, match="choose the person"):
        decide(entry=entry, verdict=verdict, by=negotiator)


def test_unknown_names_nobody(entry, negotiator) -> None:
    assert decide(entry=entry, verdict=V.UNKNOWN, person=whom(entry), by=negotiator).person is None


def test_a_refusal_wants_its_reason(entry, negotiator) -> None:
    with pytest.raises(ValidationError, match="why the home side refuses"):
        decide(entry=entry, verdict=V.UNKNOWN, acceptance=Acceptance.REFUSED, by=negotiator)


def test_a_second_decision_is_told_of_the_first(entry, negotiator) -> None:
    first = decide(entry=entry, verdict=V.OK, person=whom(entry), by=negotiator)
    with pytest.raises(AlreadyDecided) as late:
        decide(entry=entry, verdict=V.UNKNOWN, by=user_with(Role.NEGOTIATOR))
    assert late.value.standing == first
    assert Decision.objects.standing().get(entry=entry) == first


def test_a_decision_is_replaced_by_who_has_seen_it(entry, negotiator) -> None:
    first = decide(entry=entry, verdict=V.OK, person=whom(entry), by=negotiator)
    second = decide(entry=entry, verdict=V.UNKNOWN, instead_of=first, by=negotiator)
    first.refresh_from_db()
    assert first.is_voided
    assert Decision.objects.standing().get(entry=entry) == second


def test_what_was_undone_cannot_be_replaced(entry, negotiator) -> None:
    first = decide(entry=entry, verdict=V.OK, person=whom(entry), by=negotiator)
    undo_decision(decision=first, by=negotiator)
    with pytest.raises(AlreadyDecided, match="undone in the meantime"):
        decide(entry=entry, verdict=V.UNKNOWN, instead_of=first, by=negotiator)


def test_the_database_keeps_a_second_standing_decision_out(entry, negotiator) -> None:
    decide(entry=entry, verdict=V.UNKNOWN, by=negotiator)
    with pytest.raises(IntegrityError, match="decision_one_stands"), transaction.atomic():
        Decision.objects.create(entry=entry, verdict=V.DECEASED)


def test_an_undone_entry_waits_again(entry, negotiator) -> None:
    made = decide(entry=entry, verdict=V.UNKNOWN, by=negotiator)
    assert undo_decision(decision=made, by=negotiator).state == EntryState.MATCHED
    made.refresh_from_db()
    assert made.is_voided


def test_the_last_decision_makes_the_list_decided_and_its_undoing_opens_it(negotiator) -> None:
    name_list = incoming()
    made = decide(entry=entry_of(name_list, 1), verdict=V.UNKNOWN, by=negotiator)
    name_list.refresh_from_db()
    assert name_list.status == ListStatus.DECIDED
    undo_decision(decision=made, by=negotiator)
    name_list.refresh_from_db()
    assert name_list.status == ListStatus.RECONCILED


def test_an_answered_list_is_closed(negotiator) -> None:
    name_list = incoming()
    entry = entry_of(name_list, 1)
    made = decide(entry=entry, verdict=V.UNKNOWN, by=negotiator)
    answer_list(name_list=name_list, reason="to the ICRC, by letter", by=negotiator)
    with pytest.raises(IllegalMove, match="until it is answered"):
        decide(entry=entry, verdict=V.OK, instead_of=made, by=negotiator)


def test_a_list_with_an_entry_that_waits_is_not_answered(entry, negotiator) -> None:
    with pytest.raises(IllegalMove, match="when all of it is decided"):
        answer_list(name_list=entry.name_list, reason="too early", by=negotiator)


def test_before_it_is_reconciled_nothing_is_decided(negotiator) -> None:
    with pytest.raises(IllegalMove, match="once the list is reconciled"):
        decide(entry=entry_of(incoming(ListStatus.READ), 1), verdict=V.UNKNOWN, by=negotiator)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LIAISON, Role.AUDITOR, Role.MACHINE])
def test_who_may_not_decide(entry, role) -> None:
    with pytest.raises(PermissionDenied):
        decide(entry=entry, verdict=V.UNKNOWN, by=user_with(role))


def test_somebody_out_of_sight_is_nobody(negotiator) -> None:
    person = CaptivityFactory().person
    entry = entry_of(incoming(), 1)
    candidate_of(entry, person)
    restrict_person(person=person, reason="synthetic", by=User.objects.system())
    with pytest.raises(ValidationError, match="no such person"):
        decide(entry=entry, verdict=V.OK, person=person, by=negotiator)
