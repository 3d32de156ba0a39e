"""Words of an import of persons: what it is at, what becomes of its rows, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    MAPPING = "mapping", _("columns to be chosen")
    PREVIEWING = "previewing", _("being looked through")
    PREVIEWED = "previewed", _("waits to be confirmed")
    WRITING = "writing", _("being written")
    IMPORTED = "imported", _("imported")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


I = ImportState  # noqa: E741
#: Rows that were left undecided may be written later, so what is imported may be written again.
IMPORT_MOVES: dict[ImportState, tuple[ImportState, ...]] = {
    I.MAPPING: (I.PREVIEWING,),
    I.PREVIEWING: (I.PREVIEWED,),
    I.PREVIEWED: (I.WRITING,),
    I.WRITING: (I.IMPORTED,),
    I.IMPORTED: (I.WRITING, I.UNDOING),
    I.UNDOING: (I.UNDONE,),
    I.UNDONE: (),
}
#: A worker has something to do.
WORKING = frozenset({I.PREVIEWING, I.WRITING, I.UNDOING})
#: What follows when the work is done.
AFTER = {I.PREVIEWING: I.PREVIEWED, I.WRITING: I.IMPORTED, I.UNDOING: I.UNDONE}


class JobStatus(TextChoices):
    """Where the work of a worker is (common/jobs.py); `idle` while people have the say."""

    IDLE = "idle", _("nothing to do")
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    FAILED = "failed", _("failed")


J = JobStatus
JOB_MOVES: dict[JobStatus, tuple[JobStatus, ...]] = {
    J.IDLE: (J.QUEUED,),
    J.QUEUED: (J.RUNNING,),
    J.RUNNING: (J.IDLE, J.FAILED),
    J.FAILED: (J.QUEUED,),
}


class PersonRowOutcome(TextChoices):
    """What becomes of a row. Those of `DECIDABLE` may be changed by a person until the row is written."""

    CREATE = "create", _("will be created")
    TAKE = "take", _("will be added to a person recorded")
    OVERRIDE = "override", _("will change a person recorded")
    ALIKE = "alike", _("looks like somebody recorded")
    SKIP = "skip", _("will be left out")
    THERE = "there", _("already there")
    REFUSED = "refused", _("refused")
    CREATED = "created", _("created")
    TAKEN = "taken", _("added to a person recorded")
    OVERRIDDEN = "overridden", _("changed a person recorded")
    UNDONE = "undone", _("undone")


O = PersonRowOutcome  # noqa: E741
DECIDABLE = (O.CREATE, O.TAKE, O.OVERRIDE, O.ALIKE, O.SKIP)
#: What the writing takes up, and what such a row is afterwards.
WRITTEN = {O.CREATE: O.CREATED, O.TAKE: O.TAKEN, O.OVERRIDE: O.OVERRIDDEN}


class Decision(TextChoices):
    """What a person may say of a row that looks like somebody recorded."""

    TAKE = "take", _("the same person: keep what is recorded, add what is new")
    OVERRIDE = "override", _("the same person: let this row replace what is recorded")
    CREATE = "create", _("another person: create")
    SKIP = "skip", _("leave the row out")
