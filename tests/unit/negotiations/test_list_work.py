"""A list from its file to its entries: received, read, confirmed, worked off; who may, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.roles import Role
from common.errors import IllegalMove
from negotiations.domain import work
from negotiations.domain.lists import SameFile, cancel, reconcile_list, restrict_list, try_again, void_list
from negotiations.models import ListEntry, NameList
from tests.factories import by_two, user_with
from tests.factories.list_files import csv_of
from tests.factories.lists import list_csv, looked_at, received, reconciled, work_of

pytestmark = pytest.mark.django_db(transaction=True)
TWO = ("1;Вигаданий Іван Петрович;05.03.1985;3057", "2;Неіснуюча Олена;1990;")
SYSTEM = User.objects.system


def test_a_list_waits_for_somebody_to_confirm_how_it_is_read() -> None:
    name_list = looked_at(csv_of())
    assert (name_list.status, work_of(name_list).status) == ("received", "idle")
    assert work_of(name_list).mapping["fields"] == {"full_name": [1], "born": [2], "unit": [3]}


def test_every_row_becomes_an_entry_once_it_is_confirmed() -> None:
    name_list = looked_at(csv_of())
    reconcile_list(name_list=name_list, by=SYSTEM())
    assert work.work_off(work_of(name_list).pk)
    assert [entry.surname for entry in name_list.entries.order_by("row_number")] == ["Вигаданий", "Неіснуюча"]
    assert (NameList.objects.get().status, work_of(name_list).status) == ("reconciled", "done")


def test_columns_may_be_read_otherwise() -> None:
    name_list = looked_at(csv_of())
    reconcile_list(name_list=name_list, fields={"surname": [1], "notes": [2, 3]}, by=SYSTEM())
    work.work_off(work_of(name_list).pk)
    assert name_list.entries.get(row_number=2).note == "05.03.1985; 3057"


@pytest.mark.parametrize("fields", [{"born": [2]}, {"full_name": [9]}, {"rank_of": [1]}])
def test_columns_that_cannot_be_are_refused(fields: dict) -> None:
    name_list = looked_at(csv_of())
    with pytest.raises(ValidationError):
        reconcile_list(name_list=name_list, fields=fields, by=SYSTEM())


def test_comparing_anew_makes_no_entry_twice() -> None:
    name_list = reconciled(*TWO)
    reconcile_list(name_list=name_list, by=SYSTEM())
    assert work.work_off(work_of(name_list).pk)
    assert name_list.entries.count() == 2


def test_what_is_entered_is_read_no_other_way() -> None:
    with pytest.raises(IllegalMove):
        reconcile_list(name_list=reconciled(*TWO), fields={"surname": [1]}, by=SYSTEM())


def test_the_same_file_is_known_again() -> None:
    first = received(csv_of())
    with pytest.raises(SameFile) as same:
        received(csv_of())
    assert same.value.name_list == first


def test_the_same_file_may_come_once_more() -> None:
    first = received(csv_of())
    assert received(csv_of(), once_more=True, official=True, previous=first).previous == first


def test_a_restricted_list_is_not_told_of_by_its_file() -> None:
    restrict_list(name_list=received(csv_of()), reason="synthetic", by=SYSTEM())
    assert received(csv_of(), by=user_with(Role.NEGOTIATOR))


def test_numbers_are_dense() -> None:
    assert [received().number for _each in range(3)] == [1, 2, 3]


def test_a_file_that_cannot_be_read_fails_with_its_reason() -> None:
    name_list = received(b"%PDF-1.7 nothing more")
    work.work_off(work_of(name_list).pk)
    assert work_of(name_list).failure == {"code": "broken_document", "params": {}}


def test_what_failed_can_be_tried_again() -> None:
    name_list = received(b"%PDF-1.7 nothing more")
    work.work_off(work_of(name_list).pk)
    assert try_again(name_list=name_list, by=SYSTEM()).status == "queued"


def test_what_is_cancelled_is_worked_on_no_more() -> None:
    name_list = received(csv_of())
    cancel(name_list=name_list, by=SYSTEM())
    assert not work.work_off(work_of(name_list).pk)
    assert try_again(name_list=name_list, by=SYSTEM()).status == "queued"


def test_a_void_list_takes_its_entries_along() -> None:
    name_list = reconciled(*TWO)
    by_two("void", name_list, why="tried out only")
    assert not ListEntry.objects.standing().exists()
    assert received(list_csv(*TWO))


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.REGISTRAR, Role.NEGOTIATOR, Role.MACHINE}])
def test_others_receive_none(role: Role) -> None:
    with pytest.raises(PermissionDenied):
        received(csv_of(), by=user_with(role))


def test_nobody_voids_alone() -> None:
    name_list = reconciled(*TWO)
    with pytest.raises(PermissionDenied):
        void_list(name_list=name_list, reason="synthetic", by=SYSTEM())
