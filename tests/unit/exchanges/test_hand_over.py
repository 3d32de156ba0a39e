"""Marks of a hand-over are applied together, each for itself, once; whoever comes unexpectedly is on the manifest."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.roles import Role
from common import clock
from exchanges.domain.hand_over import NOT_YET, hand_over
from exchanges.domain.marking import Mark
from exchanges.enums import ExchangeStatus
from exchanges.hand_over_enums import MarkEffect, MarkKind, Refusal
from exchanges.manifest_enums import EntryOrigin, EntryStatus
from exchanges.models import Exchange, HandOverMark, ManifestEntry
from prisoners.enums import IdentityStatus
from prisoners.models import Person
from tests.factories import CaptivityFactory, PersonFactory, user_with
from tests.factories.hand_over import at_the_bus, cancelled, entry_of, marked, transfer_of, under_way
from tests.factories.manifests import ManifestEntryFactory

pytestmark = pytest.mark.django_db
K, E, S = MarkKind, MarkEffect, EntryStatus
ONE, OTHER = "Синтетичний Перший", "Синтетичний Другий"


@pytest.fixture
def exchange() -> Exchange:
    return under_way(ONE, OTHER)


def apply(exchange: Exchange, *marks: Mark) -> list[tuple[str, Refusal | None]]:
    told = hand_over(exchange=exchange, marks=marks, by=at_the_bus())
    return [(each.effect, each.refusal) for each in told]


def test_marks_of_one_batch_follow_each_other(exchange) -> None:
    boarded = marked(K.BOARDED, entry_of(exchange, ONE))
    delivered = marked(K.DELIVERED, entry_of(exchange, ONE), after=boarded.id)
    absent = marked(K.ABSENT, entry_of(exchange, OTHER), note="synthetic")
    assert apply(exchange, boarded, delivered, absent) == [(E.APPLIED, None)] * 3
    one, other = entry_of(exchange, ONE), entry_of(exchange, OTHER)
    assert (one.status, one.delivered_on) == (S.DELIVERED, clock.today())
    assert (other.status, other.status_note, other.delivered_on) == (S.ABSENT, "synthetic", None)


def test_the_same_mark_twice_is_one_mark_and_one_answer(exchange) -> None:
    boarded = marked(K.BOARDED, entry_of(exchange, ONE))
    back = marked(K.UNBOARDED, entry_of(exchange, ONE), after=boarded.id)
    first = apply(exchange, boarded, back)
    assert apply(exchange, boarded, boarded, back) == [first[0], first[0], first[1]]
    assert (HandOverMark.objects.count(), entry_of(exchange, ONE).status) == (2, S.APPROVED)


def test_a_refused_mark_is_kept_with_its_reason_and_keeps_no_other_out(exchange) -> None:
    ManifestEntry.objects.filter(pk=entry_of(exchange, ONE).pk).update(status=S.WITHDRAWN)
    marks = [marked(K.BOARDED, entry_of(exchange, name)) for name in (ONE, OTHER)]
    nobody = marked(K.BOARDED, uuid.uuid4())
    told = apply(exchange, *marks, nobody)
    assert told == [(E.REFUSED, Refusal.CLOSED), (E.APPLIED, None), (E.REFUSED, Refusal.NOBODY)]
    assert HandOverMark.objects.get(pk=marks[0].id).refusal == Refusal.CLOSED


@pytest.mark.parametrize("minutes", [600, -60 * 24 * 365])
def test_a_clock_that_is_ahead_or_began_anew_counts_as_now(exchange, minutes) -> None:
    apply(exchange, marked(K.BOARDED, entry_of(exchange, ONE), minutes=minutes))
    assert clock.now() - datetime.timedelta(hours=1) < HandOverMark.objects.get().noted_at <= clock.now()


def test_the_day_of_the_hand_over_is_that_of_the_mark(exchange) -> None:
    apply(exchange, marked(K.DELIVERED, entry_of(exchange, ONE), minutes=-60 * 48))
    assert entry_of(exchange, ONE).delivered_on == clock.today() - datetime.timedelta(days=2)


def test_statements_do_not_grow_with_the_batch(django_assert_num_queries) -> None:
    names = [f"Синтетичний {letter}" for letter in "АБВГДЕЖЗИК"]
    exchange, by = under_way(*names), at_the_bus()
    marks = [marked(K.DELIVERED, entry_of(exchange, name)) for name in names]
    hand_over(exchange=exchange, marks=[], by=by)
    with django_assert_num_queries(14):
        hand_over(exchange=exchange, marks=marks[:1], by=by)
    with django_assert_num_queries(14):
        hand_over(exchange=exchange, marks=marks[1:], by=by)


def test_before_it_is_under_way_marks_wait() -> None:
    exchange = under_way(ONE, status=ExchangeStatus.SCHEDULED)
    assert apply(exchange, marked(K.BOARDED, entry_of(exchange, ONE))) == [(NOT_YET, None)]
    assert not HandOverMark.objects.exists()


def test_when_it_is_over_marks_are_refused_and_kept(exchange) -> None:
    cancelled(exchange)
    assert apply(exchange, marked(K.BOARDED, entry_of(exchange, ONE))) == [(E.REFUSED, Refusal.OVER)]
    assert (HandOverMark.objects.get().refusal, entry_of(exchange, ONE).status) == (Refusal.OVER, S.WITHDRAWN)


def test_somebody_heard_of_gets_a_provisional_identity_and_goes(exchange) -> None:
    added = marked(
        K.ADDED, uuid.uuid4(), transfer=transfer_of(exchange).pk, name="Мельник Іван Петрович", born_year=1990
    )
    delivered = marked(K.DELIVERED, added.entry, after=added.id)
    assert apply(exchange, added, delivered, added) == [(E.APPLIED, None)] * 3
    entry = ManifestEntry.objects.get(pk=added.entry)
    person = entry.captivity.person
    assert (entry.status, entry.origin, person.identity_status) == (
        S.DELIVERED,
        EntryOrigin.HAND_OVER,
        IdentityStatus.PROVISIONAL,
    )
    assert (person.name, person.born.isoformat(), person.party) == (
        "Мельник Іван Петрович",
        "1990",
        transfer_of(exchange).to_party,
    )


def test_today_asks_who_it_is_until_that_is_established(exchange) -> None:
    apply(exchange, marked(K.ADDED, uuid.uuid4(), transfer=transfer_of(exchange).pk, note="unconscious man, bus 2"))
    client = Client()
    client.force_login(at_the_bus())
    label = "Came to a hand-over unexpectedly: say who it is"
    assert [text in client.get("/").content.decode() for text in (label, "unconscious man, bus 2")] == [True, True]
    Person.objects.filter(description="unconscious man, bus 2").update(identity_status=IdentityStatus.ESTABLISHED)
    assert label not in client.get("/").content.decode()


def added(exchange: Exchange, **fields) -> Mark:
    return marked(K.ADDED, uuid.uuid4(), transfer=transfer_of(exchange).pk, **fields)


def test_somebody_of_the_register_is_no_second_person(exchange) -> None:
    captivity = CaptivityFactory()
    persons = Person.objects.count()
    mark = added(exchange, person=captivity.person_id, instead_of=entry_of(exchange, ONE).pk)
    assert apply(exchange, mark) == [(E.APPLIED, None)]
    entry = ManifestEntry.objects.get(pk=mark.entry)
    assert (entry.captivity, entry.substitutes, Person.objects.count()) == (captivity, entry_of(exchange, ONE), persons)


def test_who_may_not_be_added_is_told_why(exchange) -> None:
    elsewhere = ManifestEntryFactory().captivity.person_id
    kept = CaptivityFactory(person=PersonFactory(transmission="agency_only", transmission_reason="x")).person_id
    here = entry_of(exchange, ONE).captivity.person_id
    marks = [added(exchange, person=person) for person in (elsewhere, kept, here, uuid.uuid4())]
    told = apply(exchange, *marks, added(exchange), marked(K.ADDED, uuid.uuid4(), name="X"))
    whys = [Refusal.ELSEWHERE, Refusal.PROTECTED, Refusal.ON_IT, Refusal.NOBODY, Refusal.NAMELESS, Refusal.NO_PLACE]
    assert told == [(E.REFUSED, why) for why in whys]


def test_nobody_marks_without_the_permission(exchange) -> None:
    with pytest.raises(PermissionDenied):
        hand_over(exchange=exchange, marks=[], by=user_with(Role.APPROVER))
