"""Reading people: for who manages them, and for nobody else."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import FailedSignIn, RoleGrant, User
from accounts.models.user import UserKind
from accounts.roles import Permission, Role


def people(reader: User) -> QuerySet[User]:
    """People and machine clients with the roles that they hold now (`held`), by name."""
    if not reader.has_perm(Permission.ACCOUNTS_MANAGE):
        return User.objects.none()
    held = Prefetch("role_grants", RoleGrant.objects.standing().order_by("role"), to_attr="held")
    return User.objects.exclude(kind=UserKind.SYSTEM).prefetch_related(held).order_by("-is_active", "username")


def administrators() -> int:
    """How many active people are administrators. From two on, the system itself gives no role any more."""
    held = RoleGrant.objects.standing().filter(role=Role.ADMINISTRATOR)
    return held.filter(user__is_active=True, user__kind=UserKind.PERSON).count()


def machine_clients(reader: User) -> QuerySet[User]:
    """Active machine clients, for who may say that a person is withheld from one of them."""
    if not reader.has_perm(Permission.RESTRICT):
        return User.objects.none()
    return User.objects.filter(kind=UserKind.MACHINE, is_active=True).order_by("username")


def failed_sign_ins(reader: User) -> QuerySet[FailedSignIn]:
    """Who was not let in, with the person whose name was given, the latest first."""
    if not reader.has_perm(Permission.ACCOUNTS_MANAGE):
        return FailedSignIn.objects.none()
    return FailedSignIn.objects.select_related("user").order_by("-at", "-id")


def known_by(claims: Mapping[str, Any]) -> User | None:
    """The one active person whom the claims of a sign-on server name: by user name, else by an e-mail it has verified.

    Nobody where two would fit.
    """
    there = User.objects.filter(kind=UserKind.PERSON, is_active=True)
    name, email = claims.get("preferred_username"), claims.get("email")
    found = there.filter(username__iexact=name)[:2] if name else []
    if not found and email and claims.get("email_verified") is True:
        found = there.filter(email__iexact=email)[:2]
    return found[0] if len(found) == 1 else None


def holders_of(role: str) -> QuerySet[User]:
    """The active people who hold a role, for mail that the system sends them."""
    held = RoleGrant.objects.standing().filter(role=role).values("user")
    return User.objects.filter(pk__in=held, kind=UserKind.PERSON, is_active=True).order_by("pk")
