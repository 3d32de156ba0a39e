"""The forms of signing in: django-allauth's, in our words and our look."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthCodeForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthConfirmForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.domain.failures import note_failure
from accounts.enums import Failure
from common.forms import FormStyle

#: Seconds in which a code is right: its own half minute and those beside it. In this time it is taken once only.
CODE_LASTS = 90


def password_field(label: str, autocomplete: str = "current-password", **kwargs: Any) -> forms.CharField:
    """A box for a password, kept as it is typed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=1000, **kwargs)


def code_field(**kwargs: Any) -> forms.CharField:
    """A box for a code of an authenticator app or a recovery code."""
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"})
    return forms.CharField(label=_("Code"), widget=widget, max_length=20, **kwargs)


class SignInForm(FormStyle, LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(label=_("User name"), widget=name, max_length=150)
        self.fields["password"] = password_field(_("Password"))


class ConfirmByPasswordForm(FormStyle, ReauthenticateForm):
    """The password once more, before a sensitive act."""

    password = password_field(_("Password"))


class OnceOnly:
    """A code is taken once: the library remembers it for half a minute, and takes it for longer."""

    def clean_code(self) -> str:
        try:
            code = super().clean_code()
        except ValidationError:
            address = get_adapter().get_client_ip(context.request)
            note_failure(self.user.get_username(), address, Failure.CODE)
            raise
        used = salted_hmac("second-factor-used", f"{self.user.pk} {code}").hexdigest()
        if not cache.add(f"second-factor-used:{used}", 1, timeout=CODE_LASTS):
            raise ValidationError(_("This code was used already. Wait for the next one."), code="used")
        return code


class CodeForm(FormStyle, OnceOnly, AllauthCodeForm):
    """A code of the app, or a recovery code, while signing in."""

    code = code_field(help_text=_("Six digits from your authenticator app, or one of your recovery codes"))


class ConfirmByCodeForm(FormStyle, OnceOnly, AllauthConfirmForm):
    """A code before a sensitive act."""

    code = code_field(help_text=_("Six digits from your authenticator app, or one of your recovery codes"))


class ActivateAppForm(FormStyle, OnceOnly, ActivateTOTPForm):
    """The first code of an authenticator app, which proves that it was set up."""

    code = code_field(help_text=_("The six digits that the app shows now"))


class AddKeyForm(FormStyle, AddWebAuthnForm):
    """A security key and what its person calls it."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Such as: blue key, office laptop"))
