"""The publisher: gives committed changes a dense sequence and the links of the chain, in one step.

Keys of changes are given out before their transactions commit, so a line may appear below one that was published. The
publisher therefore remembers which keys it passed over (`FeedGap`) and looks there again, until every transaction that
could still fill them has ended. A writer that is stuck delays its own lines only, and no writer does any work for this.
"""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection, transaction

from audit.chain import CONTENT, GENESIS, HEADER, content_hash, link, runs
from audit.models import FeedEntry, FeedGap
from common.bulk import copy_lines

#: One publisher at a time, whoever starts it.
PUBLISHER_LOCK = 7_305_700_011
BATCH = 20_000

ENDED = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
HEAD = "SELECT seq, encode(hash, 'hex') FROM audit_feedentry ORDER BY seq DESC LIMIT 1"
HIGHEST = "SELECT COALESCE(max(change_id), 0) FROM audit_feedentry"
BEHIND = f"SELECT (SELECT max(id) FROM audit_change) > ({HIGHEST})"  # noqa: S608
LATE = f"""
    SELECT c.id, {HEADER}, {CONTENT} FROM audit_feedgap g JOIN audit_change c ON c.id >= g.lower AND c.id < g.upper
    ORDER BY c.id LIMIT %s
"""  # noqa: S608
FRESH = f"SELECT c.id, {HEADER}, {CONTENT} FROM audit_change c WHERE c.id > %s ORDER BY c.id LIMIT %s"  # noqa: S608


class Line(NamedTuple):
    """A line of the book to be published."""

    id: int
    header: str
    content: str


def catch_up() -> None:
    """Publish a batch of what is committed, if anything is above what was published; one look if nothing is."""
    if _ask(BEHIND)[0][0]:
        publish()


def publish_all() -> int:
    """Publish whatever is committed, batch by batch, and say how many lines that were."""
    total = 0
    while count := publish():
        total += count
        if count < BATCH:
            break
    return total


def publish(batch: int = BATCH) -> int:
    """Publish up to a batch of committed changes and say how many; 0 also while another publisher is at it."""
    # Durable: what it remembers of open transactions holds only for a transaction of its own.
    with transaction.atomic(durable=True):
        if not _ask("SELECT pg_try_advisory_xact_lock(%s)", PUBLISHER_LOCK)[0][0]:
            return 0
        ended = _ask(ENDED)[0][0]
        highest = _ask(HIGHEST)[0][0]
        late = [Line(*row) for row in _ask(LATE, batch)]
        fresh = [Line(*row) for row in _ask(FRESH, highest, batch - len(late))] if len(late) < batch else []
        _close_gaps([line.id for line in late], ended if len(late) < batch else 0)
        _open_gaps([highest, *(line.id for line in fresh)])
        _append([*late, *fresh])
    return len(late) + len(fresh)


def _close_gaps(found: Sequence[int], ended: int) -> None:
    """Forget what was found, and keys that nobody can fill any more: no transaction before `ended` is open."""
    FeedGap.objects.filter(until__lte=ended).delete()
    if not found:
        return
    gaps = list(FeedGap.objects.order_by("lower"))
    position, rest, touched = 0, [], []
    for gap in gaps:
        inside = []
        while position < len(found) and found[position] < gap.upper:
            inside += [found[position]] if found[position] >= gap.lower else []
            position += 1
        if inside:
            touched.append(gap.pk)
            rest += [
                FeedGap(lower=low, upper=up, until=gap.until) for low, up in runs([gap.lower - 1, *inside, gap.upper])
            ]
    FeedGap.objects.filter(pk__in=touched).delete()
    FeedGap.objects.bulk_create(rest)


def _open_gaps(keys: list[int]) -> None:
    """Remember the keys passed over. This transaction's number is given here, so it is above those that hold them."""
    passed = list(runs(keys))
    if passed:
        until = _ask("SELECT pg_current_xact_id()::text::bigint")[0][0]
        FeedGap.objects.bulk_create([FeedGap(lower=lower, upper=upper, until=until) for lower, upper in passed])


def _append(lines: Sequence[Line]) -> None:
    if not lines:
        return
    head = _ask(HEAD)
    seq, previous = head[0] if head else (0, GENESIS)
    rows = []
    for number, line in enumerate(lines, seq + 1):
        salt = secrets.token_hex(16)
        content = content_hash(salt, line.content)
        previous = link(previous, number, content, line.header)
        rows.append(f"{number}\t{line.id}\t\\\\x{salt}\t\\\\x{content}\t\\\\x{previous}")
    copy_lines(FeedEntry, ["seq", "change_id", "salt", "content_hash", "hash"], rows)


def _ask(statement: str, *parameters: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
