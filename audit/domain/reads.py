"""Writing the log of reads: one statement for a request, whatever it showed."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db import connection

COLUMNS = (
    "user_id, session, token_id, request_id, surface, view, kind, ids, count, field_classes_shown, refused,"
    " break_glass_id, export_id"
)
ROW = "(%s::uuid, %s, %s::uuid, %s, %s, %s, %s, %s::uuid[], %s, %s::text[], %s, %s::uuid, %s::uuid)"


@dataclass(frozen=True)
class Line:
    """One line of the log, in the order of its columns."""

    user_id: uuid.UUID
    session: str
    token_id: uuid.UUID | None
    request_id: str
    surface: str
    view: str
    kind: str
    ids: list[uuid.UUID]
    count: int
    field_classes_shown: list[str]
    refused: bool = False
    break_glass_id: uuid.UUID | None = None
    export_id: uuid.UUID | None = None

    def values(self) -> list:
        """What the statement takes: keys as text, those of the records as one, which is read faster than a list."""
        told = [_plain(getattr(self, field.name)) for field in fields(self)]
        told[_IDS] = f"{{{','.join(map(str, self.ids))}}}"
        return told


def write_reads(lines: Iterable[Line]) -> None:
    """Append lines to the log. Raises DatabaseError where they cannot be kept: then nothing may be shown."""
    lines = list(lines)
    # Not by bulk_create, which opens a transaction around its one statement: two more round trips in each request.
    statement = f"INSERT INTO audit_read ({COLUMNS}) VALUES {', '.join([ROW] * len(lines))}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for line in lines for value in line.values()])


def _plain(value: object) -> object:
    return str(value) if isinstance(value, uuid.UUID) else value


_IDS = [field.name for field in fields(Line)].index("ids")
