from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from exchanges.enums import MediatorRole
from exchanges.models.exchange import Exchange
from exchanges.sealing_triggers import SealedPart
from units.models import Party


class Mediation(Record):
    """Who helped an exchange come about, and how."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="mediations", verbose_name=_("exchange"))
    mediator = models.ForeignKey(Party, models.PROTECT, related_name="mediations", verbose_name=_("mediator"))
    role = models.CharField(_("role"), max_length=20, choices=MediatorRole, default=MediatorRole.BROKER)

    field_classes = classify(open="exchange mediator role")
    view_permission = Permission.EXCHANGES_VIEW
    voided_alone = "one of a list that is edited with the exchange"
    scoped_by = ("exchange",)

    class Meta(Record.Meta):
        verbose_name = _("mediation")
        verbose_name_plural = _("mediations")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["exchange", "mediator", "role"],
                condition=models.Q(voided_at__isnull=True),
                name="mediation_once",
                violation_error_message=_("This mediator is named twice in the same role."),
            ),
        ]
        triggers = [*Record.Meta.triggers, SealedPart()]

    def __str__(self) -> str:
        return f"{self.mediator} ({self.get_role_display()})"
