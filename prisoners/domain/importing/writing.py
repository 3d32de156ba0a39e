"""The writing of an import: new persons by INSERT ... SELECT from the rows themselves, in chunks, two side by side."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from threading import Barrier

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import Max, Model

from accounts.models import User
from audit.models import Change
from audit.verbs import acting
from common import jobs
from prisoners.domain.importing.adding import add_to_recorded
from prisoners.domain.importing.judging import Judged, compare
from prisoners.domain.importing.problems import Problem
from prisoners.domain.importing.said import Said
from prisoners.domain.importing.values import SAID
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.models import Captivity, Detention, Identifier, Person, PersonImport, PersonImportRow, PersonName
from prisoners.queries.imports import recorded

VERB = "prisoners.write_import"
WRITERS = 2
#: Which part of what a row says becomes a record of which table. A captivity may be missing (JSON null).
PARTS: tuple[tuple[type[Model], str], ...] = (
    (Person, "jsonb_to_record(row.parsed -> 'person')"),
    (PersonName, "jsonb_to_recordset(row.parsed -> 'names')"),
    (Identifier, "jsonb_to_recordset(row.parsed -> 'identifiers')"),
    (Captivity, "jsonb_to_recordset(jsonb_path_query_array(row.parsed, '$.captivity ? (@.id != null)'))"),
    (Detention, "jsonb_to_recordset(row.parsed -> 'detentions')"),
)
ROWS = """prisoners_personimportrow row
          WHERE row.batch_id = %s AND row.row_no BETWEEN %s AND %s AND row.outcome = 'create'"""
INSERT = """
INSERT INTO {table} ({columns})
SELECT {values}
FROM jsonb_populate_record(NULL::{table}, %s::jsonb) blank,
     (SELECT row.parsed FROM {rows}) row,
     LATERAL {part} said ({said})
"""
SETTLE = f"""
UPDATE prisoners_personimportrow row
SET outcome = 'created', person_id = (row.parsed #>> '{{person,id}}')::uuid, parsed = NULL,
    changed = jsonb_build_object('detentions', jsonb_array_length(row.parsed -> 'detentions'))
{ROWS.replace("prisoners_personimportrow row", "")}
"""  # noqa: S608


def write(batch: PersonImport, lease: jobs.Lease, heart: jobs.Heart) -> None:
    """Write the rows that are to be written and are not written yet. Raises LostLease."""
    if _anything_came_since(batch):
        for chunk in _chunks(batch):
            _look_again(batch, lease, chunk)
    waiting = batch.rows.filter(outcome__in=(Outcome.CREATE, Outcome.TAKE, Outcome.OVERRIDE))
    total, done = waiting.count(), 0
    for written in _side_by_side(batch, lease, _chunks(batch)):
        done += written
        heart.tell(done=done, total=total, message="writing")
    done += add_to_recorded(
        batch, lease, told=lambda more: heart.tell(done=done + more, total=total, message="writing")
    )


def _anything_came_since(batch: PersonImport) -> bool:
    """Whether a name or a number was recorded since the rows were judged."""
    later = Change.objects.filter(pk__gt=batch.seen_change, model__in=("prisoners.personname", "prisoners.identifier"))
    return later.exists()


def seen_now() -> int:
    """The last change of the book."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def _chunks(batch: PersonImport) -> Iterator[list[int]]:
    """Numbers of the rows that are to be created, some at a time."""
    numbers = iter(batch.rows.filter(outcome=Outcome.CREATE).order_by("row_no").values_list("row_no", flat=True))
    while chunk := list(islice(numbers, settings.IMPORT_CHUNK)):
        yield chunk


def _side_by_side(batch: PersonImport, lease: jobs.Lease, chunks: Iterator[list[int]]) -> Iterator[int]:
    """Write chunks, each writer over a connection of its own; tells how many rows each had, as they are done.

    One chunk waits for each writer: a lost lease is noticed soon, and not all chunks are in flight.
    """
    with ThreadPoolExecutor(max_workers=WRITERS) as writers:
        pending: set[Future[int]] = set()
        try:
            while pending := pending | {
                writers.submit(_written, batch, lease, chunk) for chunk in islice(chunks, 2 * WRITERS - len(pending))
            }:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield sum(each.result() for each in done)
        finally:
            for each in pending:
                each.cancel()
            wait(pending)
            _closed(writers)


def _closed(writers: ThreadPoolExecutor) -> None:
    """Each writer closes its connection: a task for each, which waits until every writer has one."""
    together = Barrier(WRITERS)
    wait([writers.submit(lambda: (together.wait(), connection.close())) for _writer in range(WRITERS)])


def _written(batch: PersonImport, lease: jobs.Lease, chunk: Sequence[int]) -> int:
    try:
        _write(batch, lease, chunk)
    except IntegrityError:
        # A number or a row of these came to be recorded a moment ago: it is told so, and the others are written.
        _look_again(batch, lease, chunk)
        _write(batch, lease, chunk)
    return len(chunk)


def _write(batch: PersonImport, lease: jobs.Lease, chunk: Sequence[int]) -> None:
    """One chunk in one transaction, which only the holder of the lease ends."""
    where = [batch.pk, chunk[0], chunk[-1]]
    with acting(by=batch.asked_by, verb_name=VERB, reason=batch.why), connection.cursor() as cursor:
        for model, part in PARTS:
            cursor.execute(_insert(model, part), [_blank(model), *where])
        cursor.execute(SETTLE, where)
        jobs.confirm(lease)


def _insert(model: type[Model], part: str) -> str:
    """Only what a row may say is made from JSON, for each row; the rest of a record is the same for all."""
    quote = connection.ops.quote_name
    said = SAID[model._meta.model_name]
    columns = [field.column for field in _fields(model)]
    return INSERT.format(
        table=quote(model._meta.db_table),
        columns=", ".join(map(quote, columns)),
        values=", ".join(
            f"COALESCE(said.{name}, blank.{name})" if name in said else f"blank.{name}" for name in columns
        ),
        rows=ROWS,
        part=part,
        said=", ".join(
            f"{field.column} {field.db_type(connection)}" for field in _fields(model) if field.column in said
        ),
    )


def _fields(model: type[Model]) -> list:
    return [field for field in model._meta.concrete_fields if not field.generated and not field.has_db_default()]


def _blank(model: type[Model]) -> str:
    """A record of which nothing is known, as JSON: what a row does not say is as a form would leave it."""
    given = {field.column: None if field.primary_key else field.get_default() for field in _fields(model)}
    return json.dumps({column: value for column, value in given.items() if value is not None}, default=str)


def _look_again(batch: PersonImport, lease: jobs.Lease, chunk: Sequence[int]) -> None:
    """Hold rows against what has come to be recorded since they were judged; what they brought themselves aside."""
    rows = list(batch.rows.filter(outcome=Outcome.CREATE, row_no__range=(chunk[0], chunk[-1])).order_by("row_no"))
    if not rows:
        return
    found = recorded([(row.key, row.parsed) for row in rows], batch.asked_by)
    like = {str(each.person) for likely in found.like.values() for each in likely}
    ours = set(batch.rows.filter(person__in=like).values_list("person", flat=True))
    decided = [bool(row.decided_by_id) for row in rows]
    for at, likely in found.like.items():
        # Who decided that somebody is another person knew of those with the name; a number is another matter.
        found.like[at] = [
            each for each in likely if each.person not in ours and ("number" in each.why or not decided[at])
        ]
    judged = [Judged(row.row_no, row.raw, Said(row.parsed, [], row.key)) for row in rows]
    compare(judged, found)
    changed = [(row, now) for row, now in zip(rows, judged, strict=True) if now.outcome != Outcome.CREATE]
    for row, now in changed:
        row.outcome, row.person_id, row.candidates = now.outcome, now.person, now.candidates
        row.problems += [problem.as_json() for problem in (Problem("came_since"), *now.said.problems)]
    with acting(by=User.objects.system(), verb_name=VERB):
        PersonImportRow.objects.bulk_update(
            [row for row, _now in changed], ["outcome", "person", "candidates", "problems"], batch_size=1000
        )
        jobs.confirm(lease)
