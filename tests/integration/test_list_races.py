"""Many bring lists at once: one list a file, numbers without gap or double. The control shows that the lock does it."""

from unittest.mock import patch

import pytest

from accounts.models import User
from negotiations.domain import lists
from negotiations.models import NameList
from tests.factories import home, other
from tests.factories.list_files import csv_of
from tests.factories.lists import received
from tests.integration.test_races import MANY, at_once, winners

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def parties() -> None:
    home(), other(), User.objects.system()


def test_the_same_file_of_many_people_is_one_list() -> None:
    assert winners(at_once(lambda _: received(csv_of()))) == 1
    assert NameList.objects.count() == 1


def test_numbers_have_neither_gap_nor_double() -> None:
    assert winners(at_once(lambda n: received(f"{n};1990\n".encode()))) == MANY
    assert sorted(NameList.objects.values_list("number", flat=True)) == list(range(1, MANY + 1))


def test_without_the_lock_people_are_refused_for_no_fault_of_theirs() -> None:
    with patch.object(lists, "_lock", lambda key: None):
        assert winners(at_once(lambda n: received(f"{n};1990\n".encode()))) < MANY
