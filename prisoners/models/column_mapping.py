from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify


class ColumnMapping(Record):
    """How the columns of a kind of file are read, remembered for the next file with the same header."""

    signature = models.CharField(_("signature of the header"), max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=255)
    columns = ArrayField(models.CharField(max_length=200, blank=True), default=list, verbose_name=_("columns"))
    mapping = models.JSONField(_("columns by field"), default=dict)

    field_classes = classify(staff="signature name columns mapping")
    view_permission = Permission.PRISONERS_IMPORT
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("template of columns")
        verbose_name_plural = _("templates of columns")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["signature"],
                condition=models.Q(voided_at__isnull=True),
                name="columnmapping_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
