"""Who asks: a machine client by its token, or a person by her session, with CSRF, on the same endpoints."""

from allauth.account.adapter import get_adapter
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.domain.tokens import note_elsewhere, note_use
from accounts.models import ApiToken, User
from accounts.queries.tokens import token_of
from api.problems import Problem

REALM = 'Bearer realm="obmin"'


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer obmin_…`. `request.auth` is then the token, whose scopes the permission checks."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _separator, text = header.partition(" ")
        token = token_of(text.strip()) if scheme.lower() == "bearer" else None
        # The proxies that are trusted say from where; whoever comes straight here says nothing that is believed.
        address = get_adapter().get_client_ip(request)
        if token is not None and not token.accepts(address):
            note_elsewhere(token, address)
            token = None
        if token is None:
            # One answer for all: whoever found a token is not told that it works, and works elsewhere.
            raise AuthenticationFailed(
                _("This token is unknown, expired or revoked, or not accepted from this address."), code="invalid_token"
            )
        if token.user.open_alarm_id:
            raise Problem(
                403, _("Very many records were read in a short time. Nothing is shown now."), code="reads_stopped"
            )
        note_use(token, address)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return f'{REALM}, error="invalid_token"' if "Authorization" in request.headers else REALM


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of a browser; an unsafe method wants the CSRF token in `X-CSRFToken`."""


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "obmin_…"}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "__Host-session"}
