from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from accounts.triggers import VoidedByTwo
from audit.triggers import StateMachine, booked
from common.classification import classify
from prisoners.enums import OPEN, CaptivityStatus
from prisoners.import_enums import IMPORT_MOVES, JOB_MOVES, ImportState, JobStatus
from prisoners.models.person_import_file import PersonImportFile
from sources.models import Source
from units.models import Party

#: What a worker writes every second is no content of the record.
HEARTBEAT = ("lease_until", "fence", "attempts", "done", "total", "message", "started_at")


def _party(label: str, hint: str) -> models.ForeignKey:
    return models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=label,
        help_text=hint,
    )


class PersonImport(Record):
    """A file of persons that somebody brought, how its columns are read, and the job that works it off."""

    file = models.ForeignKey(PersonImportFile, models.PROTECT, related_name="imports", verbose_name=_("file"))
    file_name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveIntegerField(_("size in bytes"))
    first_row = models.PositiveIntegerField(
        _("first row of data"), default=2, help_text=_("As a spreadsheet counts; what stands above is no data.")
    )
    columns = ArrayField(models.CharField(max_length=200, blank=True), default=list, verbose_name=_("columns"))
    mapping = models.JSONField(_("columns by field"), default=dict)
    party = _party(_("persons of"), _("The side that the persons of the file belong to."))
    detaining_power = _party(_("held by"), _("The Power that holds them, where the row does not say another one."))
    captivity_status = models.CharField(
        _("status"), max_length=12, choices=[(each.value, each.label) for each in OPEN], default=CaptivityStatus.CLAIMED
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("brought by")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("asked by")
    )
    why = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.MAPPING)
    seen_change = models.BigIntegerField(_("last change of the book that was seen"), default=0)

    status = models.CharField(_("work"), max_length=10, choices=JobStatus, default=JobStatus.IDLE)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    fence = models.PositiveIntegerField(_("fence"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), null=True, blank=True)
    message = models.CharField(_("what is being done"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    failure = models.CharField(_("why it failed"), max_length=40, blank=True)

    field_classes = classify(
        open="state status attempts lease_until fence done total message started_at failure seen_change",
        staff="file file_name size first_row columns mapping party detaining_power captivity_status source brought_by "
        "asked_by why",
    )
    view_permission = Permission.PRISONERS_IMPORT
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("import of persons")
        verbose_name_plural = _("imports of persons")
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=models.Q(status__in=[JobStatus.QUEUED, JobStatus.RUNNING]),
                name="personimport_waiting",
            )
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="personimport_failed_says_why",
                condition=~models.Q(status=JobStatus.FAILED) | ~models.Q(failure=""),
            ),
        ]
        triggers = [
            *booked(leaves_out=HEARTBEAT),
            VoidedByTwo(),
            StateMachine(field="state", initial=ImportState.MAPPING, moves=IMPORT_MOVES),
            StateMachine(field="status", initial=JobStatus.IDLE, moves=JOB_MOVES),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("prisoners-import:detail", args=[self.pk])

    @property
    def is_working(self) -> bool:
        """Whether a worker has it, or will."""
        return self.status in {JobStatus.QUEUED, JobStatus.RUNNING}

    @property
    def progress(self) -> float | None:
        """Share of the work that is done, from 0 to 1; None while nobody knows how much there is."""
        if self.status == JobStatus.QUEUED:
            return 0.0
        return min(self.done / self.total, 1.0) if self.total else None
