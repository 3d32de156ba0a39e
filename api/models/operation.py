import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.triggers import keep
from common.classification import classify
from common.ids import new_id


class Operation(models.Model):
    """What became of an operation that a client sent, for good: the same id never has a second effect.

    Lines are only added. They hold keys, states and versions, and no personal data.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user"))
    op_id = models.UUIDField(_("id of the operation"))
    digest = models.CharField(_("SHA-256 of the operation"), max_length=64)
    at = models.DateTimeField(_("at"), db_default=Now())
    type = models.CharField(_("type of record"), max_length=40)
    record = models.UUIDField(_("record"), null=True)
    status = models.PositiveSmallIntegerField(_("status"))
    record_version = models.PositiveIntegerField(_("version of the record"), null=True)
    merged = models.BooleanField(_("merged with what others changed"), default=False)
    problem = models.JSONField(_("problem"), null=True)

    field_classes = classify(staff="id user op_id digest at type record status record_version merged problem")

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        triggers = [pgtrigger.Protect(name="no_update", operation=pgtrigger.Update), *keep()]
        constraints = [models.UniqueConstraint(fields=["user", "op_id"], name="operation_once")]

    def __str__(self) -> str:
        return str(self.op_id)
