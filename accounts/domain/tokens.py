"""Tokens of machine clients: shown once, kept as a keyed digest."""

import datetime
import hashlib
import hmac
import re
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import ApiToken, User
from accounts.roles import Permission
from audit.verbs import verb

PREFIX = "obmin_"
LONGEST = datetime.timedelta(days=90)
#: The last use of a token is kept to the minute: one write a minute, not one a request.
USE_NOTED_EVERY = datetime.timedelta(minutes=1)
SCOPE = re.compile(r"^([a-z]+(-[a-z]+)*:(read|write)|\*:read)$")


def digest_of(token: str) -> str:
    """The keyed digest by which a token is known."""
    return hmac.new(settings.SECRET_KEY.encode(), token.encode(), hashlib.sha256).hexdigest()


@verb("accounts.issue_token", permission=Permission.ACCOUNTS_MANAGE)
def issue_token(
    *, user: User, name: str, scopes: list[str], by: User, lasts: datetime.timedelta = LONGEST
) -> tuple[ApiToken, str]:
    """Make a token for a user; the text is returned this once. Scopes are `type:read` or `type:write`, or `*:read`.

    Raises ValidationError when it would last longer than 90 days, or for words that are no scopes.
    """
    if unknown := [scope for scope in scopes if not SCOPE.match(scope)]:
        raise ValidationError({"scopes": _("This is no scope: %(scopes)s") % {"scopes": ", ".join(unknown)}})
    if lasts > LONGEST:
        raise ValidationError({"expires_at": _("A token lasts at most 90 days.")})
    text = PREFIX + secrets.token_urlsafe(32)
    token = records.create(
        ApiToken,
        user=user,
        name=name,
        prefix=text[: len(PREFIX) + 6],
        digest=digest_of(text),
        scopes=scopes,
        expires_at=timezone.now() + lasts,
    )
    return token, text


@verb("accounts.revoke_token", permission=Permission.ACCOUNTS_MANAGE)
def revoke_token(*, token: ApiToken, by: User, reason: str) -> ApiToken:
    """Revoke a token at once."""
    return records.void(token, by=by, reason=reason)


def note_use(token: ApiToken) -> None:
    """Remember that a token was used, to the minute. It is no change of the record, so the book keeps nothing of it."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
