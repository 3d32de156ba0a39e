import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from common.classification import classify

#: How long the answer to a request is kept for whoever asks again.
KEPT = datetime.timedelta(days=30)


class IdempotencyKey(models.Model):
    """A request that must have one effect, by the key that its client gave it; written with the effect or not at all.

    What was sent is known by its digest only; the answer holds keys, states and versions, and no personal data. After
    30 days it is removed, and the key may be used again.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user"))
    key = models.CharField(_("key"), max_length=200)
    digest = models.CharField(_("SHA-256 of the request"), max_length=64)
    at = models.DateTimeField(_("at"), db_default=Now())
    status = models.PositiveSmallIntegerField(_("status of the answer"), null=True)
    answer = models.JSONField(_("answer"), null=True)

    field_classes = classify(staff="id user key digest at status answer")

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]
        indexes = [models.Index(fields=["at"], name="idempotency_key_at")]

    def __str__(self) -> str:
        return self.key
