"""States of a report run and the table of its legal moves, and the formats that an answer is written in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunStatus(TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


S = RunStatus

#: A job that no worker survived fails from `running`; nothing follows an end.
RUN_MOVES: dict[RunStatus, tuple[RunStatus, ...]] = {
    S.QUEUED: (S.RUNNING, S.CANCELLED),
    S.RUNNING: (S.DONE, S.FAILED, S.CANCELLED),
    S.DONE: (),
    S.FAILED: (),
    S.CANCELLED: (),
}
#: States that nothing follows.
ENDED = frozenset({S.DONE, S.FAILED, S.CANCELLED})


class ArtefactFormat(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    PDF = "pdf", "PDF"
    JSON = "json", "JSON"
    SVG = "svg", _("chart (SVG)")
    SVG_DARK = "svg-dark", _("chart for dark screens (SVG)")


class ListFormat(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"


CONTENT_TYPES: dict[ArtefactFormat, str] = {
    ArtefactFormat.CSV: "text/csv; charset=utf-8",
    ArtefactFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ArtefactFormat.PDF: "application/pdf",
    ArtefactFormat.JSON: "application/json",
    ArtefactFormat.SVG: "image/svg+xml",
    ArtefactFormat.SVG_DARK: "image/svg+xml",
}
