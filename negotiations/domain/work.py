"""How a list is worked off: its file read, entries made of its rows, candidates found; and what no worker survives."""

import logging
import uuid
from typing import Any

from celery import signature
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from accounts.models import User
from audit.verbs import acting
from common import jobs
from negotiations.domain.matching import propose
from negotiations.domain.reading.entries import make_entries
from negotiations.domain.reading.problems import ListRefused
from negotiations.domain.reading.tables import look_at, table_of
from negotiations.list_enums import ListStatus, ReconciliationStatus
from negotiations.models import NameList, Reconciliation

logger = logging.getLogger(__name__)

READING, ENTERING, COMPARING = "reading", "entering", "comparing"
VERB = "negotiations.work_off_list"


class Progress:
    """Says how far a step is, and that the job is still this worker's; called last in each transaction of the step."""

    def __init__(self, lease: jobs.Lease, heart: jobs.Heart, message: str) -> None:
        self.lease, self.heart, self.message = lease, heart, message

    def __call__(self, done: int, total: int | None = None) -> None:
        """Raises LostLease when another worker has the job by now, or somebody cancelled it."""
        if connection.in_atomic_block:
            jobs.confirm(self.lease)
        self.heart.tell(done=done, total=total, message=self.message)


def work_off(pk: uuid.UUID) -> bool:
    """Do what a list waits for, unless somebody else has it; True when this call finished it.

    A worker that is killed leaves the rest to another one: each part is a transaction that only the holder of the lease
    ends, and what is done is told by the entries and their states.
    """
    with acting(by=User.objects.system(), verb_name="negotiations.claim_list"):
        lease = jobs.claim(Reconciliation, pk, seconds=settings.JOB_LEASE_SECONDS)
    if lease is None:
        return False
    work = Reconciliation.objects.select_related("name_list__file", "name_list__party", "asked_by").get(pk=pk)
    try:
        with jobs.Heart(lease) as heart:
            _read(work, lease, heart)
            if work.confirmed:
                _compare(work, lease, heart)
        _settle(work, lease, ReconciliationStatus.DONE if work.confirmed else ReconciliationStatus.IDLE)
    except jobs.LostLease:
        logger.warning("list %s: attempt %s lost its lease", pk, lease.attempt)
        return False
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the list's to tell
        # Only the kind of the error: its words may hold what stood in a row.
        logger.error("list %s failed: %s", pk, type(error).__name__)
        return _fail(work, lease, error)
    return True


def _read(work: Reconciliation, lease: jobs.Lease, heart: jobs.Heart) -> None:
    """Read the file once, and guess how its columns are to be read where nobody has said it yet."""
    if work.columns:
        return
    progress = Progress(lease, heart, READING)
    progress(0)
    table = table_of(work.name_list.file)
    reading = look_at(table)
    with jobs.holding(lease), acting(by=work.asked_by, verb_name="negotiations.read_list"):
        work.columns, work.mapping, work.first_row = list(reading.columns), reading.as_json(), reading.first_row
        work.save(update_fields=["columns", "mapping", "first_row"])


def _compare(work: Reconciliation, lease: jobs.Lease, heart: jobs.Heart) -> None:
    make_entries(work, Progress(lease, heart, ENTERING))
    _move(work, lease, ListStatus.RECEIVED, ListStatus.READ)
    propose(work.name_list, progress=Progress(lease, heart, COMPARING))
    _move(work, lease, ListStatus.READ, ListStatus.RECONCILED)


def _move(work: Reconciliation, lease: jobs.Lease, since: ListStatus, to: ListStatus) -> None:
    with jobs.holding(lease), acting(by=work.asked_by, verb_name=VERB):
        NameList.objects.filter(pk=work.name_list_id, status=since).update(status=to)


def _settle(work: Reconciliation, lease: jobs.Lease, status: ReconciliationStatus, **failure: Any) -> None:
    with jobs.holding(lease), acting(by=work.asked_by, verb_name="negotiations.finish_list"):
        Reconciliation.objects.filter(pk=work.pk).update(status=status, lease_until=None, failure=failure)


def _fail(work: Reconciliation, lease: jobs.Lease, error: Exception) -> bool:
    why = error.as_json() if isinstance(error, ListRefused) else {"code": "broke"}
    try:
        _settle(work, lease, ReconciliationStatus.FAILED, **why)
    except jobs.LostLease:
        return False
    return True


def ring(pk: uuid.UUID) -> None:
    """Tell the workers to look at a list. Without Redis nothing is lost: the dispatcher rings again later."""
    try:
        signature("negotiations.work_off_list", args=[str(pk)]).apply_async(retry=False)
    except OperationalError:
        logger.warning("list %s: the queue does not answer; the dispatcher will ring later", pk)


def dispatch() -> int:
    """Ring for every list that waits or whose worker fell silent, and fail those that no attempt survived.

    Returns how many rings there were. It makes good every bell that was lost, and doubles do no harm.
    """
    with transaction.atomic():
        if spent := jobs.spent(Reconciliation):
            with acting(by=User.objects.system(), verb_name="negotiations.fail_list"):
                Reconciliation.objects.filter(pk__in=spent).update(
                    status=ReconciliationStatus.FAILED, failure={"code": "worker_died"}, lease_until=None
                )
    waiting = jobs.ripe(Reconciliation)
    for pk in waiting:
        ring(pk)
    return len(waiting)
