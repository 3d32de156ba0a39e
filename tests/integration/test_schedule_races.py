"""Beats that race fire a slot once and send a mail once; without the guard they do so many times."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from reports.domain import firing, notices
from reports.models import Notice, ReportRun, Schedule, Slot
from tests.factories.schedules import DUE, noticed, scheduled
from tests.integration.conftest import wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]
BEATS = 8


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What this many beats get that act at the same moment, each over its own connection."""
    start, got = threading.Barrier(BEATS), []

    def beat() -> None:
        try:
            start.wait()
            got.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=beat) for _number in range(BEATS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return got


@pytest.fixture
def schedule() -> Schedule:
    return scheduled(User.objects.system())


def test_beats_that_race_fire_a_slot_once(schedule) -> None:
    assert sorted(at_once(lambda: firing.fire(schedule, DUE))) == [False] * (BEATS - 1) + [True]
    assert (Slot.objects.count(), ReportRun.objects.count()) == (1, 1)


def test_control_without_the_unique_row_they_fire_it_many_times(schedule, request) -> None:
    constraint = next(each for each in Slot._meta.constraints if each.name == "slot_once")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Slot, constraint)

    def restore() -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE reports_slot DISABLE TRIGGER USER; DELETE FROM reports_slot;")
            cursor.execute("ALTER TABLE reports_slot ENABLE TRIGGER USER")
        with connection.schema_editor() as editor:
            editor.add_constraint(Slot, constraint)

    try:
        at_once(lambda: firing.fire(schedule, DUE))
        assert ReportRun.objects.count() == BEATS
    finally:
        restore()


@pytest.fixture
def sent(settings, tmp_path) -> Callable[[], int]:
    """How many mails went out; each takes a while, as to a server far away."""
    settings.EMAIL_BACKEND = "tests.integration.slow_mail.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.SITE_URL = tmp_path, "https://obmin.example"
    User.objects.filter(pk=noticed().user_id).update(email="jo@obmin.example")
    return lambda: len(list(Path(tmp_path).glob("*.log")))


def test_beats_that_race_send_a_mail_once(sent) -> None:
    assert sum(at_once(notices.send_due)) == sent() == 1


def test_control_without_the_lock_they_send_it_many_times(sent, monkeypatch) -> None:
    monkeypatch.setattr(type(Notice.objects.due()), "select_for_update", lambda self, **_how: self)
    at_once(notices.send_due)
    assert sent() > 1


def test_two_beats_and_a_worker_fire_a_slot_once(schedule, worker, celery, tmp_path) -> None:
    for name in ("one", "two"):
        celery("beat", "-s", str(tmp_path / name), "--pidfile", "")
    worker()
    wait_for(lambda: ReportRun.objects.filter(status="done").exists() and Slot.objects.filter(told_at__isnull=False))
    slot = Slot.objects.get()
    assert (slot.due_at, ReportRun.objects.get()) == (schedule.slot_before(timezone.now()), slot.run)
