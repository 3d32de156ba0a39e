from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import AppendOnly
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from places.models import Place
from prisoners.enums import CaptivityStatus, EventKind
from prisoners.models.captivity import Captivity
from sources.models import Source


class StatusEvent(Record):
    """Something that happened to a prisoner: when it happened, when it became known here, and from whom.

    Append-only: a wrong one is voided or corrected by another event, never changed.
    """

    captivity = models.ForeignKey(Captivity, models.PROTECT, related_name="events", verbose_name=_("captivity"))
    kind = models.CharField(_("what happened"), max_length=13, choices=EventKind)
    occurred_on = date_field(_("happened on"))
    occurred_on_precision = precision_field(_("happened known to the"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    from_status = models.CharField(_("status before"), max_length=12, choices=CaptivityStatus, editable=False)
    to_status = models.CharField(_("status after"), max_length=12, choices=CaptivityStatus, editable=False)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("place")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    note = models.TextField(_("note"), blank=True)
    condition = models.CharField(
        _("on what condition"),
        max_length=500,
        blank=True,
        db_default="",
        help_text=_("Of an internment in a neutral country or a parole: where, and what was promised."),
    )
    until = models.DateField(_("in force until"), null=True, blank=True)

    occurred = PartialDateProperty("occurred_on")

    field_classes = classify(
        open="recorded_at",
        staff="captivity kind occurred_on occurred_on_precision from_status to_status source note condition until",
        location="place",
    )
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person", "place")

    class Meta(Record.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Record.Meta.constraints,
            date_whole("statusevent", "occurred_on"),
            models.CheckConstraint(
                name="statusevent_condition_of_some",
                condition=models.Q(kind__in=(EventKind.INTERNED, EventKind.PAROLED))
                | models.Q(condition="", until__isnull=True),
                violation_error_message=_("Only an internment in a neutral country and a parole have a condition."),
            ),
        ]
        triggers = [*Record.Meta.triggers, AppendOnly()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.occurred}"
