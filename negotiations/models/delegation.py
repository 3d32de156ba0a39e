from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from negotiations.models.round import Round
from units.models import Party


class Delegation(Record):
    """Who sat at the table of a round for a party."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="delegations", verbose_name=_("round"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="delegations", verbose_name=_("party"))
    body = models.CharField(
        _("body"), max_length=200, blank=True, help_text=_("Such as the headquarters or the office of the ombudsman.")
    )
    members = models.TextField(_("members"), blank=True, help_text=_("Officials only, never prisoners."))

    field_classes = classify(open="round party body", staff="members")
    view_permission = Permission.NEGOTIATIONS_VIEW
    voided_alone = "one of a list that is edited with the round"
    scoped_by = ("round",)
    called_with = ("party",)

    class Meta(Record.Meta):
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "party", "body"],
                condition=models.Q(voided_at__isnull=True),
                name="delegation_once",
                violation_error_message=_("This delegation is named twice."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} ({self.body})" if self.body else str(self.party)
