from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.record import Record, RecordQuerySet
from accounts.roles import Permission
from accounts.triggers import VoidedByTwo
from audit.triggers import booked
from common.classification import classify


class ApiTokenQuerySet(RecordQuerySet):
    def valid(self) -> "ApiTokenQuerySet":
        """Tokens that open the door now: not revoked, not expired, of an active user."""
        return self.standing().filter(expires_at__gt=timezone.now(), user__is_active=True)


class ApiToken(Record):
    """A bearer token of a machine client, kept as a keyed digest only. Revoking it is voiding it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(_("beginning"), max_length=16)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("scopes"))
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    field_classes = classify(staff="user name prefix digest scopes expires_at last_used_at")
    view_permission = Permission.ACCOUNTS_MANAGE
    voided_alone = "a token that leaked is revoked at once"
    scoped_by = ()

    class Meta(Record.Meta):
        triggers = [*booked(leaves_out=["last_used_at"], masks=["digest"]), VoidedByTwo()]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
