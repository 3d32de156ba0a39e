from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from exchanges.enums import CountStatus, Direction
from exchanges.models.exchange import Exchange
from exchanges.sealing_triggers import LivingOnly, SealedPart
from exchanges.triggers import NoFewerThanNamed
from exchanges.validators import check_transfer
from places.models import Place
from units.models import Party

Q, F = models.Q, models.F


class Transfer(Record):
    """Persons moving one way within an exchange: how many were agreed, how many delivered. Blank is not zero."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="transfers", verbose_name=_("exchange"))
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    from_party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    to_party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("returned to"))
    via = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("via"))
    agreed = models.PositiveIntegerField(_("agreed"), null=True, blank=True)
    delivered = models.PositiveIntegerField(_("delivered"), null=True, blank=True)
    delivered_military = models.PositiveIntegerField(_("of them military"), null=True, blank=True)
    delivered_civilian = models.PositiveIntegerField(_("of them civilians"), null=True, blank=True)
    count_status = models.CharField(
        _("about the number"), max_length=20, choices=CountStatus, default=CountStatus.PENDING
    )
    composition = models.TextField(_("composition as reported"), blank=True)

    field_classes = classify(
        open="exchange direction from_party to_party agreed delivered delivered_military delivered_civilian "
        "count_status composition",
        location="via",
    )
    view_permission = Permission.EXCHANGES_VIEW
    voided_with = ("exchange",)
    scoped_by = ("exchange",)

    class Meta(Record.Meta):
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="transfer_known_has_number",
                condition=Q(count_status=CountStatus.KNOWN, delivered__isnull=False)
                | ~Q(count_status=CountStatus.KNOWN) & Q(delivered__isnull=True),
                violation_error_message=_("A number delivered and “known” go together."),
            ),
            models.CheckConstraint(
                name="transfer_parts_within_whole",
                # NULL in a check passes it, so each unknown part is weighed as nothing.
                condition=Q(delivered_military__isnull=True, delivered_civilian__isnull=True)
                | Q(
                    delivered__isnull=False,
                    delivered__gte=Coalesce(F("delivered_military"), 0) + Coalesce(F("delivered_civilian"), 0),
                ),
            ),
            models.CheckConstraint(name="transfer_two_parties", condition=~Q(from_party=F("to_party"))),
        ]
        triggers = [*Record.Meta.triggers, LivingOnly(), NoFewerThanNamed(), SealedPart()]

    def __str__(self) -> str:
        return f"{self.exchange}: {self.get_direction_display()}"

    def clean(self) -> None:
        check_transfer(self)
