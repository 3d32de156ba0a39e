from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from prisoners.enums import EvidenceClass, Strength
from prisoners.models.captivity import Captivity
from sources.models import Source


class ConfirmationQuerySet(RecordQuerySet):
    def independent(self) -> int:
        """How many there are when reprints of one statement count as one."""
        statement = models.functions.Coalesce("source__same_statement_as", "source")
        return self.standing().aggregate(n=models.Count(statement, distinct=True))["n"]


class Confirmation(Record):
    """A source that says that somebody is held. Two reprints of one statement are one confirmation."""

    captivity = models.ForeignKey(Captivity, models.PROTECT, related_name="confirmations", verbose_name=_("captivity"))
    source = models.ForeignKey(
        Source, models.PROTECT, db_index=False, related_name="confirmations", verbose_name=_("source")
    )
    evidence = models.CharField(_("known from"), max_length=12, choices=EvidenceClass)
    strength = models.CharField(_("strength"), max_length=6, choices=Strength, default=Strength.FAIR)
    confirmed_on = date_field(_("confirmed on"))
    confirmed_on_precision = precision_field(_("confirmation known to the"))
    note = models.TextField(_("note"), blank=True)

    confirmed = PartialDateProperty("confirmed_on")

    objects = ConfirmationQuerySet.as_manager()

    field_classes = classify(
        staff="captivity source evidence strength confirmed_on confirmed_on_precision", identity="note"
    )
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person",)

    class Meta(Record.Meta):
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            *Record.Meta.constraints,
            date_whole("confirmation", "confirmed_on"),
            models.UniqueConstraint(
                fields=["captivity", "source"],
                condition=models.Q(voided_at__isnull=True),
                name="confirmation_once",
                violation_error_code="duplicate",
                violation_error_message=_("This source is recorded as a confirmation already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_evidence_display()}: {self.source}"
