"""Reads of the feed: where it stands, and which records changed, in the order in which that was published."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

#: What a restore changes, whichever way it is done: the server (a new cluster), the database (dump and restore), the
#: timeline (a point in time), the file of the table (a restore into the same database).
FINGERPRINT = """
concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8), pg_relation_filenode('audit_feedentry'))
"""
LINK = "left(encode(hash, 'hex'), 16)"
POSITION = f"""
WITH here AS (SELECT {FINGERPRINT} AS fingerprint),
    head AS (SELECT seq, {LINK} AS link FROM audit_feedentry ORDER BY seq DESC LIMIT 1)
SELECT fingerprint, (SELECT id FROM audit_epoch e WHERE e.fingerprint = here.fingerprint),
    COALESCE(seq, 0), COALESCE(link, ''), COALESCE((SELECT {LINK} FROM audit_feedentry WHERE seq = %s), '')
FROM here LEFT JOIN head ON true
"""  # noqa: S608
#: An emptied line may have been about anything.
CHANGED = """
SELECT e.seq, c.model, c.object_id::text,
    c.before IS NOT NULL AND (c.after = '{}' OR c.after ?| k.hiding::text[]),
    (c.before IS NOT NULL OR k.when_new) AND (c.after = '{}' OR c.after ?| k.moving::text[])
FROM audit_feedentry e JOIN audit_change c ON c.id = e.change_id
JOIN unnest(%s::text[], %s::text[], %s::text[], %s::bool[]) k(model, hiding, moving, when_new) ON k.model = c.model
WHERE e.seq > %s AND e.seq <= %s ORDER BY e.seq LIMIT %s
"""
HEAD = "SELECT COALESCE(max(seq), 0) FROM audit_feedentry"


class Position(NamedTuple):
    """Where the feed stands: the last number with its link, and the link of the number that was asked for."""

    fingerprint: str
    epoch: uuid.UUID | None
    head: int
    link: str
    asked: str


class Kind(NamedTuple):
    """A kind of record to follow, with the columns whose change may hide it, and those that may hide others.

    `when_new`: a new one may hide or show other records too.
    """

    model: str
    hiding: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    when_new: bool = False


class Changed(NamedTuple):
    """A change of one record: whether it may have hidden the record, and whether others that stand on it."""

    seq: int
    model: str
    id: str
    hides: bool
    moves: bool


def position(known: int) -> Position:
    """Where the feed stands, with the link of the number that a reader knows."""
    return Position(*_rows(POSITION, known)[0])


def head() -> int:
    """The last number that was published."""
    return _rows(HEAD)[0][0]


def changed(kinds: Iterable[Kind], after: int, until: int, limit: int | None) -> list[Changed]:
    """Changes of these kinds of records above one number and up to another, the first ones."""
    models, hiding, moving, new = zip(*kinds, strict=True)
    told = list(models), [_array(each) for each in hiding], [_array(each) for each in moving], list(new)
    return [Changed(*row) for row in _rows(CHANGED, *told, after, until, limit)]


def _array(columns: Iterable[str]) -> str:
    return "{" + ",".join(columns) + "}"


def _rows(statement: str, *parameters: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
