"""Reading tokens."""

from accounts.domain.tokens import digest_of
from accounts.models import ApiToken


def token_of(text: str) -> ApiToken | None:
    """The token with its user, if it opens the door now: known, not expired, not revoked, of an active user."""
    return ApiToken.objects.valid().select_related("user").filter(digest=digest_of(text)).first()
