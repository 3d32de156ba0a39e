"""Sessions in the database (SESSION_ENGINE): whose, from where, since when. Idle and old ones open no door.

The limits are held where a session is loaded, so that no view, middleware or cookie can forget them.
"""

import datetime
import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Session

#: Where a session keeps what is known of its beginning: seconds since 1970, address, device.
SIGNED_IN = "signed_in"


def digest_of(session_key: str) -> str:
    """What the table knows a session by. The key is random, so no salt and no slow hash is needed."""
    return hashlib.blake2b(session_key.encode(), digest_size=20).hexdigest()


class SessionStore(db.SessionStore):
    """Django's own store, with keys as digests and columns that answer who is signed in from where."""

    #: When the person was last seen, as the table says; None for a session that is not stored yet.
    last_seen: datetime.datetime | None = None

    @property
    def digest(self) -> str:
        """The key of this session's row; empty for one that is not stored yet."""
        return digest_of(self.session_key) if self.session_key else ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = self.model.objects.open_by(digest_of(self.session_key))
        if row is None:
            self._session_key = None
        else:
            self.last_seen = row.last_seen
        return row

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(pk=digest_of(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            self.model.objects.filter(pk=digest_of(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now, signed_in = timezone.now(), data.get(SIGNED_IN, {})
        since = datetime.datetime.fromtimestamp(signed_in["at"], datetime.UTC) if signed_in else now
        return self.model(
            session_key=digest_of(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=since + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE),
            user_id=data.get(USER),
            address=signed_in.get("address") or None,
            device=signed_in.get("device", ""),
            since=since,
            last_seen=self.last_seen or now,
        )

    @classmethod
    def clear_expired(cls) -> None:
        """Remove the sessions that open no door any more."""
        idle = timezone.now() - settings.SESSION_IDLE
        Session.objects.exclude(expire_date__gt=timezone.now(), last_seen__gt=idle).delete()
