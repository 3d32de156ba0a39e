"""People for trying the product out: one for each role, each with a password of its own that nothing else knows."""

import secrets
import time
from dataclasses import dataclass

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.utils import timezone

from accounts.domain.people import add_user, grant_role
from accounts.models import User
from accounts.queries.people import administrators
from accounts.roles import Role
from audit.verbs import acting

#: Marks the second factor of a demo person among its data.
DEMO = "demo"

#: User names by role; the machine client has tokens, not a password.
NAMES = {role: "admin" if role == Role.ADMINISTRATOR else str(role) for role in Role if role != Role.MACHINE}
#: Who approves the role that the other administrator proposes. The last one: from then on the system gives no role.
SECOND = ("admin2", Role.ADMINISTRATOR)
PEOPLE = (*((name, role) for role, name in NAMES.items()), SECOND)


@dataclass(frozen=True)
class SignIn:
    """How a demo person signs in; the password is known here once."""

    username: str
    role: Role
    password: str

    def __str__(self) -> str:
        return f"{self.username}  {self.role}  {self.password}"


def add_demo_people(*, by: User) -> list[SignIn]:
    """Add the demo people that are missing, each with a fresh random password and a second factor.

    Who is there keeps hers, and nobody is added to a house that has two administrators: they give the roles.
    The code of a demo person is printed by `manage.py demo_code`, and by nothing else.
    """
    names = [name for name, _role in PEOPLE]
    there = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    added = [SignIn(name, role, secrets.token_urlsafe(15)) for name, role in PEOPLE if name not in there]
    if there and administrators() > 1:
        added = []
    for sign_in in added:
        user = add_user(username=sign_in.username, password=sign_in.password, by=by)
        grant_role(user=user, role=sign_in.role, by=by)
    for user in User.objects.filter(username__in=names, second_factor_since=None):
        _give_second_factor(user, by)
    return added


def _give_second_factor(user: User, by: User) -> None:
    """An authenticator app that is a command: marked, so that no code of anybody else is ever printed."""
    authenticator = TOTP.activate(user, generate_totp_secret()).instance
    authenticator.data[DEMO] = True
    authenticator.save()
    with acting(by=by, verb_name="accounts.set_up_second_factor"):
        User.objects.filter(pk=user.pk).update(second_factor_since=timezone.now())


def demo_code(username: str) -> str | None:
    """The code that a demo person's app would show now; None for anybody else, and on every real site."""
    if settings.SECURE_SITE:
        return None
    marked = {"user__username": username, "type": Authenticator.Type.TOTP, f"data__{DEMO}": True}
    authenticator = Authenticator.objects.filter(**marked).first()
    if authenticator is None:
        return None
    secret = decrypt(authenticator.data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // mfa_settings.TOTP_PERIOD))


def demo_person(role: Role) -> User:
    """The demo person who has this role."""
    return User.objects.get(username=NAMES[role])
