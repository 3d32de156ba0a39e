"""Forms of an account: one's own password, and what administrators do for people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.sign_in import ConfirmByPasswordForm, password_field
from accounts.models import User
from accounts.roles import Role
from common.forms import Form, ReasonField


class ChangePasswordForm(ConfirmByPasswordForm):
    """The password that a person has, and a new one twice."""

    new = password_field(
        _("New password"),
        "new-password",
        help_text=_("15 characters or more. Several words that only you join are good."),
    )
    again = password_field(_("The new password again"), "new-password")
    field_order = ["password", "new", "again"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if "new" in typed and typed["new"] != typed.get("again"):
            raise ValidationError({"again": _("The two passwords differ.")})
        return typed


class ReasonForm(Form):
    """Why."""

    reason = ReasonField()


class PersonForm(Form):
    """A new person."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("Letters, digits and @ . + _ -; it cannot be changed later")
    )
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Only to know the person in single sign-on; no mail is sent")
    )


class GrantForm(Form):
    """A role for a person."""

    role = forms.ChoiceField(label=_("Role"))
    reason = ReasonField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = user.roles
        left = [(role.value, role.label) for role in Role if role not in held]
        self.fields["role"].choices = [("", _("Choose")), *left]
