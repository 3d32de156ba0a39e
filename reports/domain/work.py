"""How a run is worked off: its answer, and the files made of it."""

import uuid

from django.utils import timezone, translation

from accounts.models import User
from audit.verbs import acting
from common import jobs
from reports import catalogue
from reports.artefacts import make
from reports.artefacts.document import Document
from reports.domain import working
from reports.domain.answers import answer_now
from reports.models import Artefact, ReportRun

#: Answers that one ring removes; what is left the next one does.
MOST_EMPTIED = 500


def work_off(pk: uuid.UUID) -> bool:
    """Answer a run, if it waits and nobody else has it; True when this call finished it."""
    return working.work_off(RUNS, pk)


def _answer(run: ReportRun, heart: jobs.Heart) -> tuple[Document, list[make.File]]:
    def progress(done: int, total: int | None, message: str) -> None:
        heart.tell(done=done, total=total, message=message)

    document = answer_now(catalogue.find(run.report), run.parameters, run.as_of, run.asked_by, progress, str(run.pk))
    with translation.override(run.language):
        return document, make.all_files(document, progress)


def _keep(run: ReportRun, made: tuple[Document, list[make.File]]) -> dict:
    document, files = made
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
    return {
        "answer": document.answer.as_json(),
        # Roles may have changed since it was asked: the answer is what they allowed when it was made.
        "needs": sorted(document.report.needs(run.asked_by)),
        "seen_change": document.seen_change,
        "checksum": files[0].sha256,
    }


def dispatch() -> int:
    """Ring for the runs that wait; returns for how many."""
    return working.dispatch(RUNS)


def remove_expired() -> int:
    """Empty the files made more than 24 hours ago; returns how many. What they were and whose is kept."""
    return Artefact.objects.expired().filter(content__isnull=False).update(content=None)


def empty_overdue() -> int:
    """Remove the answers that are kept no longer, with their charts; returns how many. Question and checksum stay."""
    with acting(by=User.objects.system(), verb_name="reports.empty_runs"):
        keys = [*ReportRun.objects.overdue().order_by("finished_at").values_list("pk", flat=True)[:MOST_EMPTIED]]
        Artefact.objects.filter(run__in=keys, content__isnull=False).update(content=None)
        return ReportRun.objects.filter(pk__in=keys).update(answer=None, emptied_at=timezone.now())


RUNS = working.Kind("run", ReportRun, _answer, _keep)
