import datetime

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import FieldClass, classify
from prisoners.enums import MedicalBasis
from prisoners.models.captivity import Captivity
from sources.models import Source

#: Months within which a decision is to be carried out (GC III Annex II art. 12).
MONTHS = 3


class CommissionDecision(Record):
    """What a mixed medical commission decided of a prisoner (GC III arts. 110, 112)."""

    captivity = models.ForeignKey(
        Captivity, models.PROTECT, related_name="commission_decisions", verbose_name=_("captivity")
    )
    commission = models.CharField(_("commission"), max_length=200, blank=True)
    presented_by = models.CharField(_("presented by"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"))
    basis = models.CharField(_("decision"), max_length=12, choices=MedicalBasis)
    carried_out_on = models.DateField(_("carried out on"), null=True, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )

    field_classes = classify(health="commission presented_by decided_on basis carried_out_on source", staff="captivity")
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person",)
    all_of_class = FieldClass.HEALTH
    called_by = ("basis", "decided_on")

    class Meta(Record.Meta):
        verbose_name = _("decision of a medical commission")
        verbose_name_plural = _("decisions of medical commissions")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="commissiondecision_in_order",
                condition=models.Q(carried_out_on__isnull=True) | models.Q(carried_out_on__gte=models.F("decided_on")),
                violation_error_message=_("It cannot be carried out before it was decided."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_basis_display()

    @property
    def due_on(self) -> datetime.date:
        """The day by which the decision is to be carried out."""
        return self.decided_on + relativedelta(months=MONTHS)
