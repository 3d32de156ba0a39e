import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep


class Anchor(models.Model):
    """The head of the chain at a moment, signed: whoever rewrites the chain up to it contradicts the signature."""

    seq = models.BigIntegerField(_("sequence"), unique=True)
    hash = models.CharField(_("hash"), max_length=64)
    at = models.DateTimeField(_("when"), db_default=Now())
    key = models.CharField(_("public key"), max_length=64)
    signature = models.CharField(_("signature"), max_length=128)

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        triggers = [pgtrigger.Protect(name="no_update", operation=pgtrigger.Update), *keep()]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}…"
