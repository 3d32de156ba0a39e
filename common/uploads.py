"""Files that people upload: how large they may be, what they are by their content, and what no reader may open."""

import io
import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

MIB = 1024 * 1024
CHUNK = MIB
#: As much as a workbook may hold when it is unpacked, as much larger as it may be than its file, and as many parts.
UNPACKED, RATIO, PARTS = 256 * MIB, 250, 2000
#: Below this size a workbook of few words may be packed as tightly as it likes.
SMALL = 10 * MIB
#: Cells between the first and the farthest one: readers take room for all of them, filled or not.
SPREAD = 20_000_000

WORKBOOK_START, OLD_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: Programs, pictures, documents, archives and pages; none of them is a table.
OTHER_STARTS = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"%PDF", b"%!PS", b"{\\rtf"),
    *(b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"),
    *(b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php"),
)
#: XML says that it is, or begins with an element of its own namespace.
XML_STARTS = (b"<?xml", b"<pfif")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: A PDF begins with this, after a few bytes at most.
PDF_START, PDF_WITHIN = b"%PDF-", 1024
#: What a PDF runs, opens by itself or carries along.
ACTIVE_PDF = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)\b")
#: Parts of a workbook that run, fetch or bring another file.
ACTIVE_PARTS = re.compile(
    r"vbaproject|(^|/)(macrosheets|dialogsheets|activex|embeddings|externallinks|oleobjects)/"
    r"|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|scr|hta|lnk)$",
    re.IGNORECASE,
)
ACTIVE_TYPES = re.compile(rb"macroEnabled|vbaProject|/(oleObject|externalLink|attachedTemplate|control)\"")
#: A cell with something in it that stands beyond column Z or row 99,999.
FAR_CELL = re.compile(rb"""\br=["']([A-Z]{0,3})(\d{1,7})["'][^>]{0,200}(?<!/)>""")
FAR = re.compile(rb"""\br=["'](?:[A-Z]{2,3}\d|[A-Z]?\d{6,7}["'])""")
OVERLAP = 256

REFUSALS = {
    "not_a_table": _("This is neither a CSV file nor an XLSX workbook. Save it as one of them."),
    "old_workbook": _("This is a workbook of the old kind (XLS). Open it and save it as XLSX or CSV."),
    "protected": _("This workbook is protected by a password. Save it without one."),
    "bomb": _("Unpacked, this workbook is larger than %(limit)s MiB. Save the sheet alone, or as CSV."),
    "too_dense": _("Unpacked, this workbook is more than %(limit)s times as large as its file. Save it as CSV."),
    "too_many_parts": _("This workbook has more than %(limit)s parts. Save the sheet alone, or as CSV."),
    "spread": _("The cells of this workbook stand too far apart, or in too many columns. Delete what is empty."),
    "active": _(
        "This workbook carries macros, links to other files or embedded objects (%(part)s). Save the sheet alone as "
        "XLSX, or as CSV."
    ),
    "broken_workbook": _("This workbook cannot be read: it is damaged. Open it, and save it anew."),
}


class UploadRefused(Exception):
    """No reader may open the file; `code` with `params` says why, in the words of `REFUSALS`."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)


class UploadKind(StrEnum):
    """What an upload may be."""

    TEXT = "text"
    XML = "xml"
    WORKBOOK = "workbook"
    DOCUMENT = "document"
    PDF = "pdf"


TABLES = frozenset({UploadKind.TEXT, UploadKind.WORKBOOK})
DOCUMENTS = frozenset({UploadKind.DOCUMENT, UploadKind.PDF})
#: The part by which each kind of package is known.
PACKAGES = {"xl/workbook.xml": UploadKind.WORKBOOK, "word/document.xml": UploadKind.DOCUMENT}


def examine(data: bytes, kinds: frozenset[UploadKind] = TABLES) -> UploadKind:
    """What an upload is, told by its content and never by its name. Every upload comes by here before it is read.

    Raises UploadRefused for what is none of the `kinds`, unpacks to far more than it is, or carries anything that could
    run, fetch or hide. Whether a text is a table is for its reader to tell.
    """
    if data.startswith(OLD_START):
        raise UploadRefused("protected" if ENCRYPTED in data else "old_workbook")
    if data.startswith(WORKBOOK_START):
        return _examine_package(data, kinds)
    if UploadKind.PDF in kinds and PDF_START in data[:PDF_WITHIN]:
        return _examine_pdf(data)
    start = data.removeprefix(b"\xef\xbb\xbf")[:64].lstrip().lower()
    if UploadKind.XML in kinds and start.translate(None, b"\0\xff\xfe").lstrip().startswith(XML_STARTS):
        return UploadKind.XML
    if start.startswith(tuple(each.lower() for each in OTHER_STARTS)):
        raise UploadRefused("not_a_table")
    return UploadKind.TEXT


def _examine_pdf(data: bytes) -> UploadKind:
    """A PDF that says openly that it runs, opens or holds something else. What it says packed, its reader looks at."""
    if found := ACTIVE_PDF.search(data):
        raise UploadRefused("active", part=found[0].decode("ascii", "replace"))
    return UploadKind.PDF


def _examine_package(data: bytes, kinds: frozenset[UploadKind]) -> UploadKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _examine_names(archive.infolist(), kinds)
            size = 0
            for member in archive.infolist():
                for part in _parts(archive, member):
                    size += len(part)
                    _examine_size(size, len(data))
        return kind
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UploadRefused("broken_workbook") from error


def _examine_names(members: list[zipfile.ZipInfo], kinds: frozenset[UploadKind]) -> UploadKind:
    names = [member.filename for member in members]
    if len(names) > PARTS:
        raise UploadRefused("too_many_parts", limit=PARTS)
    if any(member.flag_bits & 1 for member in members):
        raise UploadRefused("protected")
    kind = next((PACKAGES[name] for name in names if name in PACKAGES), None)
    if kind not in kinds:
        raise UploadRefused("not_a_table")
    # Readers do not agree which of two parts of one name is meant.
    if len(set(map(str.lower, names))) < len(names):
        raise UploadRefused("broken_workbook")
    if active := next(filter(ACTIVE_PARTS.search, names), None):
        raise UploadRefused("active", part=active[:80])
    return kind


def _examine_size(unpacked: int, packed: int) -> None:
    if unpacked > UNPACKED:
        raise UploadRefused("bomb", limit=UNPACKED // MIB)
    if unpacked > SMALL and unpacked > RATIO * packed:
        raise UploadRefused("too_dense", limit=RATIO)


def _parts(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part of a workbook in chunks, each examined; what the part says of its own size is not believed."""
    said, member.file_size = member.file_size, UNPACKED + CHUNK
    found, before, extent = 0, b"", Extent()
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            found += len(chunk)
            yield chunk
            text = before + chunk
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise UploadRefused("active", part=member.filename[:80])
            if member.filename.endswith((".rels", "[Content_Types].xml")) and ACTIVE_TYPES.search(text):
                raise UploadRefused("active", part=member.filename[:80])
            extent.look_at(text)
            before = text[-OVERLAP:]
    if found != said:
        raise UploadRefused("broken_workbook")


class Extent:
    """How far the filled cells of a sheet reach."""

    def __init__(self) -> None:
        self.rows, self.columns = 99_999, 26

    def look_at(self, text: bytes) -> None:
        """Raises UploadRefused once the cells stand so far apart that a reader would take up all memory."""
        if not FAR.search(text):
            return
        for letters, digits in set(FAR_CELL.findall(text)):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column(letters))
        if self.rows * self.columns > SPREAD:
            raise UploadRefused("spread")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class Quota(FileUploadHandler):
    """Lets go of an upload as soon as it is larger than an import takes; the rest is neither kept nor held in memory.

    The request then has the mark `upload_too_large`.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.size = 0
        request.upload_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > settings.IMPORT_MAX_BYTES:
            self.request.upload_too_large = True
            # The connection stays, so that the person gets an answer and not a broken page.
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
