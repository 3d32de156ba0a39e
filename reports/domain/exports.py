"""Lists as files: asked for on the page of the list, made by a worker out of the page's own rows."""

import gzip
import hashlib
import io
import shutil
import uuid
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation

from accounts.domain import records
from accounts.domain.reading import Reader, log_reads
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common import jobs
from common.export import temporary
from common.exporting import FilePage, page_of
from common.reading import Notes, noting
from common.watermark import Watermark
from reports.domain import working
from reports.domain.runs import cancel, language_of
from reports.models import ExportPiece, ListExport

#: Of a file that is packed for the time it is kept: the best that costs little.
PACKED = 3
#: Bytes of a packed file that are kept in one row.
PIECE = 2**20


@dataclass(frozen=True)
class File:
    """A file as it is kept, packed, and what it was before."""

    packed: IO[bytes]
    size: int
    sha256: str
    name: str
    rows: int
    needs: list[str]


@verb("reports.export_list", permission=Permission.RECORDS_EXPORT)
def export_list(*, page: str, arguments: dict[str, str], query: str, format: str, by: User) -> ListExport:
    """Queue the file of a list; `page` is the name of its address. Raises PermissionDenied, ValidationError."""
    told = {"page": page, "arguments": arguments, "query": query, "format": format}
    with noting(Notes()):
        needs = _needs(page_of(by, page, arguments, query), by)
    export = records.create(ListExport, language=language_of(by), needs=needs, asked_by=by, **told)
    transaction.on_commit(lambda: working.ring(EXPORTS.name, export.pk))
    return export


@verb("reports.cancel_export", permission=Permission.RECORDS_EXPORT)
def cancel_export(*, export: ListExport, by: User) -> ListExport:
    """Stop the making of a file. Raises IllegalMove for one that has ended."""
    return cancel(export, by)


def work_off(pk: uuid.UUID) -> bool:
    """Make a file, if it waits and nobody else has it; True when this call finished it."""
    return working.work_off(EXPORTS, pk)


def remove_expired() -> int:
    """Empty the files made more than 24 hours ago; returns of how many pieces. That they were made stays."""
    return ExportPiece.objects.expired().update(content=None)


def opened(export: ListExport) -> IO[bytes]:
    """The file as it was made, to be read: one piece of it is in memory at a time."""
    return _Unpacked(fileobj=io.BufferedReader(_Pieces(export)))


def _make(export: ListExport, heart: jobs.Heart) -> File:
    """Written as its asker would see it now. Whatever it shows stands in the log of reads before it can be fetched."""
    user, notes = export.asked_by, LoggedNotes(export)
    mark = Watermark(str(user), user.get_username(), timezone.now(), str(export.pk))
    with translation.override(export.language), noting(notes):
        page = page_of(user, export.page, export.arguments, export.query)
        mark = page.marked(mark)
        file, rows = page.written(export.format, mark, lambda done, total: heart.tell(done=done, total=total))
        with file:
            notes.log()
            packed = _packed(file)
    return File(*packed, f"{page.export_name}_{mark.in_file_name}.{export.format}", rows, _needs(page, user))


class LoggedNotes(Notes):
    """Notes that are written into the log as soon as another part of a file is noted."""

    def __init__(self, export: ListExport) -> None:
        super().__init__()
        self.reader = Reader(user=export.asked_by, request_id=str(export.pk), view=export.page, export_id=export.pk)

    def add(self, *noted: Any) -> None:
        self.log()
        super().add(*noted)

    def log(self) -> None:
        """Write what was noted. Raises PermissionDenied for a reader whom an alarm has stopped."""
        if self.pending and not log_reads(self.reader, self.take()):
            raise PermissionDenied


class _Unpacked(gzip.GzipFile):
    """A file that is read once from its start: who sends it must not read it through for its size first."""

    def seekable(self) -> bool:
        return False


class _Pieces(io.RawIOBase):
    """The packed file of an export, read from its pieces one after the other."""

    def __init__(self, export: ListExport) -> None:
        self.export, self.number, self.left = export, 0, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.left:
            piece = self.export.pieces.filter(number=self.number).first()
            self.left, self.number = memoryview(bytes(piece.content) if piece else b""), self.number + 1
        taken = self.left[: len(buffer)]
        buffer[: len(taken)] = taken
        self.left = self.left[len(taken) :]
        return len(taken)


def _packed(file: IO[bytes]) -> tuple[IO[bytes], int, str]:
    """The content packed, open at its start; its size before, and its checksum."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    with temporary() as packed, gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=PACKED, mtime=0) as archive:
        shutil.copyfileobj(file, archive)
    return packed, size, digest


def _keep(export: ListExport, file: File) -> dict[str, Any]:
    with file.packed:
        for number, content in enumerate(iter(lambda: file.packed.read(PIECE), b"")):
            ExportPiece.objects.create(export=export, number=number, content=content)
    return {
        "size": file.size,
        "sha256": file.sha256,
        "file_name": file.name,
        "rows": file.rows,
        # Roles may have changed since it was asked: the file is what they allowed when it was made.
        "needs": file.needs,
    }


def _needs(page: FilePage, user: User) -> list[str]:
    """What a reader must hold to be given the file."""
    permissions = [str(each) for each in page.get_permission_required()]
    seen = {f"sight:{token}" for each in permissions for token in user.sight(each).tokens}
    classes = {f"field:{kind}" for kind in user.field_classes_seen}
    return sorted({Permission.RECORDS_EXPORT.value, *permissions, *classes, *seen})


EXPORTS = working.Kind("export", ListExport, _make, _keep)
