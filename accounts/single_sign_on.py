"""Single sign-on by OpenID Connect: it says who somebody is, and never adds her."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.queries.people import known_by


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Joins who comes from the server to the person of ours whom its claims name; strangers are sent away."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises ImmediateHttpResponse for whom nobody has added here."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        person = known_by(claims.get("userinfo", claims) | claims.get("id_token", {}))
        if person is None:
            self._send_away(request, _("Nobody has added you here. Ask your administrator."))
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> NoReturn:
        self._send_away(request, _("Single sign-on did not succeed. Try again, or use your password."))

    def _send_away(self, request: HttpRequest, why: str) -> NoReturn:
        messages.error(request, why)
        raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))
