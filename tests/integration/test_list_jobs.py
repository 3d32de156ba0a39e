"""Workers killed with SIGKILL in the middle of a list: each row is entered once, what was decided stays decided."""

import os
import signal

import pytest

from accounts.models import User
from common import jobs
from negotiations.domain import work
from negotiations.domain.lists import cancel, reconcile_list
from negotiations.models import ListEntry, NameList, Reconciliation
from tests.factories.lists import decision_of, many_names, received, reconciled, work_of
from tests.integration.conftest import wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
ROWS = 1_500


def ended(name_list: NameList) -> bool:
    return work_of(name_list).status in {"done", "failed"}


def part_entered(name_list: NameList) -> bool:
    return 0 < name_list.entries.count() < ROWS


def killed_midway(started, name_list: NameList) -> None:
    wait_for(lambda: part_entered(name_list), 300)
    os.kill(started.child, signal.SIGKILL)
    assert part_entered(name_list), "it was killed midway"
    wait_for(lambda: ended(name_list), 300)


def test_a_killed_worker_enters_each_row_once(worker, beat) -> None:
    name_list = received(many_names(ROWS), at_once=True)
    killed_midway(worker(), name_list)
    assert work_of(name_list).status == "done"
    assert sorted(name_list.entries.values_list("row_number", flat=True)) == list(range(2, ROWS + 2))


def test_a_killed_comparison_keeps_what_was_decided(worker, beat) -> None:
    name_list = reconciled(content=many_names(300))
    entry = name_list.entries.get(row_number=2)
    decision = decision_of(entry)
    ListEntry.objects.filter(pk=entry.pk).update(state="decided")
    reconcile_list(name_list=name_list, by=User.objects.system())
    started = worker()
    wait_for(lambda: work_of(name_list).status == "running" or ended(name_list), 100)
    os.kill(started.child, signal.SIGKILL)
    wait_for(lambda: ended(name_list), 300)
    assert (work_of(name_list).status, name_list.entries.count()) == ("done", 300)
    assert [each.pk for each in entry.decisions.standing()] == [decision.pk]
    assert ListEntry.objects.get(pk=entry.pk).state == "decided"


def stolen(monkeypatch, act) -> NameList:
    """A list that is taken from its worker before its first rows are entered."""
    name_list, confirm = received(many_names(10), at_once=True), jobs.confirm

    def taken(lease: jobs.Lease) -> None:
        act(name_list, lease)
        confirm(lease)

    monkeypatch.setattr(jobs, "confirm", taken)
    return name_list


def fenced_off(name_list: NameList, lease: jobs.Lease) -> None:
    Reconciliation.objects.filter(name_list=name_list).update(fence=lease.fence + 1)


def test_a_worker_that_lost_its_lease_enters_nothing(monkeypatch) -> None:
    name_list = stolen(monkeypatch, fenced_off)
    assert not work.work_off(work_of(name_list).pk)
    assert not name_list.entries.exists()


def test_a_worker_whose_list_was_cancelled_enters_nothing(monkeypatch) -> None:
    by = User.objects.system()
    name_list = stolen(monkeypatch, lambda name_list, lease: cancel(name_list=name_list, by=by))
    assert not work.work_off(work_of(name_list).pk)
    assert not name_list.entries.exists()


def test_without_the_fence_it_would_enter_them(monkeypatch) -> None:
    name_list = received(many_names(10), at_once=True)
    monkeypatch.setattr(jobs, "confirm", lambda lease: fenced_off(name_list, lease))
    work.work_off(work_of(name_list).pk)
    assert name_list.entries.count() == 10
