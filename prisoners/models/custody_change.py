from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from prisoners.enums import CustodyManner
from prisoners.models.captivity import Captivity
from sources.models import Source
from units.models import Party


class CustodyChange(Record):
    """A prisoner passed from one holder to another. The detaining Power goes on answering (GC III art. 12)."""

    captivity = models.ForeignKey(
        Captivity, models.PROTECT, related_name="custody_changes", verbose_name=_("captivity")
    )
    holder_from = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("from")
    )
    holder_to = models.ForeignKey(Party, models.PROTECT, db_index=False, related_name="+", verbose_name=_("to"))
    manner = models.CharField(_("manner"), max_length=12, choices=CustodyManner, default=CustodyManner.UNKNOWN)
    changed_on = date_field(_("on"))
    changed_on_precision = precision_field(_("change known to the"))
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    note = models.TextField(_("note"), blank=True)

    changed = PartialDateProperty("changed_on")

    field_classes = classify(
        staff="captivity holder_from holder_to manner changed_on changed_on_precision source", location="note"
    )
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person",)

    class Meta(Record.Meta):
        verbose_name = _("change of custody")
        verbose_name_plural = _("changes of custody")
        constraints = [
            *Record.Meta.constraints,
            date_whole("custodychange", "changed_on"),
            models.CheckConstraint(
                name="custodychange_two_holders",
                condition=models.Q(holder_from__isnull=True) | ~models.Q(holder_from=models.F("holder_to")),
                violation_error_message=_("From and to are the same holder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_from or '?'} → {self.holder_to}"
