from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.triggers import booked
from common.classification import classify
from reports.enums import CONTENT_TYPES, ListFormat, RunStatus
from reports.models.job import HEARTBEAT, KEPT, Job, held_by, moves, says_why, waiting


class ListExportQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "ListExportQuerySet":
        """One's own, as far as one may still see what is in them. Nobody else is given a file: the log tells of it."""
        return self.filter(asked_by=user, needs__contained_by=held_by(user, user.permissions))

    def recent(self) -> "ListExportQuerySet":
        """The newest first."""
        return self.order_by("-asked_at", "-id")


class ListExport(Job):
    """A list as a file: what somebody saw of it with these filters in this order, made by a worker (DESIGN law 10)."""

    page = models.CharField(_("list"), max_length=80)
    arguments = models.JSONField(_("record that the list is of"), default=dict, blank=True)
    query = models.TextField(_("filters and order"), blank=True)
    format = models.CharField(_("format"), max_length=7, choices=ListFormat)

    rows = models.PositiveIntegerField(_("rows in the file"), null=True, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)

    objects = ListExportQuerySet.as_manager()

    #: What is typed into a filter, and what stands in the file, may name somebody.
    field_classes = classify(open="page arguments format rows file_name size sha256", identity="query")

    scoped_by = ()

    class Meta:
        verbose_name = _("file of a list")
        verbose_name_plural = _("files of lists")
        triggers = [*booked(leaves_out=HEARTBEAT), moves()]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="export_asked"),
            waiting("export_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="export_done_has_file",
                condition=~models.Q(status=RunStatus.DONE)
                | models.Q(rows__isnull=False, size__isnull=False, finished_at__isnull=False) & ~models.Q(sha256=""),
            ),
            says_why("export_failed_says_why"),
        ]

    def __str__(self) -> str:
        return self.file_name or f"{self.page} · {self.format}"

    def get_absolute_url(self) -> str:
        return reverse("exports:detail", args=[self.pk])

    @property
    def has_expired(self) -> bool:
        """Whether the file may not be fetched any more, even if it is still to be removed."""
        return bool(self.finished_at) and self.finished_at <= timezone.now() - KEPT

    @property
    def content_type(self) -> str:
        """The media type that the file is sent with."""
        return CONTENT_TYPES[self.format]

    @property
    def told(self) -> dict[str, Any]:
        """The question, to ask it anew."""
        return {"page": self.page, "arguments": self.arguments, "query": self.query, "format": self.format}
