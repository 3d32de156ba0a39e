from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import StateMachine
from common.classification import classify
from exchanges.enums import BATCH_MOVES, BatchStatus


class ImportBatch(Record):
    """A file of the public record that somebody uploaded: its hash, and what became of each of its rows."""

    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    status = models.CharField(_("status"), max_length=20, choices=BatchStatus, default=BatchStatus.PREVIEWED)
    # What no row stands for, so that an undo finds it: numbered exchanges above their stages, and new sources.
    parents_added = ArrayField(
        models.UUIDField(), default=list, blank=True, editable=False, verbose_name=_("added above their stages")
    )
    sources_added = ArrayField(
        models.UUIDField(), default=list, blank=True, editable=False, verbose_name=_("sources registered")
    )

    field_classes = classify(staff="file_name sha256 size status parents_added sources_added")
    view_permission = Permission.EXCHANGES_IMPORT
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["sha256"], name="importbatch_sha256")]
        triggers = [
            *Record.Meta.triggers,
            StateMachine(field="status", initial=BatchStatus.PREVIEWED, moves=BATCH_MOVES),
        ]

    def __str__(self) -> str:
        return self.file_name
