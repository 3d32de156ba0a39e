from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from audit.triggers import booked
from common.classification import classify
from reports.enums import RunStatus
from reports.models.job import HEARTBEAT, Job, held_by, moves, says_why, waiting

#: What reports read by.
READ = (
    Permission.EXCHANGES_VIEW,
    Permission.PRISONERS_FIGURES,
    Permission.PRISONERS_ELIGIBLE,
    Permission.LISTS_VIEW,
)


class ReportRunQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "ReportRunQuerySet":
        """The runs that a user may see: one's own and those that are shared; an auditor, who reads the book, all.

        In each case only runs of what the user may see today: who has lost `exchanges.view`, or the sight of a class
        of fields, has lost what was read with it, and who never had it is not helped by a link.
        """
        if not user.has_perm(Permission.REPORTS_VIEW):
            return self.none()
        runs = self.filter(needs__contained_by=held_by(user, filter(user.has_perm, READ)))
        if user.has_perm(Permission.BOOK_VIEW):
            return runs
        return runs.filter(Q(asked_by=user) | Q(shared_at__isnull=False))

    def listed_for(self, user: models.Model) -> "ReportRunQuerySet":
        """Those that stand in a list of the user's: what others share is found by its link."""
        runs = self.visible_to(user)
        return runs if user.has_perm(Permission.BOOK_VIEW) else runs.filter(asked_by=user)

    def linked_for(self, user: models.Model) -> "ReportRunQuerySet":
        """What is shared, for whoever holds the link and may see reports: which question it is, never the answer."""
        shared = self.filter(shared_at__isnull=False).defer("answer")
        return shared if user.has_perm(Permission.REPORTS_VIEW) else shared.none()

    def recent(self) -> "ReportRunQuerySet":
        """The newest first, without their answers."""
        return self.select_related("asked_by").defer("answer").order_by("-asked_at", "-id")

    def overdue(self) -> "ReportRunQuerySet":
        """Those whose answer was made so long ago that it is kept no longer (`OBMIN_RUNS_KEPT_DAYS`)."""
        return self.filter(answer__isnull=False, finished_at__lte=timezone.now() - settings.RUNS_KEPT)


class ReportRun(Job):
    """A question asked of a report, and the job that answers it (DESIGN law 10).

    Its answer is kept for a time; that it was asked, and the checksum of what was answered, stay.
    """

    report = models.CharField(_("report"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    as_of = models.DateField(_("as true on"))
    answer = models.JSONField(_("answer"), null=True, blank=True)
    seen_change = models.BigIntegerField(_("last change of the book that was seen"), null=True, blank=True)
    checksum = models.CharField(_("SHA-256 of the CSV file"), max_length=64, blank=True)
    #: Since when whoever holds the link may see it who holds all that it needs (ADR 0032).
    shared_at = models.DateTimeField(_("shared at"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("answer removed at"), null=True, blank=True)

    objects = ReportRunQuerySet.as_manager()

    field_classes = classify(open="report parameters as_of answer seen_change checksum shared_at emptied_at")

    scoped_by = ()

    class Meta:
        verbose_name = _("report run")
        verbose_name_plural = _("report runs")
        # The answer is told by its checksum.
        triggers = [*booked(leaves_out=[*HEARTBEAT, "answer"]), moves()]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="run_asked"),
            models.Index(fields=["finished_at"], condition=Q(answer__isnull=False), name="run_kept"),
            waiting("run_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="run_done_has_answer",
                condition=~Q(status=RunStatus.DONE)
                | (Q(answer__isnull=False) | Q(emptied_at__isnull=False))
                & Q(finished_at__isnull=False)
                & ~Q(checksum=""),
            ),
            models.CheckConstraint(
                name="run_shared_is_done", condition=Q(shared_at__isnull=True) | Q(status=RunStatus.DONE)
            ),
            says_why("run_failed_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.as_of:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("reports:run", args=[self.pk])

    @property
    def has_answer(self) -> bool:
        """Whether there is an answer to look at: it is done, and its answer is still kept."""
        return self.status == RunStatus.DONE and self.emptied_at is None

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None
