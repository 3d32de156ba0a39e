"""Workers killed with SIGKILL in the middle of a preview, a writing, an undo: no row is lost, none is doubled."""

import os
import signal

import pytest

from accounts.acts import UNDO_IMPORT
from accounts.models import User
from common import jobs
from prisoners.domain.importing import work
from prisoners.domain.importing.imports import confirm_import
from prisoners.import_enums import JobStatus
from prisoners.models import Captivity, Identifier, Person, PersonImport, PersonName
from tests.factories import by_two
from tests.factories.person_imports import many, now, previewed, queued, written
from tests.integration.conftest import wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
ROWS = 1_500


def idle(batch: PersonImport) -> bool:
    return now(batch).status in {JobStatus.IDLE, JobStatus.FAILED}


def part_done(batch: PersonImport, outcome: str) -> bool:
    return 0 < batch.rows.filter(outcome=outcome).count() < ROWS


def killed_midway(started, batch: PersonImport, outcome: str) -> None:
    """Kill the worker when a part of the rows is done; another child of it takes over."""
    wait_for(lambda: part_done(batch, outcome), 300)
    os.kill(started.child, signal.SIGKILL)
    assert batch.rows.filter(outcome=outcome).count() < ROWS, "it was killed midway"
    wait_for(lambda: idle(batch), 300)


def counted() -> dict[str, int]:
    return {model.__name__: model.objects.standing().count() for model in (Person, PersonName, Identifier, Captivity)}


def test_a_killed_preview_judges_each_row_once(worker, beat) -> None:
    batch = queued(many(ROWS))
    killed_midway(worker(), batch, "create")
    assert (now(batch).state, now(batch).status) == ("previewed", "idle")
    assert sorted(batch.rows.values_list("row_no", flat=True)) == list(range(2, ROWS + 2))


def test_a_killed_writing_writes_each_person_once(worker, beat) -> None:
    batch = previewed(many(ROWS))
    confirm_import(batch=batch, by=User.objects.system(), reason="synthetic")
    killed_midway(worker(), batch, "created")
    assert (now(batch).state, now(batch).status) == ("imported", "idle")
    assert set(counted().values()) == {ROWS}


def test_a_killed_undo_voids_everybody(worker, beat) -> None:
    batch = written(previewed(many(ROWS)))
    by_two(UNDO_IMPORT, batch, why="tried out only")
    killed_midway(worker(), batch, "undone")
    assert now(batch).state == "undone"
    assert set(counted().values()) == {0}


def test_a_worker_that_lost_its_lease_writes_nothing(monkeypatch) -> None:
    batch = previewed(many(10))
    confirm_import(batch=batch, by=User.objects.system(), reason="synthetic")
    stolen = []

    def steal(lease: jobs.Lease) -> None:
        if not stolen:
            PersonImport.objects.filter(pk=batch.pk).update(fence=lease.fence + 1)
            stolen.append(lease)
        confirm(lease)

    confirm = jobs.confirm
    monkeypatch.setattr(jobs, "confirm", steal)
    assert not work.work_off(batch.pk)
    assert not Person.objects.exists()


def test_without_the_fence_it_would_write(monkeypatch) -> None:
    batch = previewed(many(10))
    confirm_import(batch=batch, by=User.objects.system(), reason="synthetic")

    def steal(lease: jobs.Lease) -> None:
        PersonImport.objects.filter(pk=batch.pk).update(fence=lease.fence + 1)

    monkeypatch.setattr(jobs, "confirm", steal)
    work.work_off(batch.pk)
    assert Person.objects.count() == 10
