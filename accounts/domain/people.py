"""People and their roles."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from accounts.domain import records
from accounts.models import RoleGrant, User
from accounts.models.user import UserKind
from accounts.roles import Permission, Role
from audit.verbs import acting, verb


@verb("accounts.add_user", permission=Permission.ACCOUNTS_MANAGE)
def add_user(
    *, username: str, by: User, password: str | None = None, kind: str = UserKind.PERSON, **fields: Any
) -> User:
    """Add a person or a machine client. Raises ValidationError for a weak password or a name that is taken."""
    user = User(username=username, kind=kind, **fields)
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    return user


@verb("accounts.grant_role", permission=Permission.ACCOUNTS_MANAGE)
def grant_role(*, user: User, role: Role, by: User) -> RoleGrant:
    """Give a role to a person."""
    return records.create(RoleGrant, user=user, role=role)


@verb("accounts.take_role", permission=Permission.ACCOUNTS_MANAGE)
def take_role(*, grant: RoleGrant, by: User, reason: str) -> RoleGrant:
    """Take a role back."""
    return records.void(grant, by=by, reason=reason)


def the_system() -> User:
    """The actor of commands and schedules."""
    return User.objects.system()


def choose_language(*, user: User, language: str) -> None:
    """Remember the language that a person reads in; one that we do not speak is ignored. Anyone may, for herself."""
    if language in dict(settings.LANGUAGES):
        with acting(by=user, verb_name="accounts.choose_language"):
            User.objects.filter(pk=user.pk).update(language=language)


def look_at_today(*, user: User) -> datetime.datetime | None:
    """Remember that a person looks at Today, and say when she did so before. Anyone may, for herself."""
    before = user.last_seen_today
    with acting(by=user, verb_name="accounts.look_at_today"):
        User.objects.filter(pk=user.pk).update(last_seen_today=timezone.now())
    return before
