from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from exchanges.enums import RowOutcome
from exchanges.models.exchange import Exchange
from exchanges.models.import_batch import ImportBatch


class ImportRow(Record):
    """One row of an imported file, kept as it came, and what became of it."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows", verbose_name=_("import"))
    row_no = models.PositiveIntegerField(_("row"))
    raw = models.JSONField(_("row as it came"))
    key = models.CharField(_("row key"), max_length=64, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=RowOutcome)
    problems = models.JSONField(_("problems"), default=list, blank=True)
    exchange = models.ForeignKey(
        Exchange, models.PROTECT, null=True, blank=True, related_name="import_rows", verbose_name=_("exchange")
    )

    field_classes = classify(staff="batch row_no raw key outcome problems exchange")
    view_permission = Permission.EXCHANGES_IMPORT
    scoped_by = ("exchange",)

    class Meta(Record.Meta):
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["batch", "row_no"], name="importrow_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(outcome=RowOutcome.CREATED, voided_at__isnull=True),
                name="importrow_created_once",
                violation_error_message=_("This row of the public record was imported already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.row_no}"
