"""The job of a plan: done once, whoever works at it; cancelled or killed, it leaves nothing."""

import pytest

from common import jobs
from exchanges.domain.planning import bell, work
from exchanges.domain.planning.plans import cancel_plan
from exchanges.models import Plan, PlanChoice
from tests.factories.plans import ours, planned

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_done_once():
    plan = planned()
    assert [work.work_off(plan.pk), work.work_off(plan.pk)] == [True, False]
    assert Plan.objects.get().status == "done"


def test_a_plan_that_is_cancelled_meanwhile_leaves_nothing(monkeypatch):
    ours()
    plan, solve = planned(), work.outcome_of

    def cancelled(*arguments):
        cancel_plan(plan=plan, by=plan.asked_by)
        return solve(*arguments)

    monkeypatch.setattr(work, "outcome_of", cancelled)
    assert (work.work_off(plan.pk), PlanChoice.objects.count()) == (False, 0)


def test_a_fault_is_told_without_its_words(monkeypatch):
    monkeypatch.setattr(work, "candidates", lambda question: 1 / 0)
    work.work_off(planned().pk)
    assert (Plan.objects.get().status, Plan.objects.get().failure) == ("failed", "broke")


def test_a_plan_that_no_worker_survives_fails():
    plan = planned()
    Plan.objects.filter(pk=plan.pk).update(attempts=jobs.ATTEMPTS)
    bell.dispatch()
    plan.refresh_from_db()
    assert (plan.status, plan.failure) == ("failed", "worker_died")
