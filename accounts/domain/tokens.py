"""Tokens of machine clients: shown once, kept as a keyed digest."""

import datetime
import hashlib
import hmac
import re
import secrets
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.domain.failures import note_failure
from accounts.enums import Failure
from accounts.models import ApiToken, User
from accounts.roles import Permission
from accounts.validators import networks_of
from audit.verbs import verb

PREFIX = "obmin_"
LONGEST = datetime.timedelta(days=90)
#: For so long a token that was rotated may go on beside the new one.
LONGEST_OVERLAP = datetime.timedelta(hours=24)
#: The last use of a token is kept to the minute: one write a minute, not one a request.
USE_NOTED_EVERY = datetime.timedelta(minutes=1)
SCOPE = re.compile(r"^([a-z]+(-[a-z]+)*:(read|write)|\*:read)$")


def digest_of(token: str) -> str:
    """The keyed digest by which a token is known."""
    return hmac.new(settings.SECRET_KEY.encode(), token.encode(), hashlib.sha256).hexdigest()


@verb("accounts.issue_token", permission=Permission.ACCOUNTS_MANAGE)
def issue_token(
    *,
    user: User,
    name: str,
    scopes: list[str],
    by: User,
    lasts: datetime.timedelta = LONGEST,
    allowed_networks: Iterable[str] = (),
    rate: int | None = None,
    id: uuid.UUID | None = None,
) -> tuple[ApiToken, str]:
    """Make a token for a user; the text is returned this once. Scopes are `type:read` or `type:write`, or `*:read`.

    With `allowed_networks` (CIDR) it opens the door from there only; with `rate` for so many requests a minute.
    Raises ValidationError when it would last longer than 90 days, for words that are no scopes or networks, Conflict
    when there is a token with this id.
    """
    if unknown := [scope for scope in scopes if not SCOPE.match(scope)]:
        raise ValidationError({"scopes": _("This is no scope: %(scopes)s") % {"scopes": ", ".join(unknown)}})
    told = {"user": user, "name": name, "scopes": scopes, "allowed_networks": networks_of(allowed_networks)}
    return _made(lasts, id=id, rate=rate, **told)


@verb("accounts.rotate_token", permission=Permission.ACCOUNTS_MANAGE)
def rotate_token(
    *,
    token: ApiToken,
    overlap: datetime.timedelta,
    by: User,
    reason: str,
    lasts: datetime.timedelta = LONGEST,
) -> tuple[ApiToken, str]:
    """Make a token with the scopes and networks of another one, which works for `overlap` still, 24 hours at most.

    Without an overlap the old one is revoked now. The text is returned this once. Raises ValidationError for a token
    that has ended or was rotated before, and without a reason.
    """
    current = records.lock(token)
    records.refuse_voided(current)
    if current.has_ended or current.successors.standing().exists():
        raise ValidationError(_("This token has ended or was rotated already."))
    if not datetime.timedelta(0) <= overlap <= LONGEST_OVERLAP:
        raise ValidationError({"overlap": _("Two tokens overlap for 24 hours at most.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the reason is kept in the book of changes")})
    same = {each: getattr(current, each) for each in ("user", "name", "scopes", "allowed_networks", "rate")}
    made = _made(lasts, replaces=current, **same)
    if overlap:
        current.expires_at = min(current.expires_at, timezone.now() + overlap)
        records.written(current, "expires_at")
    else:
        records.void(current, by=by, reason=reason)
    return made


def _made(lasts: datetime.timedelta, **fields: Any) -> tuple[ApiToken, str]:
    if lasts > LONGEST:
        raise ValidationError({"expires_at": _("A token lasts at most 90 days.")})
    text = PREFIX + secrets.token_urlsafe(32)
    told = {"prefix": text[: len(PREFIX) + 6], "digest": digest_of(text), "expires_at": timezone.now() + lasts}
    return records.create(ApiToken, **told, **fields), text


@verb("accounts.revoke_token", permission=Permission.ACCOUNTS_MANAGE)
def revoke_token(*, token: ApiToken, by: User, reason: str) -> ApiToken:
    """Revoke a token at once."""
    return records.void(token, by=by, reason=reason)


def note_use(token: ApiToken, address: str) -> None:
    """Remember when, to the minute, and from which address a token was used.

    It is no change of the record, so the book keeps nothing of it.
    """
    now = timezone.now()
    known = token.last_used_at is not None and token.last_used_at >= now - USE_NOTED_EVERY
    if not known or token.last_used_from != address:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now, last_used_from=address)


def note_elsewhere(token: ApiToken, address: str) -> None:
    """Note, once a minute, that a token was tried from an address that it is not accepted from: it may have leaked."""
    if cache.add(f"elsewhere:{token.pk}:{address}", True, timeout=USE_NOTED_EVERY.total_seconds()):
        note_failure(token.user.username, address, Failure.ELSEWHERE)
