from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from exchanges.after_enums import RemainsResult
from exchanges.after_validators import check_remains
from exchanges.enums import CountStatus, Direction
from exchanges.models.exchange import Exchange
from exchanges.sealing_triggers import RemainsOnly
from negotiations.models import Programme
from places.models import Place
from sources.models import Source
from units.models import Party

Q = models.Q


class RemainsTransferQuerySet(RecordQuerySet):
    def with_progress(self) -> "RemainsTransferQuerySet":
        """Adds how many bodies were examined with which result: `identified`, `other_side`, `unidentified`."""
        of_it = self.model._meta.get_field("identifications").related_model.objects.standing()
        counts = {
            str(result): models.Subquery(
                of_it.filter(remains_transfer=models.OuterRef("pk"), result=result)
                .order_by()
                .values("remains_transfer")
                .annotate(count=models.Count("pk"))
                .values("count"),
                output_field=models.IntegerField(),
            )
            for result in RemainsResult
        }
        return self.annotate(**{name: models.functions.Coalesce(count, 0) for name, count in counts.items()})


class RemainsTransfer(Record):
    """The dead handed over from one side to the other. They are counted here only, never among the living."""

    exchange = models.ForeignKey(
        Exchange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remains_transfers",
        verbose_name=_("exchange"),
        help_text=_("A return of remains that it is part of; blank when it stands alone."),
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    from_party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    to_party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("received by"))
    handed_over_on = date_field(_("handed over on"))
    handed_over_on_precision = precision_field(_("hand-over known to the"))
    via = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("via"))
    received = models.PositiveIntegerField(_("bodies received"), null=True, blank=True)
    count_status = models.CharField(
        _("about the number"), max_length=20, choices=CountStatus, default=CountStatus.PENDING
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    notes = models.TextField(_("notes"), blank=True)

    handed_over = PartialDateProperty("handed_over_on")

    objects = RemainsTransferQuerySet.as_manager()

    field_classes = classify(
        open="exchange direction from_party to_party handed_over_on handed_over_on_precision received count_status "
        "programme source",
        location="via",
        staff="notes",
    )
    view_permission = Permission.EXCHANGES_VIEW
    voided_with = ("exchange",)
    scoped_by = ("exchange",)

    class Meta(Record.Meta):
        verbose_name = _("transfer of remains")
        verbose_name_plural = _("transfers of remains")
        constraints = [
            *Record.Meta.constraints,
            date_whole("remainstransfer", "handed_over_on"),
            models.CheckConstraint(
                name="remainstransfer_known_has_number",
                condition=Q(count_status=CountStatus.KNOWN, received__isnull=False)
                | ~Q(count_status=CountStatus.KNOWN) & Q(received__isnull=True),
                violation_error_message=_("A number received and “known” go together."),
            ),
            models.CheckConstraint(name="remainstransfer_two_parties", condition=~Q(from_party=models.F("to_party"))),
        ]
        triggers = [*Record.Meta.triggers, RemainsOnly()]

    def __str__(self) -> str:
        return _("Remains to %(party)s, %(day)s") % {
            "party": self.to_party,
            "day": self.handed_over or _("day not known"),
        }

    def get_absolute_url(self) -> str:
        return reverse("remains:detail", args=[self.pk])

    def clean(self) -> None:
        check_remains(self)
