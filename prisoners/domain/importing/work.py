"""How an import is worked off: claim, look through or write or undo, finish; and what no worker survives."""

import logging
import uuid

from celery import signature
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.models import User
from audit.verbs import acting
from common import jobs
from prisoners.domain.importing.preview import preview
from prisoners.domain.importing.problems import FileRefused
from prisoners.domain.importing.undo import undo
from prisoners.domain.importing.writing import write
from prisoners.import_enums import AFTER, ImportState, JobStatus
from prisoners.models import PersonImport

logger = logging.getLogger(__name__)

#: Reasons of a failure; prisoners/interfaces/importing/words.py has them in words.
DIED, BROKE, UNREADABLE = "worker_died", "broke", "unreadable"
WORK = {ImportState.PREVIEWING: preview, ImportState.WRITING: write, ImportState.UNDOING: undo}


def work_off(pk: uuid.UUID) -> bool:
    """Do what an import waits for, unless somebody else has it; True when this call finished it.

    A worker that is killed leaves the rest to another one: each part of the work is a transaction that only the holder
    of the lease ends, and what is done is told by the outcomes of the rows.
    """
    with acting(by=User.objects.system(), verb_name="prisoners.claim_import"):
        lease = jobs.claim(PersonImport, pk, seconds=settings.JOB_LEASE_SECONDS)
    if lease is None:
        return False
    batch = PersonImport.objects.select_related("asked_by", "file").get(pk=pk)
    try:
        with jobs.Heart(lease) as heart:
            WORK[ImportState(batch.state)](batch, lease, heart)
        _finish(batch, lease)
    except jobs.LostLease:
        logger.warning("import %s: attempt %s lost its lease", pk, lease.attempt)
        return False
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the import's to tell
        # Only the kind of the error: its words may hold what stood in a row.
        logger.error("import %s failed: %s", pk, type(error).__name__)
        return _fail(batch, lease, UNREADABLE if isinstance(error, FileRefused) else BROKE)
    return True


def _finish(batch: PersonImport, lease: jobs.Lease) -> None:
    with jobs.holding(lease), acting(by=batch.asked_by, verb_name="prisoners.finish_import", reason=batch.why):
        after = AFTER[ImportState(batch.state)]
        PersonImport.objects.filter(pk=batch.pk).update(
            state=after, status=JobStatus.IDLE, lease_until=None, message="", attempts=0
        )


def _fail(batch: PersonImport, lease: jobs.Lease, why: str) -> bool:
    try:
        with jobs.holding(lease), acting(by=batch.asked_by, verb_name="prisoners.fail_import", reason=why):
            _mark_failed([batch.pk], why)
    except jobs.LostLease:
        return False
    return True


def _mark_failed(keys: list[uuid.UUID], why: str) -> None:
    PersonImport.objects.filter(pk__in=keys).update(status=JobStatus.FAILED, failure=why, lease_until=None)


def ring(pk: uuid.UUID) -> None:
    """Tell the workers to look at an import. Without Redis nothing is lost: the dispatcher rings again later."""
    try:
        signature("prisoners.work_off_import", args=[str(pk)]).apply_async(retry=False)
    except OperationalError:
        logger.warning("import %s: the queue does not answer; the dispatcher will ring later", pk)


def dispatch() -> int:
    """Ring for every import that waits or whose worker fell silent, and fail those that no attempt survived.

    Returns how many rings there were. It makes good every bell that was lost, and doubles do no harm.
    """
    with transaction.atomic():
        if spent := jobs.spent(PersonImport):
            with acting(by=User.objects.system(), verb_name="prisoners.fail_import", reason=DIED):
                _mark_failed(spent, DIED)
    waiting = jobs.ripe(PersonImport)
    for pk in waiting:
        ring(pk)
    return len(waiting)
