"""How a run is worked off: claim, answer, make the files, finish; and what becomes of runs that no worker survives."""

import logging
import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from audit.verbs import acting
from common import jobs
from reports import catalogue
from reports.artefacts import make
from reports.artefacts.document import Document
from reports.domain.answers import answer_now
from reports.domain.runs import ring
from reports.enums import RunStatus
from reports.models import Artefact, ReportRun

logger = logging.getLogger(__name__)

#: Reasons of a failure; reports/interfaces/presenters.py has them in words.
DIED, BROKE, FORBIDDEN, GONE = "worker_died", "broke", "forbidden", "no_such_report"


def work_off(pk: uuid.UUID) -> bool:
    """Answer a run, if it waits and nobody else has it; True when this call finished it.

    A worker that is killed leaves the run to another one; what a worker that lost its lease still writes is refused.
    """
    with acting(by=User.objects.system(), verb_name="reports.claim_run"):
        lease = jobs.claim(ReportRun, pk, seconds=settings.JOB_LEASE_SECONDS)
    if lease is None:
        return False
    run = ReportRun.objects.select_related("asked_by").get(pk=pk)
    try:
        with jobs.Heart(lease) as heart:
            document, files = _answer(run, heart)
        _finish(run, lease, document, files)
    except jobs.LostLease:
        logger.warning("run %s: attempt %s lost its lease", pk, lease.attempt)
        return False
    except Exception as error:
        # Whatever went wrong is the run's to tell: a worker that let it through would only try it again.
        logger.exception("run %s failed", pk)
        return _fail(run, lease, error)
    return True


def _answer(run: ReportRun, heart: jobs.Heart) -> tuple[Document, list[make.File]]:
    def progress(done: int, total: int | None, message: str) -> None:
        heart.tell(done=done, total=total, message=message)

    document = answer_now(catalogue.find(run.report), run.parameters, run.as_of, run.asked_by, progress, str(run.pk))
    with translation.override(run.language):
        return document, make.all_files(document, progress)


def _finish(run: ReportRun, lease: jobs.Lease, document: Document, files: list[make.File]) -> None:
    """Answer, files and the state in one transaction, which only the holder of the lease gets through."""
    with jobs.holding(lease), acting(by=run.asked_by, verb_name="reports.finish_run"):
        Artefact.objects.bulk_create(
            Artefact(
                run=run,
                format=file.format,
                file_name=file.name,
                content=file.content,
                size=len(file.content),
                sha256=file.sha256,
            )
            for file in files
        )
        ReportRun.objects.filter(pk=run.pk).update(
            status=RunStatus.DONE,
            answer=document.answer.as_json(),
            # Roles may have changed since it was asked: the answer is what they allowed when it was made.
            needs=sorted(document.report.needs(run.asked_by)),
            seen_change=document.seen_change,
            checksum=files[0].sha256,
            finished_at=timezone.now(),
            lease_until=None,
            message="",
        )


def _fail(run: ReportRun, lease: jobs.Lease, error: Exception) -> bool:
    try:
        with jobs.holding(lease), acting(by=run.asked_by, verb_name="reports.fail_run", reason=type(error).__name__):
            _mark_failed([run.pk], _reason(error))
    except jobs.LostLease:
        return False
    return True


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionDenied):
        return FORBIDDEN
    return GONE if isinstance(error, catalogue.UnknownReport) else BROKE


def dispatch() -> int:
    """Ring for every run that waits or whose worker fell silent, and fail those that no attempt survived.

    Returns how many rings there were. It makes good every bell that was lost, and doubles do no harm.
    """
    with transaction.atomic():
        if spent := jobs.spent(ReportRun):
            with acting(by=User.objects.system(), verb_name="reports.fail_run", reason=DIED):
                _mark_failed(spent, DIED)
    waiting = jobs.ripe(ReportRun)
    for pk in waiting:
        ring(pk)
    return len(waiting)


def remove_expired() -> int:
    """Empty the files made more than 24 hours ago; returns how many. What they were and whose is kept."""
    return Artefact.objects.expired().filter(content__isnull=False).update(content=None)


def _mark_failed(keys: list[uuid.UUID], reason: str) -> None:
    ReportRun.objects.filter(pk__in=keys).update(
        status=RunStatus.FAILED, failure=reason, finished_at=timezone.now(), lease_until=None
    )
