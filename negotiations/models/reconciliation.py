from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from accounts.triggers import VoidedByTwo
from audit.triggers import StateMachine, booked
from common.classification import classify
from negotiations.list_enums import RECONCILIATION_MOVES, WORKING, ReconciliationStatus
from negotiations.models.name_list import NameList

#: What a worker writes every second is no content of the record.
HEARTBEAT = ("lease_until", "fence", "attempts", "done", "total", "message", "started_at")


class Reconciliation(Record):
    """How the file of a list is read, and the job that reads it and compares its entries with the register."""

    name_list = models.OneToOneField(NameList, models.PROTECT, related_name="reconciliation", verbose_name=_("list"))
    first_row = models.PositiveIntegerField(
        _("first row of data"), default=1, help_text=_("As a spreadsheet counts; what stands above is no data.")
    )
    columns = ArrayField(
        models.CharField(max_length=200, blank=True), default=list, blank=True, verbose_name=_("columns")
    )
    mapping = models.JSONField(_("columns by field"), default=dict, blank=True)
    confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("Whether somebody has said that the columns are read rightly.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("asked by")
    )
    status = models.CharField(
        _("work"), max_length=10, choices=ReconciliationStatus, default=ReconciliationStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    fence = models.PositiveIntegerField(_("fence"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), null=True, blank=True)
    message = models.CharField(_("what is being done"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    failure = models.JSONField(_("why it failed"), default=dict, blank=True)

    field_classes = classify(
        open="status confirmed attempts lease_until fence done total message started_at",
        staff="name_list first_row columns mapping asked_by failure",
    )
    view_permission = Permission.LISTS_VIEW
    voided_with = ("name_list",)
    scoped_by = ("name_list",)

    class Meta(Record.Meta):
        verbose_name = _("reconciliation of a list")
        verbose_name_plural = _("reconciliations of lists")
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=models.Q(status__in=WORKING),
                name="reconciliation_waiting",
            )
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="reconciliation_failed_says_why",
                condition=~models.Q(status=ReconciliationStatus.FAILED) | ~models.Q(failure={}),
            ),
        ]
        triggers = [
            *booked(leaves_out=HEARTBEAT),
            VoidedByTwo(),
            StateMachine(field="status", initial=ReconciliationStatus.QUEUED, moves=RECONCILIATION_MOVES),
        ]

    def __str__(self) -> str:
        return f"{self.name_list}: {self.get_status_display()}"

    @property
    def is_working(self) -> bool:
        """Whether a worker has it, or will."""
        return self.status in WORKING

    @property
    def progress(self) -> float | None:
        """Share of the work that is done, from 0 to 1; None while nobody knows how much there is."""
        if self.status == ReconciliationStatus.QUEUED:
            return 0.0
        return min(self.done / self.total, 1.0) if self.total else None
