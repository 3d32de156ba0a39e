from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import AppendOnly
from common.classification import classify
from exchanges.manifest_triggers import FrozenByTwo
from exchanges.models.exchange import Exchange


class FrozenManifest(Record):
    """What two people approved: everybody on the manifest at that moment, as one text and its hash.

    It names nobody, so that it may be kept for ever: the words that stood for a person are in it as their hash.
    """

    exchange = models.ForeignKey(
        Exchange, models.PROTECT, db_index=False, related_name="frozen_manifests", verbose_name=_("exchange")
    )
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Counted within the exchange, from 1."))
    content = models.TextField(
        _("content"), help_text=_("Canonical JSON: keys, and the hash of the words that stood for each person.")
    )
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    to_us = models.PositiveIntegerField(_("persons to us"))
    to_them = models.PositiveIntegerField(_("persons to them"))
    frozen_at = models.DateTimeField(_("frozen at"))

    field_classes = classify(
        open="number",
        staff="exchange content sha256 to_us to_them frozen_at",
    )
    view_permission = Permission.MANIFESTS_VIEW
    voided_with = ("exchange",)
    scoped_by = ("exchange",)

    class Meta(Record.Meta):
        verbose_name = _("frozen manifest")
        verbose_name_plural = _("frozen manifests")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["exchange", "number"], name="frozenmanifest_numbered_once"),
        ]
        triggers = [*Record.Meta.triggers, AppendOnly(), FrozenByTwo()]

    def __str__(self) -> str:
        return f"{self.exchange}: {self.number}"
