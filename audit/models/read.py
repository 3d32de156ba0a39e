import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep
from common.classification import classify
from common.reading import Surface


class Read(models.Model):
    """One line of the log of reads: which records of one kind a request showed, to whom, and where.

    One line for each kind of record in a request, with the keys as an array: a list of fifty persons is one line.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("when"), db_default=Now())
    # No foreign keys: people live in a room above this one, and the log outlives everybody in it.
    user_id = models.UUIDField(_("who"))
    session = models.CharField(_("session"), max_length=40, blank=True)
    token_id = models.UUIDField(_("token"), null=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    surface = models.CharField(_("where"), max_length=10, choices=Surface)
    view = models.CharField(_("page"), max_length=80, blank=True)
    kind = models.CharField(_("kind of record"), max_length=80)
    ids = ArrayField(models.UUIDField(), verbose_name=_("records"))
    count = models.PositiveIntegerField(_("number of records"))
    field_classes_shown = ArrayField(models.CharField(max_length=10), verbose_name=_("classes of fields"))
    #: Whether the answer was kept back, because an alarm was raised by it or was still open.
    refused = models.BooleanField(_("kept back"))
    break_glass_id = models.UUIDField(_("break-glass"), null=True)
    export_id = models.UUIDField(_("file"), null=True)

    field_classes = classify(
        staff="id at user_id session token_id request_id surface view kind ids count field_classes_shown refused"
        " break_glass_id export_id"
    )

    class Meta:
        verbose_name = _("read")
        verbose_name_plural = _("reads")
        indexes = [
            # Who read this record: keys of a busy day go to a list first and into the tree by the thousand.
            GinIndex(fields=["ids"], name="read_ids", fastupdate=True),
            models.Index(fields=["user_id", "at"], include=["count"], name="read_user"),
            BrinIndex(fields=["at"], name="read_at", pages_per_range=32),
        ]
        triggers = [pgtrigger.Protect(name="no_update", operation=pgtrigger.Update), *keep()]

    def __str__(self) -> str:
        return f"{self.kind} × {self.count}, {self.surface}"
