"""All files of an answer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reports.artefacts import charts, pdf, tabular
from reports.artefacts.document import Document
from reports.catalogue.report import Progress
from reports.enums import ArtefactFormat

F = ArtefactFormat

WRITERS: dict[ArtefactFormat, Callable[[Document], bytes]] = {
    F.CSV: tabular.as_csv,
    F.XLSX: tabular.as_xlsx,
    F.JSON: tabular.as_json,
    F.SVG: charts.as_svg,
    F.SVG_DARK: charts.as_dark_svg,
    F.PDF: pdf.as_pdf,
}


@dataclass(frozen=True)
class File:
    """A file and its name."""

    format: ArtefactFormat
    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def one_file(document: Document, kind: ArtefactFormat) -> File:
    """An answer in one format, in the active language; without content where a report draws no chart."""
    return File(kind, file_name(document, kind), WRITERS[kind](document))


def all_files(document: Document, progress: Progress) -> list[File]:
    """An answer in every format, CSV first."""
    files = []
    for number, kind in enumerate(WRITERS):
        progress(number, len(WRITERS), f"writing_{kind.name.lower()}")
        files.append(one_file(document, kind))
    return [file for file in files if file.content]


def file_name(document: Document, kind: ArtefactFormat) -> str:
    """The name to save a file under: report, day, and the mark of the export, which CSV has no other room for."""
    ending = {F.SVG_DARK: "dark.svg"}.get(kind, str(kind))
    return f"{document.report.key}-{document.as_of.isoformat()}_{document.mark.in_file_name}.{ending}"
