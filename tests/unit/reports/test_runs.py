"""Asking for a run, seeing it, cancelling it, and working it off in this process."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction

from accounts.domain.people import take_role
from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common import jobs
from common.errors import IllegalMove
from reports import catalogue
from reports.domain import runs, work
from reports.domain.runs import ask_for_run, cancel_run
from reports.enums import RUN_MOVES, RunStatus
from reports.models import Artefact, ReportRun
from tests.factories import completed_exchange, user_with

pytestmark = pytest.mark.django_db
SWAP_RATIO = catalogue.find("swap-ratio")


@pytest.fixture
def analyst() -> User:
    return user_with(Role.ANALYST, language="en")


@pytest.fixture
def run(analyst: User) -> ReportRun:
    completed_exchange(40, 150)
    return ask_for_run(report=SWAP_RATIO, by=analyst)


def seen_by(user: User) -> list[ReportRun]:
    return list(ReportRun.objects.visible_to(user))


def test_a_run_waits_with_its_defaults(run, analyst) -> None:
    assert (run.status, run.asked_by, run.language) == (RunStatus.QUEUED, analyst, "en")
    assert run.parameters == {"known_on": None, "since": None, "group_by": "month", "variant": "all"}


@pytest.mark.parametrize(
    ("parameters", "field"), [({"group_by": "week"}, "group_by"), ({"x": 1}, "x"), ({"since": "soon"}, "since")]
)
def test_wrong_parameters_are_refused_by_field(analyst, parameters, field) -> None:
    with pytest.raises(ValidationError) as refused:
        ask_for_run(report=SWAP_RATIO, parameters=parameters, by=analyst)
    assert set(refused.value.message_dict) == {field}


def test_a_day_that_has_not_come_is_refused(analyst) -> None:
    with pytest.raises(ValidationError, match="not come"):
        ask_for_run(report=SWAP_RATIO, as_of=datetime.date(2999, 1, 1), by=analyst)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LIAISON, Role.ADMINISTRATOR])
def test_without_the_permission_nobody_asks(role) -> None:
    with pytest.raises(PermissionDenied):
        ask_for_run(report=SWAP_RATIO, by=user_with(role))


def test_one_sees_ones_own_runs_and_an_auditor_everybodys(run, analyst) -> None:
    assert (seen_by(analyst), seen_by(user_with(Role.ANALYST))) == ([run], [])
    assert seen_by(user_with(Role.AUDITOR)) == [run]


def test_who_lost_the_sight_of_exchanges_lost_the_runs(run, analyst) -> None:
    take_role(grant=analyst.role_grants.get(), by=User.objects.system(), reason="moved on")
    assert seen_by(User.objects.get(pk=analyst.pk)) == []


def test_the_answer_holds_what_the_asker_may_see_at_that_moment(run, analyst) -> None:
    take_role(grant=analyst.role_grants.get(), by=User.objects.system(), reason="moved on")
    work.work_off(run.pk)
    run.refresh_from_db()
    assert (run.status, run.failure, run.answer) == (RunStatus.FAILED, "forbidden", None)


def test_a_report_that_breaks_ends_as_failed(run, monkeypatch, caplog) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SWAP_RATIO, "answer", broken, raising=False)
    assert work.work_off(run.pk)
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, "broke")
    assert str(run.pk) in caplog.text


def test_cancelling_stops_a_waiting_run(run, analyst) -> None:
    assert cancel_run(run=run, by=analyst).status == RunStatus.CANCELLED
    assert not work.work_off(run.pk)
    with pytest.raises(IllegalMove):
        cancel_run(run=run, by=analyst)


def test_another_person_does_not_cancel_it(run) -> None:
    with pytest.raises(PermissionDenied):
        cancel_run(run=run, by=user_with(Role.ANALYST))


def test_a_run_cancelled_in_the_middle_writes_nothing(run, analyst) -> None:
    lease = jobs.claim(ReportRun, run.pk, seconds=20)
    cancel_run(run=run, by=analyst)
    with pytest.raises(jobs.LostLease), jobs.holding(lease):
        raise AssertionError("unreachable")
    assert not Artefact.objects.exists()


def test_asking_rings_after_the_commit(analyst, monkeypatch, django_capture_on_commit_callbacks) -> None:
    rung = []
    monkeypatch.setattr(runs, "ring", lambda name, pk: rung.append((name, pk)))
    with django_capture_on_commit_callbacks(execute=True):
        run = ask_for_run(report=SWAP_RATIO, by=analyst)
        assert rung == []
    assert rung == [("run", run.pk)]


def test_the_book_holds_the_states_but_no_heartbeat(run) -> None:
    lease = jobs.claim(ReportRun, run.pk, seconds=20)
    before = Change.objects.of(run).count()
    jobs.extend(lease, done=3, total=71, message="reading")
    assert Change.objects.of(run).count() == before == 2
    assert set(Change.objects.of(run).first().after) == {"status", "attempts", "started_at"}


@pytest.mark.parametrize("old", RunStatus)
@pytest.mark.parametrize("new", RunStatus)
def test_the_database_refuses_what_the_table_does_not_hold(run, old, new) -> None:
    path = {RunStatus.QUEUED: []}.get(old, [RunStatus.RUNNING, old] if old != RunStatus.RUNNING else [old])
    done = "answer = '{}', finished_at = now(), checksum = 'x', failure = 'x'"
    with connection.cursor() as cursor:
        for step in path:
            cursor.execute(f"UPDATE reports_reportrun SET status = %s, {done}", [step])
        move = (f"UPDATE reports_reportrun SET status = %s, {done}", [new])
        if new == old or new in RUN_MOVES[old]:
            cursor.execute(*move)
        else:
            with pytest.raises(InternalError, match="no move"), transaction.atomic():
                cursor.execute(*move)
