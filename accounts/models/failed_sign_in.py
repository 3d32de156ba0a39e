import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.enums import Failure
from audit.triggers import keep
from common.classification import classify
from common.ids import new_id


class FailedSignIn(models.Model):
    """Somebody tried to sign in and was not let in. Lines are only added; what was typed is never kept.

    A name that nobody has is not kept either: it may be a password that was typed into the wrong box.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("when"), db_default=Now())
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("whose name was given")
    )
    address = models.GenericIPAddressField(_("address"), null=True)
    failure = models.CharField(_("why"), max_length=10, choices=Failure)

    field_classes = classify(staff="id at user address failure")

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        indexes = [models.Index(fields=["user", "-at"], name="failed_sign_in_user")]
        triggers = [pgtrigger.Protect(name="no_update", operation=pgtrigger.Update), *keep()]

    def __str__(self) -> str:
        return f"{self.get_failure_display()} {self.at:%Y-%m-%d %H:%M}"
