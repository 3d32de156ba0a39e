import functools
import operator
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from exchanges.enums import Axis, Measure, Qualifier
from exchanges.models.exchange import Exchange
from exchanges.models.remains_transfer import RemainsTransfer
from exchanges.models.transfer import Transfer
from exchanges.validators import check_claim
from places.models import Place
from sources.models import Source
from units.models import Party, Unit

Q = models.Q

#: Which figure of its transfer a claim is about, by measure, axis and category.
FIGURES = {
    (Measure.AGREED, "", ""): "agreed",
    (Measure.DELIVERED, "", ""): "delivered",
    (Measure.DELIVERED, Axis.STATUS, "military"): "delivered_military",
    (Measure.DELIVERED, Axis.STATUS, "civilian"): "delivered_civilian",
}


#: What a claim may be about; it is about exactly one of them.
SUBJECTS = ("exchange", "transfer", "remains_transfer", "place", "party", "unit")


def _about(subject: str) -> Q:
    return Q(**{f"{each}__isnull": each != subject for each in SUBJECTS})


class Claim(Record):
    """A figure that somebody said: of whom, by whom, when and in which source. Claims disagree and stand side by side.

    Which one is adopted is a recorded decision (the verb `adopt_claim`).
    """

    claimed_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="claims_made", verbose_name=_("claimed by")
    )
    exchange = models.ForeignKey(
        Exchange, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("of the exchange")
    )
    transfer = models.ForeignKey(
        Transfer, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("of the transfer")
    )
    remains_transfer = models.ForeignKey(
        RemainsTransfer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("of the transfer of remains"),
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("of the place")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="claims_about", verbose_name=_("of the party")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("of the unit")
    )
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    qualifier = models.CharField(_("qualifier"), max_length=2, choices=Qualifier, default=Qualifier.EXACTLY)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    percent = models.DecimalField(
        _("percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    axis = models.CharField(_("axis"), max_length=20, choices=Axis, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    is_partition = models.BooleanField(
        _("part of a partition"),
        default=False,
        help_text=_("Yes when the categories of this axis do not overlap and add up to the whole."),
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims", verbose_name=_("source"))
    quote = models.TextField(_("quote"), blank=True)
    adopted = models.BooleanField(_("adopted"), default=False, editable=False)

    field_classes = classify(
        open="claimed_by exchange transfer remains_transfer party unit measure qualifier number percent axis category "
        "is_partition as_of source quote adopted",
        location="place",
    )
    view_permission = Permission.EXCHANGES_VIEW
    voided_with = ("exchange", "transfer", "remains_transfer")
    scoped_by = ("exchange", "transfer__exchange", "remains_transfer__exchange", "place")

    class Meta(Record.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [models.Index(fields=["party", "measure", "as_of"], name="claim_party_measure")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="claim_number_or_percent",
                condition=Q(number__isnull=True, percent__isnull=False) | Q(number__isnull=False, percent__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_of_one_thing",
                condition=functools.reduce(operator.or_, map(_about, SUBJECTS)),
            ),
            models.CheckConstraint(
                name="claim_of_the_dead_apart",
                condition=Q(remains_transfer__isnull=True) & ~Q(measure=Measure.REMAINS)
                | Q(measure=Measure.REMAINS, exchange=None, transfer=None, place=None, unit=None),
                violation_error_message=_("The dead are claimed of a transfer of remains or of a party, and apart."),
            ),
            models.UniqueConstraint(
                fields=["transfer", "measure", "axis", "category"],
                condition=Q(adopted=True, voided_at__isnull=True, transfer__isnull=False),
                name="claim_one_adopted",
                violation_error_message=_("Another claim is adopted for this figure."),
            ),
        ]

    def __str__(self) -> str:
        figure = f"{self.percent} %" if self.number is None else str(self.number)
        return f"{self.get_measure_display()} {self.qualifier} {figure}"

    @property
    def subject_ids(self) -> tuple[uuid.UUID | None, ...]:
        """The keys of the things that the claim may be about; exactly one is set."""
        return tuple(getattr(self, f"{each}_id") for each in SUBJECTS)

    @property
    def subject(self) -> Record:
        """The record on whose page the claim stands: the exchange, also of a transfer, or whatever it is about."""
        of_exchange = self.exchange or (self.transfer and self.transfer.exchange)
        return of_exchange or self.remains_transfer or self.place or self.party or self.unit

    @property
    def figure(self) -> str | None:
        """The field of the transfer that the claim would set if it were adopted; None where there is no such field."""
        return FIGURES.get((self.measure, self.axis, self.category)) if self.transfer_id else None

    def clean(self) -> None:
        check_claim(self)
