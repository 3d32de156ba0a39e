"""Reading tokens."""

from accounts.domain.tokens import digest_of
from accounts.models import ApiToken
from accounts.models.read_alarm import open_alarm


def token_of(text: str) -> ApiToken | None:
    """The token with its user, if it opens the door now: known, not expired, not revoked, of an active user."""
    tokens = ApiToken.objects.valid().select_related("user").annotate(open_alarm_id=open_alarm("user"))
    token = tokens.filter(digest=digest_of(text)).first()
    if token is not None:
        token.user.open_alarm_id, token.user.open_glass = token.open_alarm_id, {}
    return token
