from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import FieldClass, classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from prisoners.models.captivity import Captivity
from prisoners.return_enums import EVIDENCE, AfterReturn
from prisoners.triggers import AfterHome
from prisoners.validators import check_report
from sources.models import Source


class PostReturnReportQuerySet(RecordQuerySet):
    def evidence(self) -> "PostReturnReportQuerySet":
        """Reports that speak against GC III art. 117."""
        return self.filter(kind__in=sorted(EVIDENCE))


class PostReturnReport(Record):
    """What a source says became of somebody after the return. How far to trust it, the source says."""

    captivity = models.ForeignKey(
        Captivity, models.PROTECT, related_name="post_return_reports", verbose_name=_("captivity")
    )
    kind = models.CharField(_("after the return"), max_length=14, choices=AfterReturn)
    reported_on = date_field(_("reported on"))
    reported_on_precision = precision_field(_("report known to the"))
    source = models.ForeignKey(Source, models.PROTECT, db_index=False, related_name="+", verbose_name=_("source"))
    note = models.TextField(_("note"), blank=True)

    reported = PartialDateProperty("reported_on")

    objects = PostReturnReportQuerySet.as_manager()

    field_classes = classify(staff="captivity kind reported_on reported_on_precision source", identity="note")
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person",)
    all_of_class = FieldClass.STAFF
    called_by = ("kind", "reported_on")

    class Meta(Record.Meta):
        verbose_name = _("report after the return")
        verbose_name_plural = _("reports after the return")
        constraints = [*Record.Meta.constraints, date_whole("postreturnreport", "reported_on")]
        triggers = [*Record.Meta.triggers, AfterHome()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.reported}"

    @property
    def is_evidence(self) -> bool:
        """Whether it speaks against GC III art. 117: nobody writes that, it follows from what was reported."""
        return self.kind in EVIDENCE

    def clean(self) -> None:
        check_report(self)
