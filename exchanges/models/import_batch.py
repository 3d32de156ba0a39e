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

    field_classes = classify(staff="file_name sha256 size status")
    view_permission = Permission.EXCHANGES_IMPORT

    class Meta(Record.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [*Record.Meta.constraints]
        triggers = [
            *Record.Meta.triggers,
            StateMachine(field="status", initial=BatchStatus.PREVIEWED, moves=BATCH_MOVES),
        ]

    def __str__(self) -> str:
        return self.file_name
