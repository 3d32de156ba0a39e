from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from exchanges.after_enums import InformationKind
from exchanges.after_validators import check_information
from exchanges.enums import Direction, Qualifier
from negotiations.models import NameList, Round
from sources.models import Source
from units.models import Party


class InformationTransfer(Record):
    """Letters, lists, parcels or messages that were passed on: something happened, and nobody moved."""

    kind = models.CharField(_("what was passed on"), max_length=10, choices=InformationKind)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction, blank=True, help_text=_("Blank when no source says.")
    )
    passed_on = date_field(_("passed on"))
    passed_on_precision = precision_field(_("day known to the"))
    mediator = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("through"),
        help_text=_("Who carried it; blank when the sides met."),
    )
    qualifier = models.CharField(_("how the number was put"), max_length=2, choices=Qualifier, default="=")
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="information_transfers",
        verbose_name=_("round"),
    )
    name_list = models.ForeignKey(
        NameList,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="information_transfers",
        verbose_name=_("list of names"),
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    notes = models.TextField(_("notes"), blank=True)

    passed = PartialDateProperty("passed_on")

    field_classes = classify(
        open="kind direction passed_on passed_on_precision mediator qualifier count source",
        staff="round name_list notes",
    )
    view_permission = Permission.EXCHANGES_VIEW
    scoped_by = ("round", "name_list")

    class Meta(Record.Meta):
        verbose_name = _("information passed on")
        verbose_name_plural = _("information passed on")
        constraints = [*Record.Meta.constraints, date_whole("informationtransfer", "passed_on")]

    def __str__(self) -> str:
        what = f"{self.get_kind_display()} {self.get_direction_display()}".strip()
        return f"{what}, {self.passed or _('day not known')}"

    def get_absolute_url(self) -> str:
        return reverse("information:detail", args=[self.pk])

    def clean(self) -> None:
        check_information(self)
