"""People and their roles."""

import datetime
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.domain.sessions import end_all_sessions
from accounts.models import RoleGrant, User
from accounts.models.user import UserKind
from accounts.roles import Permission, Role
from audit.verbs import acting, verb

#: A temporary password: how many random bytes, and how long it is good for.
TEMPORARY_BYTES = 15
TEMPORARY_LASTS = datetime.timedelta(hours=24)


@verb("accounts.add_user", permission=Permission.ACCOUNTS_MANAGE)
def add_user(
    *, username: str, by: User, password: str | None = None, kind: str = UserKind.PERSON, **fields: Any
) -> User:
    """Add a person or a machine client. Raises ValidationError for a weak password or a name that is taken.

    Names that differ in capitals only are taken: people and single sign-on do not tell them apart.
    """
    user = User(username=username, kind=kind, **fields)
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("This user name is taken.")})
    user.save(force_insert=True)
    return user


@verb("accounts.grant_role", permission=Permission.ACCOUNTS_MANAGE)
def grant_role(*, user: User, role: Role, by: User) -> RoleGrant:
    """Give a role to a person: the act of two administrators.

    The system does it alone, from the command line, until there are two of them. Raises ValidationError for a role that
    she holds.
    """
    return records.create(RoleGrant, user=user, role=role)


def check_grant(user: User, role: str) -> None:
    """Raises ValidationError for a role that the person holds, or that there is not."""
    if role not in Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    if user.role_grants.standing().filter(role=role).exists():
        raise ValidationError({"role": _("The person holds this role already.")})


@verb("accounts.take_role", permission=Permission.ACCOUNTS_MANAGE)
def take_role(*, grant: RoleGrant, by: User, reason: str) -> RoleGrant:
    """Take a role back."""
    return records.void(grant, by=by, reason=reason)


@verb("accounts.add_person", permission=Permission.ACCOUNTS_MANAGE)
def add_person(*, by: User, **fields: Any) -> tuple[User, str]:
    """Add a person with a temporary password, which is returned this once."""
    password = secrets.token_urlsafe(TEMPORARY_BYTES)
    ends = timezone.now() + TEMPORARY_LASTS
    return add_user(by=by, password=password, password_expires_at=ends, **fields), password


@verb("accounts.reset_password", permission=Permission.ACCOUNTS_MANAGE)
def reset_password(*, user: User, by: User, reason: str) -> str:
    """Give a person a temporary password and end her sessions; the password is returned this once.

    It is good for one day, and the first thing that she does with it is to choose her own.
    """
    password = secrets.token_urlsafe(TEMPORARY_BYTES)
    user = records.lock(user)
    user.set_password(password)
    user.password_expires_at = timezone.now() + TEMPORARY_LASTS
    user.save(update_fields=["password", "password_expires_at"])
    end_all_sessions(user)
    return password


@verb("accounts.disable_user", permission=Permission.ACCOUNTS_MANAGE)
def disable_user(*, user: User, by: User, reason: str) -> None:
    """Shut a person or a machine client out at once: sessions end, tokens open no door.

    Raises ValidationError for oneself, for the system, and without a reason.
    """
    if user == by or user.kind == UserKind.SYSTEM:
        raise ValidationError(_("Nobody can disable herself or the system."))
    _switch(user, active=False, reason=reason)
    end_all_sessions(user)


@verb("accounts.enable_user", permission=Permission.ACCOUNTS_MANAGE)
def enable_user(*, user: User, by: User, reason: str) -> None:
    """Let somebody in again. Raises ValidationError without a reason."""
    _switch(user, active=True, reason=reason)


def _switch(user: User, *, active: bool, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the reason is kept in the book of changes")})
    records.lock(user)
    User.objects.filter(pk=user.pk).update(is_active=active)


def change_password(*, user: User, password: str) -> None:
    """A person chooses a password of her own. Raises ValidationError for a weak one, or the one that she has."""
    validate_password(password, user)
    if user.check_password(password):
        raise ValidationError(_("This is the password that you have. Choose another one."))
    with acting(by=user, verb_name="accounts.change_password"):
        user.set_password(password)
        user.password_expires_at = None
        user.save(update_fields=["password", "password_expires_at"])


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
