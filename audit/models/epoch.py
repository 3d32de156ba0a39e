import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep


class Epoch(models.Model):
    """A time in which the feed only ever went on: it ends when the database is restored from a backup.

    The fingerprint names this database as no restored one is named (`audit.queries.feed`); the id is in every cursor.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(_("fingerprint of the database"), max_length=120, unique=True)
    began_at = models.DateTimeField(_("since"), db_default=Now())

    class Meta:
        verbose_name = _("epoch of the feed")
        verbose_name_plural = _("epochs of the feed")
        triggers = keep()

    def __str__(self) -> str:
        return str(self.id)
