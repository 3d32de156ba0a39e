"""Many merges at once: no ring, no chain, nobody waits in a ring; the controls show what holds it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from accounts.models import User
from accounts.roles import Role
from common.errors import Conflict
from prisoners.domain.merges import approve_merge, propose_merge
from prisoners.models import Merge, Person
from tests.factories import PersonFactory, user_with
from tests.integration.test_races import MANY, at_once, winners

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 2


@pytest.fixture
def ring() -> list[Merge]:
    """Each of many records proposed as the duplicate of the next one."""
    persons, registrar = [PersonFactory() for _ in range(MANY)], user_with(Role.REGISTRAR)
    return [
        propose_merge(duplicate=each, into=persons[(n + 1) % MANY], note="synthetic", by=registrar)
        for n, each in enumerate(persons)
    ]


def chains() -> int:
    return Person.objects.filter(merged_into__merged_into__isnull=False).count()


def test_a_ring_of_merges_at_once_leaves_no_chain(ring) -> None:
    approvers: list[User] = [user_with(Role.APPROVER) for _ in ring]
    outcomes = at_once(lambda n: approve_merge(merge=ring[n], by=approvers[n]))
    assert not [each for each in outcomes if isinstance(each, Conflict)]
    assert {type(each) for each in outcomes if isinstance(each, Exception)} == {ValidationError}
    assert winners(outcomes) == Person.objects.exclude(merged_into=None).count() > 0
    assert chains() == 0


def link(merge: Merge, linked: Barrier) -> str:
    """Approve a merge round the verb; commit when the other one has written, or waits for us."""
    try:
        with transaction.atomic():
            Merge.objects.filter(pk=merge.pk).update(status="approved", settled_by=user_with(Role.APPROVER))
            Person.objects.filter(pk=merge.duplicate_id).update(merged_into=merge.into_id)
            try:
                linked.wait(PATIENCE)
            except BrokenBarrierError:
                return "alone"
            return "together"
    except Error as refused:
        return "refused" if "merged into nothing else" in str(refused) else str(refused)
    finally:
        connection.close()


def cross() -> list[str]:
    """Merge each of two records into the other at the same moment."""
    one, other, registrar = PersonFactory(), PersonFactory(), user_with(Role.REGISTRAR)
    both = [
        propose_merge(duplicate=one, into=other, note="synthetic", by=registrar),
        propose_merge(duplicate=other, into=one, note="synthetic", by=registrar),
    ]
    linked = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(lambda merge: link(merge, linked), both))


def trigger_function() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(tgfoid) FROM pg_trigger "
            "WHERE tgrelid = 'prisoners_person'::regclass AND tgname LIKE 'pgtrigger_no_chain%%'"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def without_the_lock():
    """The trigger as it would be without its lock."""
    whole = trigger_function()
    bare = "\n".join(line for line in whole.splitlines() if "pg_advisory_xact_lock" not in line)
    assert bare != whole
    with connection.cursor() as cursor:
        cursor.execute(bare)
    yield
    with connection.cursor() as cursor:
        cursor.execute(whole)


def test_round_the_verb_the_database_closes_no_ring() -> None:
    assert cross() == ["alone", "refused"]
    assert chains() == 0


def test_without_the_lock_it_would(without_the_lock) -> None:
    assert cross() == ["together", "together"]
    assert chains() == 2
