from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from audit.models import Booked
from audit.triggers import StateMachine, booked
from common.classification import classify
from reports.enums import ENDED, RUN_MOVES, RunStatus

#: What a worker writes every second is no content of the record; the answer is told by its checksum.
HEARTBEAT = ("lease_until", "fence", "done", "total", "message")


#: What reports read by.
READ = (Permission.EXCHANGES_VIEW, Permission.PRISONERS_FIGURES)


class ReportRunQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "ReportRunQuerySet":
        """The runs that a user may see: one's own; an auditor, who reads the book, sees everybody's.

        In both cases only runs of what the user may see today: who has lost `exchanges.view`, or the sight of a class
        of fields, has lost what was read with it.
        """
        if not user.has_perm(Permission.REPORTS_VIEW):
            return self.none()
        held = {*user.permissions, *(f"field:{kind}" for kind in user.field_classes_seen)}
        held |= {f"sight:{token}" for read in READ if user.has_perm(read) for token in user.sight(read).tokens}
        runs = self.filter(needs__contained_by=sorted(held))
        return runs if user.has_perm(Permission.BOOK_VIEW) else runs.filter(asked_by=user)

    def recent(self) -> "ReportRunQuerySet":
        """The newest first, without their answers."""
        return self.select_related("asked_by").defer("answer").order_by("-asked_at", "-id")


class ReportRun(Booked):
    """A question asked of a report, and the job that answers it (DESIGN law 10)."""

    report = models.CharField(_("report"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    as_of = models.DateField(_("as true on"))
    language = models.CharField(_("language of the files"), max_length=5, choices=settings.LANGUAGES)
    needs = ArrayField(models.CharField(max_length=60), verbose_name=_("permissions that the records ask for"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())

    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    fence = models.PositiveIntegerField(_("fence"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), null=True, blank=True)
    message = models.CharField(_("what is being done"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    failure = models.CharField(_("why it failed"), max_length=40, blank=True)

    answer = models.JSONField(_("answer"), null=True, blank=True)
    seen_change = models.BigIntegerField(_("last change of the book that was seen"), null=True, blank=True)
    checksum = models.CharField(_("SHA-256 of the CSV file"), max_length=64, blank=True)

    objects = ReportRunQuerySet.as_manager()

    field_classes = classify(
        open="report parameters as_of language asked_at status attempts lease_until fence done total message "
        "started_at finished_at failure answer seen_change checksum",
        staff="needs asked_by",
    )

    scoped_by = ()

    class Meta:
        verbose_name = _("report run")
        verbose_name_plural = _("report runs")
        triggers = [
            *booked(leaves_out=[*HEARTBEAT, "answer"]),
            StateMachine(field="status", initial=RunStatus.QUEUED, moves=RUN_MOVES),
        ]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="run_asked"),
            models.Index(
                fields=["lease_until"],
                condition=models.Q(status__in=[RunStatus.QUEUED, RunStatus.RUNNING]),
                name="run_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="run_done_has_answer",
                condition=~models.Q(status=RunStatus.DONE)
                | models.Q(answer__isnull=False, finished_at__isnull=False) & ~models.Q(checksum=""),
            ),
            models.CheckConstraint(
                name="run_failed_says_why", condition=~models.Q(status=RunStatus.FAILED) | ~models.Q(failure="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.as_of:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("reports:run", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    @property
    def progress(self) -> float | None:
        """Share of the work that is done, from 0 to 1; None while nobody knows how much there is."""
        if self.status == RunStatus.DONE:
            return 1.0
        if self.status == RunStatus.QUEUED:
            return 0.0
        return min(self.done / self.total, 1.0) if self.total else None
