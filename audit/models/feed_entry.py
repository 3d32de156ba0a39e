from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.guards import SaltTakenByRedaction
from audit.models.change import Change
from audit.triggers import keep


class FeedEntry(models.Model):
    """A published change: its place in the dense sequence, and its link of the chain (see audit.chain)."""

    seq = models.BigIntegerField(_("sequence"), primary_key=True)
    # No constraint: it would lock every line of the book once more, and verify_book finds a line that is gone.
    change = models.OneToOneField(
        Change, models.DO_NOTHING, db_constraint=False, related_name="entry", verbose_name=_("change")
    )
    salt = models.BinaryField(_("salt"), max_length=16, null=True)
    content_hash = models.BinaryField(_("hash of the content"), max_length=32)
    hash = models.BinaryField(_("hash"), max_length=32)

    class Meta:
        verbose_name = _("published change")
        verbose_name_plural = _("published changes")
        triggers = [SaltTakenByRedaction(), *keep()]

    def __str__(self) -> str:
        return str(self.seq)
