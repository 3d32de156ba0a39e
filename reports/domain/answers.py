"""Answering a question: the one code path of page, worker, command and API."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import Change
from common.ids import new_id
from common.watermark import Watermark
from reports import catalogue
from reports.artefacts.document import Document
from reports.artefacts.parquet import as_parquet
from reports.artefacts.tabular import csv_chunks
from reports.catalogue.report import Progress, Report, silent


def answer_now(
    report: Report,
    parameters: dict[str, Any],
    as_of: datetime.date,
    user: User,
    progress: Progress = silent,
    export: str = "",
) -> Document:
    """Answer from one consistent snapshot of what the user may see. `parameters` as `Report.clean` gives them.

    `export` is the id that marks the files, a new one unless given.

    Raises PermissionDenied for a user who may not see the records, ValidationError for what the user may not ask.
    """
    refuse_unread(user, report)
    report.check(parameters, as_of, user)
    with snapshot():
        seen = Change.objects.order_by("-id").values_list("id", flat=True).first()
        answer = report.suppress(report.answer(parameters, as_of, user, progress), user)
        appendix = report.appendix(parameters, as_of, user)
    return Document(
        report=report,
        parameters=parameters,
        as_of=as_of,
        mark=Watermark(str(user), user.username, timezone.now(), export or str(new_id())),
        seen_change=seen,
        answer=answer,
        appendix=appendix,
    )


def answer_as_system(report: Report, parameters: dict[str, Any], as_of: datetime.date) -> Document:
    """Answer from all records, for whoever holds the keys of the machine."""
    return answer_now(report, parameters, as_of, User.objects.system())


def csv_now(report: Report, parameters: dict[str, Any], as_of: datetime.date, user: User) -> Iterator[bytes]:
    """The main table of an answer as CSV, at once and in chunks: the same bytes as the file of a run.

    Raises ValidationError by field for wrong parameters and PermissionDenied, before the first chunk.
    """
    return csv_chunks(answer_now(report, report.clean(parameters), as_of, user).answer)


def parquet_now(report: Report, parameters: dict[str, Any], as_of: datetime.date, user: User) -> IO[bytes]:
    """The main table of an answer as Parquet, at once. Raises what `csv_now` raises."""
    return as_parquet(answer_now(report, report.clean(parameters), as_of, user).answer)


def refuse_unread(user: User, report: Report) -> None:
    """Raises PermissionDenied for a user who may not see the records that a report reads."""
    if not catalogue.may_read(user, report):
        raise PermissionDenied(_("This report reads records that you may not see."))


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see the same moment. Within another's transaction they see what that one sees."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
