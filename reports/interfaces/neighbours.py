"""How the neighbour room asks for reports (common/reporting.py)."""

import datetime
from collections.abc import Iterator
from typing import IO, Any

from accounts.models import User
from common import clock
from common.reading import Surface, shown
from common.reporting import Reporting, Schedules
from prisoners.models import Person
from reports import catalogue
from reports.domain.answers import csv_now, parquet_now
from reports.domain.exports import export_list
from reports.domain.runs import ask_for_run, cancel_run, check_as_of
from reports.domain.schedules import end_schedule, pause_schedule, resume_schedule, revise_schedule, schedule_report
from reports.domain.sharing import share_run, unshare_run
from reports.enums import CHARTS, ArtefactFormat, RunStatus
from reports.interfaces import comparing, presenters, time_left
from reports.interfaces.schedules import ScheduleFilter
from reports.models import Artefact, ReportRun, Schedule
from reports.queries.files import listed_with_files, runs_with_files
from reports.rules import may_take_files


def listed(user: User) -> list[dict[str, Any]]:
    """The reports that a user may run, with what they count and which parameters they take."""
    return [
        {
            "key": report.key,
            "topic": report.topic.value,
            "title": str(report.title),
            "question": str(report.question),
            "definition": str(report.definition),
            "parameters": report.parameters_schema(),
        }
        for report in catalogue.visible_to(user)
    ]


def ask(*, key: str, parameters: dict[str, Any], as_of: datetime.date | None, by: User) -> ReportRun:
    """Queue a run. Raises UnknownReport, and what `ask_for_run` raises."""
    return ask_for_run(report=catalogue.find(key), parameters=parameters, as_of=as_of, by=by)


def told(run: ReportRun, *, in_list: bool = False) -> dict[str, Any]:
    """A run for a client; `progress` is a share from 0 to 1, null while nobody knows how much there is.

    In a list the time left is told by rows only.
    """
    counted = run.status == RunStatus.RUNNING and run.message in time_left.IN_ROWS
    return {
        "id": run.pk,
        "version": run.version,
        "report": run.report,
        "parameters": run.parameters,
        "as_of": run.as_of,
        "language": run.language,
        "state": run.status,
        "progress": run.progress,
        "failure": run.failure,
        "asked_at": run.asked_at,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "checksum": run.checksum,
        "seen_change": run.seen_change,
        "shared_at": run.shared_at,
        "emptied_at": run.emptied_at,
        "rows_done": run.done if counted else None,
        "rows": run.total if counted else None,
        "seconds_left": time_left.seconds_left(run, by_rows_only=in_list),
        "artefacts": [
            {"format": file.format, "file_name": file.file_name, "size": file.size, "sha256": file.sha256}
            for file in run.artefacts.all()
        ],
    }


def artefact(run: ReportRun, kind: str, *, by: User) -> Artefact | None:
    """A file of a run that the reader may take, with its content, or None.

    The run, and whom the file names, are noted for the log of reads.
    """
    if kind not in CHARTS and not may_take_files(by, run):
        return None
    shown(ReportRun, [run.pk], Surface.EXPORT)
    file = run.artefacts.filter(format=kind).first()
    if file is not None and not file.has_expired:
        shown(Person, presenters.persons_named(run), Surface.EXPORT)
    return file


def compare(one: ReportRun, other: ReportRun, *, by: User) -> dict[str, Any]:
    """What moved between two answered runs of one report, which `by` may see. Raises LookupError for others."""
    pair = comparing.pair_of(one, other)
    shown(ReportRun, [one.pk, other.pk], Surface.API)
    return pair.as_json()


def csv(*, key: str, parameters: dict[str, Any], as_of: datetime.date | None, by: User) -> Iterator[bytes]:
    """The main table of a report, at once. Raises UnknownReport, and what `csv_now` raises."""
    report = catalogue.find(key)
    return csv_now(report, parameters, check_as_of(as_of or clock.today()), by)


def parquet(*, key: str, parameters: dict[str, Any], as_of: datetime.date | None, by: User) -> IO[bytes]:
    """The main table of a report as Parquet. Raises what `csv` raises."""
    report = catalogue.find(key)
    return parquet_now(report, parameters, check_as_of(as_of or clock.today()), by)


REPORTING = Reporting(
    listed=listed,
    ask=ask,
    cancel=cancel_run,
    runs=runs_with_files,
    listed_runs=listed_with_files,
    told=told,
    compare=compare,
    share=share_run,
    unshare=unshare_run,
    schedules=Schedules(
        model=Schedule,
        filterset=ScheduleFilter,
        create=schedule_report,
        revise=revise_schedule,
        pause=pause_schedule,
        resume=resume_schedule,
        end=end_schedule,
    ),
    artefact=artefact,
    csv=csv,
    parquet=parquet,
    export=export_list,
    states=tuple(RunStatus.values),
    formats=tuple(ArtefactFormat.values),
)
