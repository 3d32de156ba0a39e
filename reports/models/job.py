import datetime
from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.models import Booked
from audit.triggers import StateMachine
from common.classification import classify
from reports.enums import ENDED, RUN_MOVES, RunStatus

#: What a worker writes every second is no content of the record.
HEARTBEAT = ("lease_until", "fence", "done", "total", "message")
#: How long a file may be fetched; afterwards its content is removed.
KEPT = datetime.timedelta(hours=24)


def held_by(user: models.Model, permissions: Iterable[str]) -> list[str]:
    """What a user holds today, in the words of `needs`: permissions, `field:<class>`, `sight:<what of>` by these."""
    held = {*user.permissions, *(f"field:{kind}" for kind in user.field_classes_seen)}
    return sorted(held | {f"sight:{token}" for each in permissions for token in user.sight(each).tokens})


class Job(Booked):
    """Work that somebody asked for and that a worker does (DESIGN law 10)."""

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

    field_classes = classify(
        open="language asked_at status attempts lease_until fence done total message started_at finished_at failure",
        staff="needs asked_by",
    )

    class Meta:
        abstract = True

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


def moves() -> StateMachine:
    """The trigger that holds the state machine of a job."""
    return StateMachine(field="status", initial=RunStatus.QUEUED, moves=RUN_MOVES)


def waiting(name: str) -> models.Index:
    """The index by which workers find what waits."""
    unfinished = models.Q(status__in=[RunStatus.QUEUED, RunStatus.RUNNING])
    return models.Index(fields=["lease_until"], condition=unfinished, name=name)


def says_why(name: str) -> models.CheckConstraint:
    """A job that failed says why."""
    condition = ~models.Q(status=RunStatus.FAILED) | ~models.Q(failure="")
    return models.CheckConstraint(name=name, condition=condition)
