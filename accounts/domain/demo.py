"""People for trying the product out: one for each role, each with a password of its own that nothing else knows."""

import secrets
from dataclasses import dataclass

from accounts.domain.people import add_user, grant_role
from accounts.models import User
from accounts.roles import Role

#: User names by role; the machine client has tokens, not a password.
NAMES = {role: "admin" if role == Role.ADMINISTRATOR else str(role) for role in Role if role != Role.MACHINE}


@dataclass(frozen=True)
class SignIn:
    """How a demo person signs in; the password is known here once."""

    username: str
    role: Role
    password: str

    def __str__(self) -> str:
        return f"{self.username}  {self.role}  {self.password}"


def add_demo_people(*, by: User) -> list[SignIn]:
    """Add the demo people that are missing, each with a fresh random password; who is there keeps hers."""
    there = set(User.objects.filter(username__in=NAMES.values()).values_list("username", flat=True))
    added = [SignIn(name, role, secrets.token_urlsafe(15)) for role, name in NAMES.items() if name not in there]
    for sign_in in added:
        user = add_user(username=sign_in.username, password=sign_in.password, by=by)
        grant_role(user=user, role=sign_in.role, by=by)
    return added


def demo_person(role: Role) -> User:
    """The demo person who has this role."""
    return User.objects.get(username=NAMES[role])
