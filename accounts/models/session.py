import datetime

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Every request asks this. Written out, because Django would build a queryset anew each time.
_OPEN = "SELECT * FROM accounts_session WHERE session_key = %s AND expire_date > %s AND last_seen > %s"


class SessionQuerySet(models.QuerySet):
    def open(self) -> "SessionQuerySet":
        """Sessions that open the door now: neither left idle too long nor too old."""
        now = timezone.now()
        return self.filter(expire_date__gt=now, last_seen__gt=now - settings.SESSION_IDLE)

    def open_by(self, digest: str) -> "Session | None":
        """The session of a digest, if it is `open`."""
        now = timezone.now()
        return next(iter(self.raw(_OPEN, [digest, now, now - settings.SESSION_IDLE])), None)

    def of(self, user: models.Model) -> "SessionQuerySet":
        """The open sessions of a person, the latest first."""
        return self.open().filter(user=user).order_by("-last_seen")


class Session(AbstractBaseSession):
    """A browser that is signed in. `session_key` is a digest: who reads the table cannot take a session over.

    No record: the row is removed when the session ends. `expire_date` is ten hours after signing in, whatever happens.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("user"))
    address = models.GenericIPAddressField(_("address"), null=True)
    device = models.CharField(_("device"), max_length=200, blank=True)
    since = models.DateTimeField(_("signed in"))
    #: To the minute, and only by what the person did herself: a page that asks by itself keeps no session alive.
    last_seen = models.DateTimeField(_("last seen"))

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return f"{self.device} {self.since:%Y-%m-%d %H:%M}"

    @property
    def idle(self) -> datetime.timedelta:
        """How long the person has not been heard of."""
        return timezone.now() - self.last_seen
