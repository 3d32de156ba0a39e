"""What a verification reads: links with their lines, as a stream, and lines that no link holds."""

import io
from collections.abc import Callable
from typing import NamedTuple

from django.db import connection

from audit.chain import CONTENT, HEADER

# OFFSET 0, so that each line is fetched by its key and the first link is here at once.
LINKS = f"""
    COPY (
    SELECT e.seq, e.change_id, encode(e.salt, 'hex'), encode(e.content_hash, 'hex'), encode(e.hash, 'hex'),
           line.header, line.content
    FROM audit_feedentry e
    LEFT JOIN LATERAL (SELECT {HEADER} AS header, {CONTENT} AS content FROM audit_change c
                       WHERE c.id = e.change_id OFFSET 0) line ON true
    WHERE e.seq > {{after:d}} ORDER BY e.seq
    ) TO STDOUT
"""  # noqa: S608
UNCHAINED = f"""
    SELECT {HEADER} FROM audit_change c
    WHERE c.id <= (SELECT max(change_id) FROM audit_feedentry)
      AND NOT EXISTS (SELECT FROM audit_feedentry e WHERE e.change_id = c.id)
      AND NOT EXISTS (SELECT FROM audit_feedgap g WHERE c.id >= g.lower AND c.id < g.upper)
    ORDER BY c.id LIMIT %s
"""  # noqa: S608
#: Lines whose redaction the chain itself tells: proposed by one person, approved by another.
REDACTED = """
    SELECT DISTINCT jsonb_array_elements(proposed.after -> 'change_ids')::bigint
    FROM audit_change approved
    JOIN audit_feedentry told ON told.change_id = approved.id
    JOIN audit_change proposed ON proposed.object_id = approved.object_id AND proposed.model = approved.model
                              AND proposed.before IS NULL AND proposed.actor_id <> approved.actor_id
    JOIN audit_feedentry said ON said.change_id = proposed.id
    WHERE approved.model = 'audit.redaction' AND approved.after ->> 'status' = 'approved'
"""


class Link(NamedTuple):
    """A link as it is kept, hashes in hex, with the text of its line; the texts are None where the line is gone."""

    seq: int
    change_id: int
    salt: str | None
    content_hash: str
    hash: str
    header: str | None
    content: str | None


class _Sink(io.TextIOBase):
    """Takes the lines of a COPY as they come, while the server works on the next ones."""

    def __init__(self, take: Callable[[Link], None]) -> None:
        self.take = take

    def write(self, line: str) -> int:
        cells = line.rstrip("\n").split("\t")
        seq, change_id, salt, content_hash, link, header, content = (None if cell == r"\N" else cell for cell in cells)
        # JSON holds no control characters, so COPY has doubled backslashes and nothing else.
        if "\\" in line and header is not None:
            header, content = header.replace(r"\\", "\\"), content.replace(r"\\", "\\")
        self.take(Link(int(seq), int(change_id), salt, content_hash, link, header, content))
        return len(line)


def read_links(after: int, take: Callable[[Link], None]) -> None:
    """Hand over each link after a number, in the order of the sequence. `take` may ask the database nothing."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(LINKS.format(after=after), _Sink(take))


def last_number() -> int:
    """The last number of the sequence; 0 while nothing is published."""
    return _ask("SELECT COALESCE(max(seq), 0) FROM audit_feedentry")[0][0]


def unchained(most: int) -> list[str]:
    """Headers of lines that were passed by the publisher and are in no link."""
    return [header for (header,) in _ask(UNCHAINED, most)]


def redacted_lines() -> set[int]:
    """Keys of the lines whose redaction is in the chain."""
    return {key for (key,) in _ask(REDACTED)}


def _ask(statement: str, *parameters: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
