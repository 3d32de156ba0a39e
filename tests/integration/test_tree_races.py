"""Two people move units at once: the tree never becomes a ring, and the control shows what holds it."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from accounts.models import User
from common.errors import Conflict
from tests.factories import UnitFactory
from tests.integration.test_races import MANY, at_once, winners
from units.domain.placements import move_unit
from units.models import Placement, Unit

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 2


def place_before_the_other_commits(unit: Unit, parent: Unit, placed: threading.Barrier) -> str:
    """Place a unit round the verb; commit when the other one has placed its own, or waits for us."""
    try:
        with transaction.atomic():
            Placement.objects.create(unit=unit, parent=parent)
            try:
                placed.wait(PATIENCE)
            except threading.BrokenBarrierError:
                return "alone"
            return "together"
    except Error as refused:
        return "refused" if "above itself" in str(refused) else str(refused)
    finally:
        connection.close()


def cross(a: Unit, b: Unit) -> list[str]:
    """Put each of two units under the other at the same moment, in connections of their own."""
    placed = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        pairs: list[Future] = [
            pool.submit(place_before_the_other_commits, unit, parent, placed) for unit, parent in ((a, b), (b, a))
        ]
        return sorted(each.result() for each in pairs)


def trigger_function() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(tgfoid) FROM pg_trigger "
            "WHERE tgrelid = 'units_placement'::regclass AND tgname LIKE 'pgtrigger_no_ring%%'"
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


def test_two_placements_at_once_close_no_ring() -> None:
    assert cross(UnitFactory(), UnitFactory()) == ["alone", "refused"]


def test_without_the_lock_they_do(without_the_lock) -> None:
    assert cross(UnitFactory(), UnitFactory()) == ["together", "together"]


def test_many_moves_at_once_leave_a_tree() -> None:
    units, system = [UnitFactory() for _ in range(MANY)], User.objects.system()

    def under_the_next(n: int) -> Unit:
        return move_unit(unit=units[n], parent=units[(n + 1) % MANY], on=None, reason="a ring of all", by=system)

    outcomes = at_once(under_the_next)
    assert winners(outcomes) == MANY - 1
    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [ValidationError]


def test_of_many_moves_of_one_unit_on_one_day_the_last_one_stands() -> None:
    unit, system = UnitFactory(), User.objects.system()
    parents = [UnitFactory() for _ in range(MANY)]
    outcomes = at_once(lambda n: move_unit(unit=unit, parent=parents[n], on=None, reason="mine", by=system))
    assert not any(isinstance(each, Conflict) for each in outcomes)
    assert unit.placements.standing().count() == 1
