import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep


class Verification(models.Model):
    """One check of the book: how far it went and what it found. `findings` names sequences and records, no content."""

    at = models.DateTimeField(_("when"), db_default=Now())
    start = models.BigIntegerField(_("from"))
    links = models.BigIntegerField(_("links checked"))
    head = models.BigIntegerField(_("through"))
    seconds = models.FloatField(_("seconds"))
    findings = models.JSONField(_("findings"), default=list)
    found = models.PositiveIntegerField(_("number of findings"))

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        triggers = [pgtrigger.Protect(name="no_update", operation=pgtrigger.Update), *keep()]

    def __str__(self) -> str:
        return f"{self.start}–{self.head}: {self.found}"
