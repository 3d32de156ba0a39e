"""How the neighbour room asks for reports (common/reporting.py)."""

import datetime
from collections.abc import Iterator
from typing import IO, Any

from accounts.models import User
from common import clock
from common.reading import Surface, shown
from common.reporting import Reporting
from prisoners.models import Person
from reports import catalogue
from reports.domain.answers import csv_now, parquet_now
from reports.domain.exports import export_list
from reports.domain.runs import ask_for_run, cancel_run, check_as_of
from reports.enums import ArtefactFormat, RunStatus
from reports.interfaces import presenters
from reports.models import Artefact, ReportRun
from reports.queries.files import runs_with_files


def listed(user: User) -> list[dict[str, Any]]:
    """The reports that a user may run, with what they count and which parameters they take."""
    return [
        {
            "key": report.key,
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


def told(run: ReportRun) -> dict[str, Any]:
    """A run for a client; `progress` is a share from 0 to 1, null while nobody knows how much there is."""
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
        "artefacts": [
            {"format": file.format, "file_name": file.file_name, "size": file.size, "sha256": file.sha256}
            for file in run.artefacts.all()
        ],
    }


def artefact(run: ReportRun, kind: str) -> Artefact | None:
    """A file of a run, with its content; the run, and whom the file names, are noted for the log of reads."""
    shown(ReportRun, [run.pk], Surface.EXPORT)
    file = run.artefacts.filter(format=kind).first()
    if file is not None and not file.has_expired:
        shown(Person, presenters.persons_named(run), Surface.EXPORT)
    return file


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
    told=told,
    artefact=artefact,
    csv=csv,
    parquet=parquet,
    export=export_list,
    states=tuple(RunStatus.values),
    formats=tuple(ArtefactFormat.values),
)
