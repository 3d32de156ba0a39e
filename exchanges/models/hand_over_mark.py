from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import AppendOnly
from common.classification import classify
from exchanges.hand_over_enums import MarkEffect, MarkKind, Refusal
from exchanges.models.exchange import Exchange
from exchanges.models.manifest_entry import ManifestEntry

Q = models.Q


class HandOverMark(Record):
    """What one person said at the bus of one entry. The phone mints its key, so that a mark sent twice is one mark.

    Marks that disagree are both kept; `effect` says which one stands.
    """

    exchange = models.ForeignKey(
        Exchange, models.PROTECT, db_index=False, related_name="hand_over_marks", verbose_name=_("exchange")
    )
    entry = models.ForeignKey(ManifestEntry, models.PROTECT, related_name="marks", verbose_name=_("entry"))
    kind = models.CharField(_("mark"), max_length=12, choices=MarkKind)
    number = models.PositiveIntegerField(
        _("number"), help_text=_("As it arrived, counted within the exchange, from 1.")
    )
    noted_at = models.DateTimeField(_("noted at"), help_text=_("By the clock of the device, never after it arrived."))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+", verbose_name=_("noted by")
    )
    recorded_at = models.DateTimeField(_("arrived at"), db_default=Now(), editable=False)
    bus = models.CharField(_("bus"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)
    effect = models.CharField(_("what became of it"), max_length=10, choices=MarkEffect)
    refusal = models.CharField(_("why refused"), max_length=10, choices=Refusal, blank=True)
    after = models.UUIDField(
        _("made knowing"), null=True, blank=True, help_text=_("The mark that stood when this one was made.")
    )
    conflicts_with = models.UUIDField(_("in conflict with"), null=True, blank=True, help_text=_("Another mark."))
    bulk = models.UUIDField(_("marked together"), null=True, blank=True)

    field_classes = classify(
        staff="exchange entry kind number noted_at noted_by recorded_at bus effect refusal after conflicts_with bulk",
        identity="note",
    )
    view_permission = Permission.MANIFESTS_VIEW
    voided_with = ("exchange",)
    scoped_by = ("exchange", "entry__captivity__person")

    class Meta(Record.Meta):
        verbose_name = _("mark of a hand-over")
        verbose_name_plural = _("marks of hand-overs")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["exchange", "number"], name="handovermark_numbered_once"),
            models.CheckConstraint(
                name="handovermark_refusal_whole",
                condition=Q(effect=MarkEffect.REFUSED) & ~Q(refusal="") | ~Q(effect=MarkEffect.REFUSED) & Q(refusal=""),
            ),
        ]
        triggers = [*Record.Meta.triggers, AppendOnly()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.entry}"
