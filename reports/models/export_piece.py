from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.classification import classify
from common.ids import new_id
from reports.models.job import KEPT
from reports.models.list_export import ListExport


class ExportPieceQuerySet(models.QuerySet):
    def expired(self) -> "ExportPieceQuerySet":
        """Of files made more than 24 hours ago, and still there."""
        return self.filter(export__finished_at__lte=timezone.now() - KEPT, content__isnull=False)


class ExportPiece(models.Model):
    """A part of the file of a list, packed with gzip as a whole: a file of any size is written and read piece by piece.

    Its content is removed a day after the file was made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    export = models.ForeignKey(ListExport, models.PROTECT, related_name="pieces", verbose_name=_("file of a list"))
    number = models.PositiveIntegerField(_("number"))
    content = models.BinaryField(_("content"), null=True)

    objects = ExportPieceQuerySet.as_manager()

    field_classes = classify(open="id export number", identity="content")

    class Meta:
        verbose_name = _("piece of a file")
        verbose_name_plural = _("pieces of files")
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_piece_once")]

    def __str__(self) -> str:
        return f"{self.export} · {self.number}"
