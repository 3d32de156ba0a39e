"""What we tell django-allauth: nobody signs up, guesses are counted fairly, secrets are encrypted."""

import base64
from functools import lru_cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import known_browser
from accounts.domain.failures import note_failure
from accounts.domain.sign_in import is_fresh, note_beginning, passed_second_factor
from accounts.enums import Failure
from accounts.models import User
from accounts.queries.second_factors import others_than


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by user name and password, with guesses counted."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": _(
            "Too many wrong tries for this name. Wait some minutes, use a browser that you signed in with before, or"
            " ask your administrator."
        ),
        "rate_limited": _("Too many tries. Wait some minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError where there were too many wrong tries, whether or not there is such a person."""
        name = credentials["username"].casefold()
        if known := known_browser.of(request, name):
            counted = [("login_failed", f"browser {known}")]
        else:
            counted = [("login_failed", f"{self.get_client_ip(request)} {name}"), ("login_failed_anywhere", name)]
        self._counted = []
        for action, what in counted:
            key = salted_hmac("sign-in", what).hexdigest()
            usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
            if usage is None:
                note_failure(name, self.get_client_ip(request), Failure.TOO_MANY)
                raise self.validation_error("too_many_login_attempts")
            self._counted.append(usage)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failure(credentials["username"], self.get_client_ip(request), Failure.PASSWORD)

    def _rollback_login_failed_rl_usage(self) -> None:
        for usage in self._counted:
            usage.rollback()

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_beginning(request, self.get_client_ip(request))

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        """Know the browser again of a person who has shown both factors."""
        response = super().post_login(request, user, **told)
        if passed_second_factor(request):
            known_browser.remember(request, response, user)
        return response

    def is_reauthentication_required(self, *, app: str, **others: Any) -> bool:
        return not is_fresh(context.request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """The same as for a wrong password."""
        messages.error(request, self.error_messages["username_password_mismatch"])
        return redirect(settings.LOGIN_URL)

    def add_message(self, *args: Any, **told: Any) -> None:
        """Nothing: a page of ours says what happened, in our words."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors encrypted at rest, and never the last one taken away by its person."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("This is your only second factor. Add another one first."),
        "incorrect_code": _("The code is not right, or was used already. Wait for the next one."),
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return others_than(authenticator).exists()


def _fernet() -> Fernet:
    return _fernet_of(settings.MFA_KEY or settings.SECRET_KEY)


@lru_cache
def _fernet_of(secret: str) -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"obmin second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
