"""How a job is worked off, of whatever kind: claim, do, keep; and what becomes of jobs that no worker survives."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from celery import signature
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from audit.verbs import acting
from common import jobs
from reports.enums import RunStatus
from reports.models.job import Job

logger = logging.getLogger(__name__)

#: Reasons of a failure; reports/interfaces/presenters.py has them in words.
DIED, BROKE, FORBIDDEN, GONE = "worker_died", "broke", "forbidden", "no_such_report"


@dataclass(frozen=True)
class Kind:
    """What is to be done for a job of one model.

    `do(job, heart)` works outside of any transaction. `keep(job, made)` writes what it made, in the transaction that
    only the holder of the lease gets through, and answers with the columns of the finished row.
    """

    name: str
    model: type[Job]
    do: Callable[[Any, jobs.Heart], Any]
    keep: Callable[[Any, Any], dict[str, Any]]

    def ring(self, pk: uuid.UUID) -> None:
        """Tell the workers to look at a job. Without Redis nothing is lost: the dispatcher rings again later."""
        ring(self.name, pk)


def ring(name: str, pk: uuid.UUID) -> None:
    """Tell the workers to look at a job of the kind of this name."""
    try:
        signature(f"reports.{name}", args=[str(pk)]).apply_async(retry=False)
    except OperationalError:
        logger.warning("%s %s: the queue does not answer; the dispatcher will ring later", name, pk)


def work_off(kind: Kind, pk: uuid.UUID) -> bool:
    """Do a job, if it waits and nobody else has it; True when this call finished it.

    A worker that is killed leaves the job to another one; what a worker that lost its lease still writes is refused.
    """
    with acting(by=User.objects.system(), verb_name=f"reports.claim_{kind.name}"):
        lease = jobs.claim(kind.model, pk, seconds=settings.JOB_LEASE_SECONDS)
    if lease is None:
        return False
    job = kind.model.objects.select_related("asked_by").get(pk=pk)
    try:
        with jobs.Heart(lease) as heart:
            made = kind.do(job, heart)
        _finish(kind, job, lease, made)
    except jobs.LostLease:
        logger.warning("%s %s: attempt %s lost its lease", kind.name, pk, lease.attempt)
        return False
    except Exception as error:
        # Whatever went wrong is the job's to tell: a worker that let it through would only try it again.
        logger.exception("%s %s failed", kind.name, pk)
        return _fail(kind, job, lease, error)
    return True


def dispatch(kind: Kind) -> int:
    """Ring for every job that waits or whose worker fell silent, and fail those that no attempt survived.

    Returns how many rings there were. It makes good every bell that was lost, and doubles do no harm.
    """
    with transaction.atomic():
        if spent := jobs.spent(kind.model):
            with acting(by=User.objects.system(), verb_name=f"reports.fail_{kind.name}", reason=DIED):
                _mark_failed(kind, spent, DIED)
    waiting = jobs.ripe(kind.model)
    for pk in waiting:
        kind.ring(pk)
    return len(waiting)


def _finish(kind: Kind, job: Job, lease: jobs.Lease, made: Any) -> None:
    """What was made and the state in one transaction, which only the holder of the lease gets through."""
    ended = {"status": RunStatus.DONE, "finished_at": timezone.now(), "lease_until": None, "message": ""}
    with jobs.holding(lease), acting(by=job.asked_by, verb_name=f"reports.finish_{kind.name}"):
        kind.model.objects.filter(pk=job.pk).update(**kind.keep(job, made), **ended)


def _fail(kind: Kind, job: Job, lease: jobs.Lease, error: Exception) -> bool:
    told = {"by": job.asked_by, "verb_name": f"reports.fail_{kind.name}", "reason": type(error).__name__}
    try:
        with jobs.holding(lease), acting(**told):
            _mark_failed(kind, [job.pk], _reason(error))
    except jobs.LostLease:
        return False
    return True


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionDenied):
        return FORBIDDEN
    return GONE if isinstance(error, LookupError) else BROKE


def _mark_failed(kind: Kind, keys: list[uuid.UUID], reason: str) -> None:
    kind.model.objects.filter(pk__in=keys).update(
        status=RunStatus.FAILED, failure=reason, finished_at=timezone.now(), lease_until=None
    )
