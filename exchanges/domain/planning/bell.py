"""The bell for the workers of plans: it loads no solver, so that a page can ring it."""

import logging
import uuid

from celery import signature
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from audit.verbs import acting
from common import jobs
from exchanges.models import Plan
from exchanges.plan_enums import PlanStatus

logger = logging.getLogger(__name__)


def ring(pk: uuid.UUID) -> None:
    """Tell the workers to look at a plan. Without Redis nothing is lost: the dispatcher rings again later."""
    try:
        signature("exchanges.work_off_plan", args=[str(pk)]).apply_async(retry=False)
    except OperationalError:
        logger.warning("plan %s: the queue does not answer; the dispatcher will ring later", pk)


def dispatch() -> int:
    """Ring for every plan that waits or whose worker fell silent, and fail those that no attempt survived.

    Returns how many rings there were; doubles do no harm.
    """
    with transaction.atomic():
        if spent := jobs.spent(Plan):
            with acting(by=User.objects.system(), verb_name="exchanges.fail_plan"):
                fail(Plan.objects.filter(pk__in=spent), "worker_died")
    waiting = jobs.ripe(Plan)
    for pk in waiting:
        ring(pk)
    return len(waiting)


def fail(plans: QuerySet[Plan], failure: str) -> None:
    """End plans that come to nothing, within somebody's transaction."""
    plans.update(status=PlanStatus.FAILED, failure=failure, lease_until=None, finished_at=timezone.now())
