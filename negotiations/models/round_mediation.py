from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from negotiations.enums import MediatorRole
from negotiations.models.round import Round
from units.models import Party


class RoundMediation(Record):
    """Who helped the sides to meet, and how."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="mediations", verbose_name=_("round"))
    mediator = models.ForeignKey(Party, models.PROTECT, related_name="round_mediations", verbose_name=_("mediator"))
    role = models.CharField(_("role"), max_length=20, choices=MediatorRole, default=MediatorRole.BROKER)

    field_classes = classify(open="round mediator role")
    view_permission = Permission.NEGOTIATIONS_VIEW
    voided_alone = "one of a list that is edited with the round"
    scoped_by = ("round",)
    called_with = ("mediator",)

    class Meta(Record.Meta):
        verbose_name = _("mediation of a round")
        verbose_name_plural = _("mediations of rounds")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "mediator", "role"],
                condition=models.Q(voided_at__isnull=True),
                name="roundmediation_once",
                violation_error_message=_("This mediator is named twice in the same role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediator} ({self.get_role_display()})"
