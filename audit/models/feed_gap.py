from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedGap(models.Model):
    """Keys of changes that were passed over, since their transactions had not ended: from `lower` to before `upper`.

    It may go when every transaction up to `until` has ended: what is not there by then was rolled back.
    """

    lower = models.BigIntegerField(_("first key"))
    upper = models.BigIntegerField(_("first key after it"))
    until = models.BigIntegerField(_("transaction"))

    class Meta:
        verbose_name = _("gap of the feed")
        verbose_name_plural = _("gaps of the feed")
        constraints = [
            models.CheckConstraint(name="feedgap_holds_a_key", condition=models.Q(lower__lt=models.F("upper")))
        ]

    def __str__(self) -> str:
        return f"{self.lower}–{self.upper - 1}"
