from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from exchanges.models.exchange import Exchange
from exchanges.sealing_triggers import SealedPart
from negotiations.models import Programme


class ProgrammeBooking(Record):
    """An exchange counted to a programme. One exchange may be booked to two (2 October 2025)."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="bookings", verbose_name=_("exchange"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="bookings", verbose_name=_("programme"))

    field_classes = classify(open="exchange programme")
    view_permission = Permission.EXCHANGES_VIEW
    voided_alone = "one of a list that is edited with the exchange"
    scoped_by = ("exchange",)

    class Meta(Record.Meta):
        verbose_name = _("booking to a programme")
        verbose_name_plural = _("bookings to programmes")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["exchange", "programme"],
                condition=models.Q(voided_at__isnull=True),
                name="booking_once",
                violation_error_message=_("This programme is named twice."),
            ),
        ]
        triggers = [*Record.Meta.triggers, SealedPart()]

    def __str__(self) -> str:
        return f"{self.exchange} → {self.programme}"
