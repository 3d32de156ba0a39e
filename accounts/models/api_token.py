from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.record import Record, RecordQuerySet
from accounts.roles import Permission
from accounts.triggers import VoidedByTwo
from accounts.validators import is_within, validate_networks
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
    allowed_networks = ArrayField(
        models.CharField(max_length=43),
        default=list,
        blank=True,
        validators=[validate_networks],
        verbose_name=_("accepted from"),
        help_text=_("Addresses and networks; empty: from everywhere."),
    )
    rate = models.PositiveIntegerField(
        _("requests a minute"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Blank: as many as everybody."),
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("in the place of"),
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    last_used_from = models.GenericIPAddressField(_("last used from"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    field_classes = classify(
        staff="user name prefix digest scopes expires_at allowed_networks rate replaces last_used_at last_used_from"
    )
    view_permission = Permission.ACCOUNTS_MANAGE
    voided_alone = "a token that leaked is revoked at once"
    scoped_by = ()

    class Meta(Record.Meta):
        triggers = [*booked(leaves_out=["last_used_at", "last_used_from"], masks=["digest"]), VoidedByTwo()]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    @property
    def has_ended(self) -> bool:
        return self.expires_at <= timezone.now()

    def accepts(self, address: str) -> bool:
        """Whether the token opens the door to who comes from this address."""
        return not self.allowed_networks or is_within(address, self.allowed_networks)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
