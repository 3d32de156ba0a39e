"""What stands between a request and the views: a whole sign-in, the memory of activity, the person's language."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.domain.sign_in import Missing, missing, note_activity

#: The pages, by the names of their addresses, that one may open who has shown a password and nothing else yet.
ALWAYS = {"accounts:sign-in", "account_login", "accounts:sign-out", "accounts:language", "health-live", "health-ready"}
#: What completes a sign-in, the first page of each way named first.
WAYS = {
    Missing.OWN_WORD: ["accounts:change-password"],
    Missing.SECOND_FACTOR: [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
    ],
}


class WholeSignInMiddleware:
    """Lets a person whose sign-in is not whole reach only what completes it: at every address, known or new.

    It asks for no view's opinion, so that one which forgets to ask, and one which asks nobody, are covered too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or (lacks := missing(request)) is None:
            return None
        if lacks == Missing.SECOND_FACTOR and request.user.second_factor_since is not None:
            # Somebody set up a second factor elsewhere since: this session, which never showed one, is nobody's.
            logout(request)
            return self.refused(redirect(settings.LOGIN_URL))
        if request.resolver_match.view_name in {*ALWAYS, *WAYS[lacks]}:
            return None
        return self.refused(redirect(WAYS[lacks][0]))

    def refused(self, response: HttpResponse) -> HttpResponse:
        """The way on for a person, and what the API says instead."""
        response.refusal = (_("Sign in with a second factor first."), "second_factor_required")
        return response


class ActivityMiddleware:
    """Remembers when a person was last here. What a page asks by itself is no sign of life, and says so."""

    #: How a page marks a request that nobody made: a header, or a parameter where there is no script to set one.
    HEADER, PARAMETER = "X-Unattended", "unattended"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        unattended = self.HEADER in request.headers or self.PARAMETER in request.GET
        if not unattended and request.user.is_authenticated and request.session.session_key:
            note_activity(request.session)
        return response


class UserLanguageMiddleware:
    """Speaks the person's own language, unless this browser has chosen another by its cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "")
        if language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
