"""Thirty-two at once on one person: one outcome, the right one; each control takes the guard away and sees it fail."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, InternalError, connection, transaction

from accounts.domain import records
from accounts.models import User
from audit import verbs
from audit.verbs import verb
from common.errors import Conflict, IllegalMove
from common.partial_dates import PartialDate
from prisoners.domain.captivities import log_past_captivity, open_captivity, record_event
from prisoners.domain.persons import add_name, set_identifiers
from prisoners.enums import EventKind
from prisoners.models import Captivity, Identifier, Person, PersonName, StatusEvent
from tests.emptying import empty
from tests.factories import CaptivityFactory, PersonFactory, other

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 32
KIND = (Conflict, IllegalMove, ValidationError)
DEFINED = """
SELECT 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || conname || ' '
       || pg_get_constraintdef(oid), 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname
FROM pg_constraint WHERE conname = %(name)s
UNION ALL
SELECT indexdef, 'DROP INDEX ' || indexname FROM pg_indexes
WHERE indexname = %(name)s AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What came of `act(0)`, `act(1)`, …, begun at the same moment, each in a connection of its own."""
    gate = threading.Barrier(MANY)

    def run(number: int) -> Any:
        gate.wait()
        try:
            return act(number)
        except (*KIND, Error) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def winners(outcomes: list[Any]) -> int:
    return sum(not isinstance(outcome, Exception) for outcome in outcomes)


def are_kind(outcomes: list[Any]) -> bool:
    """Whether every loser was told so in words of ours."""
    return all(isinstance(outcome, KIND) for outcome in outcomes if isinstance(outcome, Exception))


@pytest.fixture
def without() -> Iterator[Callable[[str], None]]:
    """Takes a constraint away; it is put back over empty tables."""
    again = []

    def drop(name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(DEFINED, {"name": name})
            create, gone = cursor.fetchone()
            cursor.execute(gone)
        again.append(create)

    yield drop
    empty()
    with connection.cursor() as cursor:
        for create in again:
            cursor.execute(create)


@pytest.fixture
def without_locks(monkeypatch) -> None:
    """Verbs that read what they change without waiting for others, and take their time."""

    def read(record: Any, expected_version: int | None = None) -> Any:
        current = type(record)._base_manager.get(pk=record.pk)
        time.sleep(0.2)
        return current

    monkeypatch.setattr(records, "lock", read)


@pytest.fixture
def two_checked(monkeypatch) -> None:
    """Two have checked their captivity before either writes it, however the threads are scheduled."""
    barrier, check = threading.Barrier(2), Captivity.full_clean

    def meet(captivity: Captivity, *args: Any, **kwargs: Any) -> None:
        check(captivity, *args, **kwargs)
        # Who is left over writes alone.
        with suppress(threading.BrokenBarrierError):
            barrier.wait(5)

    monkeypatch.setattr(Captivity, "full_clean", meet)


@pytest.fixture
def by() -> User:
    return User.objects.system()


@pytest.fixture
def opening(by) -> Callable[[int], Captivity]:
    person, power = PersonFactory(), other()
    return lambda n: open_captivity(person=person, detaining_power=power, rank=f"{n}", by=by)


def test_one_captivity_is_open(opening) -> None:
    outcomes = at_once(opening)
    assert winners(outcomes) == Captivity.objects.count() == 1
    assert are_kind(outcomes)


def test_the_constraint_alone_lets_one_be_open(opening, without_locks, two_checked) -> None:
    outcomes = at_once(opening)
    assert winners(outcomes) == Captivity.objects.count() == 1
    assert are_kind(outcomes)


def test_control_without_lock_and_constraints_many_are_open(opening, without_locks, two_checked, without) -> None:
    without("captivity_one_open")
    without("captivity_no_overlap")
    without("captivity_of_person")
    assert winners(at_once(opening)) > 1


@pytest.fixture
def logging(by) -> Callable[[int], Captivity]:
    """Logs stretches of half a year, each begun in another month: every two neighbours overlap."""
    person, power = PersonFactory(), other()

    def log(n: int) -> Captivity:
        captured, ended = PartialDate.parse(f"2022-{n % 3 + 4:02d}-10"), PartialDate.parse("2022-12-01")
        return log_past_captivity(
            person=person, detaining_power=power, captured=captured, ended=ended, outcome=EventKind.EXCHANGED, by=by
        )

    return log


def test_captivities_never_overlap(logging) -> None:
    outcomes = at_once(logging)
    assert winners(outcomes) == 1
    assert are_kind(outcomes)


def test_the_constraint_alone_lets_none_overlap(logging, without_locks, two_checked) -> None:
    outcomes = at_once(logging)
    assert winners(outcomes) == 1
    assert are_kind(outcomes)


def test_control_without_lock_and_constraint_they_overlap(logging, without_locks, two_checked, without) -> None:
    without("captivity_no_overlap")
    without("captivity_of_person")
    assert winners(at_once(logging)) > 1


def backdating(captivity: Captivity) -> Callable[[int], int]:
    """Half of them move the capture to after the end that the other half write, round every verb."""
    standing = Captivity.objects.filter(pk=captivity.pk)
    end = {"status": "returned", "outcome": "exchanged", "ended_on": "2023-01-01", "ended_on_precision": "day"}
    return lambda n: standing.update(**({"captured_on": "2023-06-01"} if n % 2 else end))


def test_no_end_is_before_its_start() -> None:
    captivity = CaptivityFactory()
    at_once(backdating(captivity))
    captivity.refresh_from_db()
    assert captivity.ended_on is None or captivity.captured_on <= captivity.ended_on


def test_control_without_the_constraint_an_end_is_before_its_start(without) -> None:
    without("captivity_end_not_before_start")
    captivity = CaptivityFactory()
    at_once(backdating(captivity))
    captivity.refresh_from_db()
    assert captivity.captured_on > captivity.ended_on


@pytest.fixture
def releasing(by) -> Callable[[int], StatusEvent]:
    captivity = CaptivityFactory()
    kinds = (EventKind.EXCHANGED, EventKind.DIED, EventKind.RELEASED, EventKind.ESCAPED)
    return lambda n: record_event(captivity=captivity, kind=kinds[n % 4], by=by)


def test_nobody_is_released_twice(releasing) -> None:
    outcomes = at_once(releasing)
    assert winners(outcomes) == StatusEvent.objects.count() == 1
    assert all(isinstance(outcome, IllegalMove | StatusEvent) for outcome in outcomes)


def test_control_without_the_lock_somebody_is_released_twice(releasing, without_locks) -> None:
    assert winners(at_once(releasing)) > 1


def test_round_the_verb_the_trigger_lets_one_end_through() -> None:
    standing = Captivity.objects.filter(pk=CaptivityFactory().pk)
    ends = (("returned", "exchanged"), ("died", "died"), ("released", "released"), ("escaped", "escaped"))
    at_once(lambda n: standing.update(status=ends[n % 4][0], outcome=ends[n % 4][1]))
    assert Captivity.objects.get().version == 2


@contextmanager
def deletable(table: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ 'truncate'", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')


def delete_event(_number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM prisoners_statusevent")
        return cursor.rowcount


def test_nobody_deletes(releasing) -> None:
    releasing(0)
    outcomes = at_once(delete_event)
    assert all(isinstance(outcome, InternalError) for outcome in outcomes)
    assert StatusEvent.objects.count() == 1


def test_control_without_the_trigger_one_deletes(releasing) -> None:
    releasing(0)
    with deletable("prisoners_statusevent"):
        assert sum(at_once(delete_event)) == 1
    assert not StatusEvent.objects.exists()


@pytest.fixture
def numbering(by) -> Callable[[int], Person]:
    persons = [PersonFactory() for _ in range(MANY)]
    number = [{"scheme": "service", "value": "AB-123"}]
    return lambda n: set_identifiers(person=persons[n], identifiers=number, by=by)


def test_a_number_belongs_to_one_person(numbering) -> None:
    outcomes = at_once(numbering)
    assert winners(outcomes) == Identifier.objects.count() == 1
    assert are_kind(outcomes)


def test_control_without_the_constraint_many_have_the_number(numbering, without, monkeypatch) -> None:
    without("identifier_once")
    monkeypatch.setattr(Identifier, "validate_constraints", lambda self, exclude=None: None)
    assert winners(at_once(numbering)) > 1


@pytest.fixture
def naming(by) -> Callable[[int], PersonName]:
    person = PersonFactory()
    return lambda n: add_name(person=person, surname=f"Інший{n}", is_preferred=True, by=by)


def preferred() -> int:
    return PersonName.objects.standing().filter(is_preferred=True).count()


def test_one_name_is_preferred(naming) -> None:
    assert winners(at_once(naming)) == MANY
    assert preferred() == 1


def test_without_the_lock_the_constraint_makes_it_a_conflict(naming, without_locks) -> None:
    assert are_kind(at_once(naming))
    assert preferred() == 1


def test_control_without_lock_and_constraint_several_are_preferred(naming, without_locks, without, monkeypatch) -> None:
    without("personname_one_preferred")
    monkeypatch.setattr(PersonName, "validate_constraints", lambda self, exclude=None: None)
    at_once(naming)
    assert preferred() > 1


@verb("tests.touch_both", permission="prisoners.write")
def touch_both(*, first: Person, second: Person, by: User) -> None:
    """Locks two persons in the order in which they are given."""
    for person in (first, second):
        records.lock(person)
        time.sleep(0.3)


def crossing(by: User) -> list[Any]:
    """Two that lock the same two persons in opposite order: a deadlock for sure."""
    one, two = PersonFactory(), PersonFactory()
    gate = threading.Barrier(2)

    def run(pair: tuple[Person, Person]) -> Any:
        gate.wait()
        try:
            return touch_both(first=pair[0], second=pair[1], by=by)
        except Conflict as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, [(one, two), (two, one)]))


def test_a_deadlock_is_tried_again(by) -> None:
    assert winners(crossing(by)) == 2


def test_control_without_another_try_a_deadlock_is_a_conflict(by, monkeypatch) -> None:
    monkeypatch.setattr(verbs, "ATTEMPTS", 1)
    assert winners(crossing(by)) == 1


def test_what_cannot_be_serialised_is_tried_again(by) -> None:
    tries = []

    @verb("tests.fails_once", permission="prisoners.write")
    def fails_once(*, by: User) -> int:
        tries.append(1)
        if len(tries) == 1:
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$")
        return len(tries)

    assert fails_once(by=by) == 2


def test_a_conflict_leaves_nothing_behind(by) -> None:
    person = PersonFactory()
    with pytest.raises(ValidationError), transaction.atomic():
        set_identifiers(person=person, identifiers=[{"scheme": "tax", "value": "1"}] * 2, by=by)
    assert not Identifier.objects.exists()
