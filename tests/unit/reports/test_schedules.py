"""A schedule: who may make it, when it is due, what it asks as whom, and what stops it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from accounts.domain.people import take_role
from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common.errors import IllegalMove
from reports.domain.firing import due, fire, fire_due
from reports.domain.schedules import (
    end_schedule,
    pause_schedule,
    resume_schedule,
    revise_schedule,
    schedule_report,
)
from reports.models import ReportRun, Schedule, Slot
from reports.schedule_enums import ScheduleStatus
from tests.factories import user_with
from tests.factories.schedules import DUE, scheduled

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)
MINUTE = datetime.timedelta(minutes=1)


def now(schedule: Schedule) -> Schedule:
    return Schedule.objects.select_related("owner").get(pk=schedule.pk)


class TestMaking:
    def test_parameters_are_completed(self) -> None:
        assert scheduled(parameters={"group_by": "year"}).parameters == {
            "since": None, "known_on": None, "group_by": "year", "variant": "all",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"report": "weather"}, "report"),
            ({"parameters": {"group_by": "week"}}, "group_by"),
            ({"role": "liaison"}, "role"),
            ({"role": "tsar"}, "role"),
            ({"weekday": 8}, "weekday"),
            ({"as_of": "soon"}, "as_of"),
        ],
    )
    def test_what_is_wrong_is_named(self, told, field) -> None:
        with pytest.raises(ValidationError) as refused:
            scheduled(**told)
        assert set(refused.value.message_dict) == {field}

    def test_who_may_not_narrow_a_question_schedules_none_that_does(self) -> None:
        with pytest.raises(ValidationError) as refused:
            scheduled(report="backlog", parameters={"sex": "female"})
        assert set(refused.value.message_dict) == {"sex"}

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.LIAISON])
    def test_without_the_permission_nobody_schedules(self, role) -> None:
        with pytest.raises(PermissionDenied):
            schedule_report(report="swap-ratio", role="analyst", by=user_with(role))


class TestTime:
    def test_the_slot_before_a_moment(self) -> None:
        schedule = scheduled()
        assert schedule.slot_before(DUE) == DUE
        assert schedule.slot_before(DUE - MINUTE) == DUE - WEEK
        assert schedule.slot_after(DUE) == DUE + WEEK

    def test_it_is_eight_in_summer_too(self) -> None:
        summer = datetime.datetime(2026, 7, 9, 12, tzinfo=timezone.get_default_timezone())
        assert timezone.localtime(scheduled().slot_before(summer)).hour == 8

    def test_a_month_ends_with_the_month_before(self) -> None:
        assert Schedule(as_of="month_end").day_on(datetime.date(2026, 3, 1)) == datetime.date(2026, 2, 28)

    def test_one_is_due_once_however_many_slots_were_missed(self) -> None:
        schedule = scheduled()
        assert due(DUE + MINUTE) == [(schedule, DUE)]
        fire(schedule, DUE)
        assert due(DUE + MINUTE) == []
        assert due(DUE + 3 * WEEK) == [(schedule, DUE + 3 * WEEK)]

    def test_a_slot_from_before_it_was_made_is_not_made_up(self) -> None:
        Schedule.objects.filter(pk=scheduled().pk).update(active_since=DUE + MINUTE)
        assert due(DUE + WEEK - MINUTE) == []

    @pytest.mark.parametrize("rows", [1, 3])
    def test_finding_what_is_due_is_one_query(self, rows, django_assert_num_queries) -> None:
        for _number in range(rows):
            scheduled()
        with django_assert_num_queries(1):
            assert len(due(DUE)) == rows


class TestFiring:
    def test_it_asks_as_its_owner(self) -> None:
        schedule = scheduled(parameters={"group_by": "year"})
        assert fire_due() == 1
        run = Slot.objects.get(schedule=schedule).run
        assert (run.asked_by, run.language, run.as_of) == (schedule.owner, "en", timezone.localdate())
        assert run.parameters["group_by"] == "year"

    def test_a_slot_is_fired_once(self) -> None:
        schedule = scheduled()
        assert [fire(schedule, DUE), fire(schedule, DUE)] == [True, False]
        assert ReportRun.objects.count() == 1

    def test_the_database_holds_one_row_for_a_slot(self) -> None:
        schedule = scheduled()
        fire(schedule, DUE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.create(schedule=schedule, due_at=DUE)

    def test_an_owner_who_lost_the_sight_stops_it(self) -> None:
        schedule = scheduled()
        take_role(grant=schedule.owner.role_grants.get(), by=User.objects.system(), reason="moved on")
        assert not fire(schedule, DUE)
        assert (now(schedule).status, now(schedule).why_stopped) == (ScheduleStatus.STOPPED, "forbidden")
        assert (Slot.objects.get().run, Slot.objects.get().refused) == (None, "forbidden")
        assert not ReportRun.objects.exists()

    def test_a_question_that_is_no_longer_taken_stops_it(self) -> None:
        schedule = scheduled()
        Schedule.objects.filter(pk=schedule.pk).update(parameters={"group_by": "fortnight"})
        assert not fire(schedule, DUE)
        assert now(schedule).why_stopped == "refused"

    def test_a_report_that_is_gone_stops_it(self) -> None:
        schedule = scheduled()
        Schedule.objects.filter(pk=schedule.pk).update(report="weather")
        fire(schedule, DUE)
        assert now(schedule).why_stopped == "gone"

    def test_the_book_says_that_the_schedule_asked(self) -> None:
        schedule = scheduled()
        fire(schedule, DUE)
        change = Change.objects.of(Slot.objects.get()).last()
        assert (change.actor_id, change.verb) == (schedule.owner_id, "reports.fire_schedule")


class TestStates:
    def test_a_paused_one_asks_nothing_until_it_is_resumed(self) -> None:
        schedule = scheduled()
        pause_schedule(schedule=schedule, by=schedule.owner)
        assert fire_due() == 0
        assert not fire(schedule, DUE), "found due before it was paused"
        resume_schedule(schedule=now(schedule), by=schedule.owner)
        assert fire_due() == 0, "slots that passed meanwhile are not made up"
        assert (now(schedule).status, Slot.objects.count()) == (ScheduleStatus.ACTIVE, 0)

    def test_an_ended_one_asks_nothing(self) -> None:
        schedule = scheduled()
        end_schedule(schedule=schedule, by=schedule.owner, reason="nobody reads it")
        assert fire_due() == 0
        assert not fire(schedule, DUE)

    def test_another_time_holds_from_its_next_slot_on(self) -> None:
        schedule = scheduled()
        revised = revise_schedule(schedule=schedule, by=schedule.owner, at=datetime.time(9))
        assert revised.active_since > DUE - WEEK * 52
        same = revise_schedule(schedule=revised, by=schedule.owner, role=Role.REGISTRAR)
        assert same.active_since == revised.active_since

    def test_only_its_owner_changes_it(self) -> None:
        schedule, other = scheduled(), user_with(Role.ANALYST)
        for verb in (pause_schedule, revise_schedule):
            with pytest.raises(PermissionDenied):
                verb(schedule=schedule, by=other)

    def test_what_is_paused_is_not_paused_again(self) -> None:
        schedule = scheduled()
        pause_schedule(schedule=schedule, by=schedule.owner)
        with pytest.raises(IllegalMove):
            pause_schedule(schedule=schedule, by=schedule.owner)

    def test_the_database_refuses_a_move_round_the_door(self) -> None:
        schedule = scheduled()
        rows = Schedule.objects.filter(pk=schedule.pk)
        rows.update(status=ScheduleStatus.PAUSED)
        with pytest.raises(InternalError, match="no move"), transaction.atomic():
            rows.update(status=ScheduleStatus.STOPPED, why_stopped="gone")

    def test_whom_it_tells_sees_it_and_others_do_not(self) -> None:
        schedule = scheduled(role=Role.REGISTRAR)
        told, other, auditor = (user_with(role) for role in (Role.REGISTRAR, Role.ANALYST, Role.AUDITOR))
        seen = [list(Schedule.objects.visible_to(user)) for user in (schedule.owner, told, auditor, other)]
        assert seen == [[schedule]] * 3 + [[]]
