from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from audit.triggers import booked
from common.classification import classify
from reports.enums import RunStatus
from reports.models.job import HEARTBEAT, Job, held_by, moves, says_why, waiting

#: What reports read by.
READ = (Permission.EXCHANGES_VIEW, Permission.PRISONERS_FIGURES, Permission.LISTS_VIEW)


class ReportRunQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "ReportRunQuerySet":
        """The runs that a user may see: one's own; an auditor, who reads the book, sees everybody's.

        In both cases only runs of what the user may see today: who has lost `exchanges.view`, or the sight of a class
        of fields, has lost what was read with it.
        """
        if not user.has_perm(Permission.REPORTS_VIEW):
            return self.none()
        runs = self.filter(needs__contained_by=held_by(user, filter(user.has_perm, READ)))
        return runs if user.has_perm(Permission.BOOK_VIEW) else runs.filter(asked_by=user)

    def recent(self) -> "ReportRunQuerySet":
        """The newest first, without their answers."""
        return self.select_related("asked_by").defer("answer").order_by("-asked_at", "-id")


class ReportRun(Job):
    """A question asked of a report, and the job that answers it (DESIGN law 10)."""

    report = models.CharField(_("report"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    as_of = models.DateField(_("as true on"))
    answer = models.JSONField(_("answer"), null=True, blank=True)
    seen_change = models.BigIntegerField(_("last change of the book that was seen"), null=True, blank=True)
    checksum = models.CharField(_("SHA-256 of the CSV file"), max_length=64, blank=True)

    objects = ReportRunQuerySet.as_manager()

    field_classes = classify(open="report parameters as_of answer seen_change checksum")

    scoped_by = ()

    class Meta:
        verbose_name = _("report run")
        verbose_name_plural = _("report runs")
        # The answer is told by its checksum.
        triggers = [*booked(leaves_out=[*HEARTBEAT, "answer"]), moves()]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="run_asked"),
            waiting("run_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="run_done_has_answer",
                condition=~models.Q(status=RunStatus.DONE)
                | models.Q(answer__isnull=False, finished_at__isnull=False) & ~models.Q(checksum=""),
            ),
            says_why("run_failed_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.as_of:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("reports:run", args=[self.pk])
