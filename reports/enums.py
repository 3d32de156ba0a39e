"""What reports are about, how they are told and led from; states of a run with its legal moves; formats of files."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What a report is about; the catalogue is grouped by it, in this order."""

    HELD = "held", _("Those held")
    UNITS = "units", _("Units and branches")
    EXCHANGES = "exchanges", _("Exchanges")
    LISTS = "lists", _("Lists of names")
    LAW = "law", _("The law")
    NEGOTIATIONS = "negotiations", _("Negotiations and priorities")


class Told(TextChoices):
    """How a figure or a table that counts persons is told to whoever may not see persons (docs/adr/0030)."""

    #: Its rows are the parts of its foot, column by column.
    PARTITION = "partition"
    #: Row by row: the counts of a row are the parts of the one that the row leads by.
    ACROSS = "across"
    #: Each count stands by itself: no sum of them is told.
    EACH = "each"
    #: A tree of sums; the report itself says how (`Report.told_table`).
    TREE = "tree"
    #: It counts no persons of the register: dates, exchanges, rows of a list that was published.
    OPEN = "open"
    #: Not at all.
    HIDDEN = "hidden"


class Leads(TextChoices):
    """What a count leads to: exactly as many of these as it says."""

    NONE = ""
    PERSONS = "persons"
    EXCHANGES = "exchanges"
    ENTRIES = "entries"
    RECORDS = "records"


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


#: What the page of a run draws; everything else is a file to take.
CHARTS = frozenset({ArtefactFormat.SVG, ArtefactFormat.SVG_DARK})


class ListFormat(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    PARQUET = "parquet", "Parquet"
    PFIF = "pfif", "PFIF"


CONTENT_TYPES: dict[str, str] = {
    ListFormat.PARQUET: "application/vnd.apache.parquet",
    ListFormat.PFIF: "application/xml",
    ArtefactFormat.CSV: "text/csv; charset=utf-8",
    ArtefactFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ArtefactFormat.PDF: "application/pdf",
    ArtefactFormat.JSON: "application/json",
    ArtefactFormat.SVG: "image/svg+xml",
    ArtefactFormat.SVG_DARK: "image/svg+xml",
}
