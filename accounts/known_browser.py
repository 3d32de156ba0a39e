"""A browser in which a person has shown both factors before: guesses from elsewhere do not lock her out there.

A signed cookie for each person. It opens no door; it only has wrong passwords counted apart from those of strangers.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.models import User

SALT = "accounts.known-browser"


def cookie_name(username: str) -> str:
    """The cookie of a person, whose name it does not tell."""
    return f"known_{salted_hmac(SALT, username.casefold()).hexdigest()[:16]}"


def of(request: HttpRequest, username: str) -> str:
    """What this browser is known by for a person; empty where it is not known."""
    name = cookie_name(username)
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=name, max_age=settings.KNOWN_BROWSER_AGE)
    except signing.BadSignature:
        return ""


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Know this browser again for a person, for some months from now."""
    name = cookie_name(user.username)
    value = of(request, user.username) or secrets.token_urlsafe(16)
    response.set_cookie(
        name,
        signing.dumps(value, salt=name),
        max_age=settings.KNOWN_BROWSER_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
