"""Verbs of an import of the public record: preview it, confirm it, undo it. Pages and commands call the same."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.bulk import copy_in
from common.errors import IllegalMove
from exchanges.domain.import_records import build
from exchanges.domain.import_rows import Cells, Judged, judge
from exchanges.domain.import_undo import check_untouched, void_all
from exchanges.enums import BATCH_MOVES, BatchStatus, RowOutcome
from exchanges.models import ImportBatch, ImportRow

#: The key of the lock that imports take.
ONE_AT_A_TIME = 0x4F424D494E
SETTLE = """
    UPDATE exchanges_importrow AS row
    SET outcome = settled.outcome, exchange_id = settled.exchange_id, problems = settled.problems
    FROM unnest(%s::int[], %s::text[], %s::uuid[], %s::jsonb[]) AS settled (row_no, outcome, exchange_id, problems)
    WHERE row.batch_id = %s AND row.row_no = settled.row_no
"""


@verb("exchanges.preview_import", permission=Permission.EXCHANGES_IMPORT)
def preview_import(*, file_name: str, sha256: str, size: int, rows: Mapping[int, Cells], by: User) -> ImportBatch:
    """Judge the rows of a file and keep them as they came; no exchange is written.

    `size` is in bytes; `rows` are cells by column, by row number. Raises ValidationError where the sides of the public
    record are not registered as parties.
    """
    judged, _known = judge(rows)
    batch = records.create(ImportBatch, file_name=file_name[-255:], sha256=sha256, size=size)
    copy_in(ImportRow, [_kept(batch, row) for row in judged])
    return batch


@verb("exchanges.confirm_import", permission=Permission.EXCHANGES_IMPORT)
def confirm_import(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Create what the preview promised, unless it has come to be there in the meantime; such a row is then told so.

    Raises IllegalMove for an import that was confirmed or undone already.
    """
    current = _moved(batch, BatchStatus.CONFIRMED)
    waiting = current.rows.filter(outcome=RowOutcome.CREATE).order_by("row_no")
    judged, known = judge({row.row_no: row.raw for row in waiting})
    made = build([row for row in judged if row.outcome == RowOutcome.CREATE], known)
    made.write()
    _settle(current, judged, made.exchange_of)
    current.parents_added, current.sources_added = made.parents, made.sources
    records.written(current, "status", "parents_added", "sources_added")
    made.end()
    return current


@verb("exchanges.undo_import", permission=Permission.EXCHANGES_VOID)
def undo_import(*, batch: ImportBatch, by: User, reason: str) -> ImportBatch:
    """Void everything that an import created. What it found there already stays.

    The act of two people. Raises ValidationError when something that it created was changed or built upon since; the
    error names the rows. Raises IllegalMove for an import that is not confirmed.
    """
    current = _moved(batch, BatchStatus.UNDONE)
    check_untouched(current)
    void_all(current, by=by, reason=reason)
    return records.written(current, "status")


def check_undo(batch: ImportBatch) -> None:
    """Raises IllegalMove or ValidationError where the import cannot be undone as things are."""
    _check_move(batch, BatchStatus.UNDONE)
    check_untouched(batch)


def _check_move(batch: ImportBatch, to: BatchStatus) -> None:
    if to not in BATCH_MOVES[BatchStatus(batch.status)]:
        raise IllegalMove(_("This import is already: %(status)s.") % {"status": batch.get_status_display()})


def _moved(batch: ImportBatch, to: BatchStatus) -> ImportBatch:
    """The import as it is now, locked and to be saved in its next state, while no other import moves."""
    current = records.lock(batch)
    _check_move(current, to)
    one_at_a_time()
    current.status = to
    return current


def one_at_a_time() -> None:
    """Wait until no other import moves; held to the end of the transaction.

    Two files with the same row would otherwise both find that it is not there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _kept(batch: ImportBatch, row: Judged) -> dict[str, Any]:
    return {
        "batch_id": batch.pk,
        "row_no": row.row_no,
        "raw": row.cells,
        "key": row.key,
        "outcome": row.outcome,
        "problems": [problem.as_json() for problem in row.problems],
        "exchange_id": row.exchange_id,
    }


def _settle(batch: ImportBatch, judged: list[Judged], exchange_of: Mapping[int, Any]) -> None:
    """What became of each row that was to be created: one statement for all of them."""
    outcomes = [RowOutcome.CREATED if row.row_no in exchange_of else row.outcome for row in judged]
    exchanges = [exchange_of.get(row.row_no, row.exchange_id) for row in judged]
    columns = [
        [row.row_no for row in judged],
        [str(outcome) for outcome in outcomes],
        [exchange and str(exchange) for exchange in exchanges],
        [json.dumps([problem.as_json() for problem in row.problems]) for row in judged],
    ]
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [*columns, batch.pk])
