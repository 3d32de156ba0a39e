"""Jobs are rows of Postgres: claimed with a lease and a fence; a killed worker loses none and doubles none.

A worker claims a row, which gives it a lease of some seconds and the next fence number. A thread extends the lease and
writes progress. When the worker dies the lease runs out and another worker claims the row with a higher fence; what the
first one still tries to write is refused, because its fence is no longer the row's. The queue (Celery, Redis) only says
"look now".

The table needs the columns id, status, lease_until, fence, attempts, started_at, done, total and message; the model's
state machine must know `queued` and `running`.
"""

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, connection, models, transaction

logger = logging.getLogger(__name__)

QUEUED, RUNNING = "queued", "running"
#: How often a worker may die over a job before the job is taken to be the cause.
ATTEMPTS = 3
#: Seconds between two writes of progress.
PAUSE = 0.5

WAITING = "(status = 'queued' OR status = 'running' AND lease_until < clock_timestamp())"
CLAIM = """
UPDATE {table} SET status = 'running', fence = fence + 1, attempts = attempts + 1, done = 0, total = NULL, message = '',
       lease_until = clock_timestamp() + %s * interval '1 second',
       started_at = COALESCE(started_at, clock_timestamp())
WHERE id = (SELECT id FROM {table} WHERE id = %s AND {waiting} AND attempts < %s FOR UPDATE SKIP LOCKED)
RETURNING fence, attempts
"""
BEAT = """
UPDATE {table} SET lease_until = clock_timestamp() + %s * interval '1 second', done = %s, total = %s, message = %s
WHERE id = %s AND fence = %s AND status = 'running'
"""
CONFIRM = "SELECT 1 FROM {table} WHERE id = %s AND fence = %s AND status = 'running' FOR SHARE"
HOLD = "SELECT 1 FROM {table} WHERE id = %s AND fence = %s AND status = 'running' FOR UPDATE"
RIPE = "SELECT id FROM {table} WHERE {waiting} AND attempts < %s ORDER BY id LIMIT %s"
SPENT = "SELECT id FROM {table} WHERE {waiting} AND attempts >= %s ORDER BY id FOR UPDATE SKIP LOCKED"


class LostLease(Exception):
    """The job was taken from this worker: it was silent for too long, or somebody cancelled the job."""


@dataclass(frozen=True)
class Lease:
    """The right to work on one job, as long as its fence is the row's."""

    model: type[models.Model]
    pk: uuid.UUID
    fence: int
    attempt: int
    seconds: float


def claim(model: type[models.Model], pk: uuid.UUID, *, seconds: float, attempts: int = ATTEMPTS) -> Lease | None:
    """Take a job that waits or whose worker fell silent; None when it ended, is held, or has used up its attempts."""
    rows = _run(CLAIM, model, [seconds, pk, attempts])
    return Lease(model, pk, *rows[0], seconds) if rows else None


def extend(lease: Lease, *, done: int = 0, total: int | None = None, message: str = "") -> None:
    """Extend the lease and say how far the work is. Raises LostLease when the job is no longer this worker's."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(BEAT, lease.model), [lease.seconds, done, total, message, lease.pk, lease.fence])
        if not cursor.rowcount:
            raise LostLease


@contextmanager
def holding(lease: Lease) -> Iterator[None]:
    """A transaction in which the job is surely still this worker's, to write the result in. Raises LostLease."""
    with transaction.atomic():
        if not _run(HOLD, lease.model, [lease.pk, lease.fence]):
            raise LostLease
        yield


def confirm(lease: Lease) -> None:
    """The last statement of a transaction that writes a part of a job: it is still this worker's. Raises LostLease.

    Unlike `holding` it lets the heart beat while a part is written, and parts be written side by side. Nobody can take
    the job over between this and the commit.
    """
    if not _run(CONFIRM, lease.model, [lease.pk, lease.fence]):
        raise LostLease


def ripe(model: type[models.Model], *, attempts: int = ATTEMPTS, limit: int = 100) -> list[uuid.UUID]:
    """Keys of the jobs that somebody should look at now, the oldest first."""
    return [pk for (pk,) in _run(RIPE, model, [attempts, limit])]


def spent(model: type[models.Model], *, attempts: int = ATTEMPTS) -> list[uuid.UUID]:
    """Keys of the jobs over which every attempt fell silent, locked until the end of the transaction."""
    return [pk for (pk,) in _run(SPENT, model, [attempts])]


class Heart(threading.Thread):
    """Keeps a lease alive and writes progress, over a connection of its own, while the block runs.

    with Heart(lease) as heart:
        heart.tell(done=10, total=71, message="reading")
    """

    def __init__(self, lease: Lease) -> None:
        super().__init__(name=f"heart-{lease.pk}", daemon=True)
        self.lease = lease
        self.lost = False
        self._news = {"done": 0, "total": None, "message": ""}
        self._told = threading.Event()
        self._stopped = threading.Event()

    def tell(self, *, done: int, total: int | None = None, message: str = "") -> None:
        """Say how far the work is. Raises LostLease when the job is no longer this worker's."""
        if self.lost:
            raise LostLease
        self._news = {"done": done, "total": total, "message": message}
        self._told.set()

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                self._told.wait(self.lease.seconds / 3)
                self._told.clear()
                self._beat()
                self._stopped.wait(PAUSE)
        finally:
            connection.close()

    def _beat(self) -> None:
        if self._stopped.is_set():
            return
        try:
            extend(self.lease, **self._news)
        except LostLease:
            self.lost = True
            self._stopped.set()
        except DatabaseError:
            # The lease may run out meanwhile; then another worker takes over and the fence keeps this one out.
            logger.warning("job %s: no heartbeat", self.lease.pk)
            connection.close()

    def __enter__(self) -> "Heart":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._told.set()
        self.join()


def _sql(statement: str, model: type[models.Model]) -> str:
    return statement.format(table=connection.ops.quote_name(model._meta.db_table), waiting=WAITING)


def _run(statement: str, model: type[models.Model], parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_sql(statement, model), parameters)
        return cursor.fetchall()
