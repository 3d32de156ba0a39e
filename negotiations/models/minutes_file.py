from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep
from common.ids import new_id
from negotiations.models.minutes import Minutes


class MinutesFile(models.Model):
    """The bytes of minutes. Not in the book, which names them by their hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="file", verbose_name=_("minutes"))
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("content of minutes")
        verbose_name_plural = _("contents of minutes")
        triggers = keep()

    def __str__(self) -> str:
        return str(self.minutes_id)
