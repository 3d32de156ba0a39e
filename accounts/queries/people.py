"""Reading people: for who manages them, and for nobody else."""

from django.db.models import Prefetch, QuerySet

from accounts.models import RoleGrant, User
from accounts.models.user import UserKind
from accounts.roles import Permission


def people(reader: User) -> QuerySet[User]:
    """People and machine clients with the roles that they hold now (`held`), by name."""
    if not reader.has_perm(Permission.ACCOUNTS_MANAGE):
        return User.objects.none()
    held = Prefetch("role_grants", RoleGrant.objects.standing().order_by("role"), to_attr="held")
    return User.objects.exclude(kind=UserKind.SYSTEM).prefetch_related(held).order_by("-is_active", "username")
