from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from exchanges.models.exchange import Exchange
from sources.models import Source
from units.models import Party


class Ordinal(Record):
    """Which exchange this was by somebody's count ("the 58th"). Sources disagree, so it is no key."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="ordinals", verbose_name=_("exchange"))
    value = models.PositiveIntegerField(_("ordinal"), validators=[MinValueValidator(1)])
    counted_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("counted by")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    field_classes = classify(open="exchange value counted_by source")
    view_permission = Permission.EXCHANGES_VIEW
    voided_alone = "one of a list that is edited with the exchange"
    scoped_by = ("exchange",)

    class Meta(Record.Meta):
        verbose_name = _("ordinal as reported")
        verbose_name_plural = _("ordinals as reported")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["exchange", "value", "counted_by", "source"],
                condition=models.Q(voided_at__isnull=True),
                name="ordinal_once",
                violation_error_message=_("This ordinal is named twice."),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.value)
